/** The first answer of a fresh process: importing the package, starting the engine, solving a network. */
import { execFileSync } from "node:child_process";
import { median } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const PROCESSES = 15;

const PROGRAM = `
const start = performance.now();
const { layered, pathProbability } = await import(process.argv[1]);
const imported = performance.now();
pathProbability(layered([784, 300, 100, 10], { dropBonds: 0.998 }));
const answered = performance.now();
pathProbability(layered([784, 300, 100, 10], { dropBonds: 0.998 }));
console.log(imported - start, answered - imported, performance.now() - answered);
`;

export function benchStartup() {
  const entry = new URL("../dist/index.js", import.meta.url).href;
  const runs = Array.from({ length: PROCESSES }, () =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", PROGRAM, entry], { encoding: "utf8" })
      .trim()
      .split(" ")
      .map(Number),
  );
  const [imported, first, second] = [0, 1, 2].map((index) => median(runs.map((run) => run[index])));
  return {
    title: "First answer",
    text: `Milliseconds in a fresh Node process, medians of ${PROCESSES}: 784-300-100-10, exact.`,
    columns: ["step", "ms", "target", "met"],
    rows: [
      ["import the package", figure(imported), ...judge()],
      ["start the engine and answer", figure(first), ...judge(atMost(20, first, "ms"))],
      ["answer again", figure(second), ...judge()],
    ],
  };
}
