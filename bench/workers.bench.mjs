/** The pool of workers: what two gain over one, what one costs beside the calling thread, and how soon the first answer is there. */
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { ask, lattice, layered } from "../dist/index.js";
import { createPool } from "../dist/workers.js";
import { median, Timings } from "./measure.mjs";
import { atLeast, atMost, figure, judge } from "./targets.mjs";

const SEED = 7;
const ROUNDS = 5;
const PROCESSES = 9;

/** Each some seconds in one thread. */
const QUESTIONS = [
  {
    name: "path, 784-300-100-10, dropconnect 0.998, 240000 trials",
    query: {
      ask: "path",
      network: layered([784, 300, 100, 10], { dropBonds: 0.998 }),
      method: "monte-carlo",
      trials: 240000,
      seed: SEED,
    },
  },
  {
    name: "sweep, sites of 512 x 512, 300 runs",
    query: { ask: "sweep", network: lattice("square", { size: [512, 512] }), kind: "site", runs: 300, seed: SEED },
  },
  {
    name: "bottleneck, weights of 784-300-100-10, 16000 trials",
    query: { ask: "bottleneck", network: layered([784, 300, 100, 10]), of: "bonds", trials: 16000, seed: SEED },
  },
];

async function time(run) {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

/** Aborts unless a pool says what the synchronous call says. */
async function checkAnswer(pool, { name, query }) {
  const expected = JSON.stringify(ask(query));
  if (JSON.stringify(await pool.ask(query)) !== expected) throw new Error(`bench: ${name}: a pool answers otherwise`);
}

async function benchQuestion(question, pools) {
  const { name, query } = question;
  for (const pool of pools.values()) await checkAnswer(pool, question);
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const times = new Map([["no pool", await time(() => ask(query))]]);
    for (const [size, pool] of pools) times.set(size, await time(() => pool.ask(query)));
    console.log(`${name}, round ${round} of ${ROUNDS}:`, [...times.values()].map(figure).join(" "));
    rounds.push(times);
  }
  const timings = new Timings(rounds);
  const overhead = (timings.ratio(1, "no pool") - 1) * 100;
  const gain = timings.ratio(1, 2);
  const targets = [atLeast(1.8, gain, "x one worker"), atMost(10, overhead, "% over no pool")];
  // Two workers on one processor gain nothing.
  if (availableParallelism() < 2) targets.shift();
  const seconds = ["no pool", ...pools.keys()].map((column) => figure(timings.seconds(column)));
  return [name, ...seconds, figure(gain), `${overhead.toFixed(1)} %`, ...judge(...targets)];
}

const PROGRAM = `
const { layered, pathProbability } = await import(process.argv[1]);
const { createPool } = await import(process.argv[2]);
const network = layered([20, 30, 10], { dropBonds: 0.97 });
const start = performance.now();
const pool = createPool({ size: 2 });
await pool.pathProbability(network, { method: "monte-carlo", trials: 10000 });
console.log(performance.now() - start);
await pool.close();
`;

/** Milliseconds from the start of a pool to its first answer, in fresh processes. */
function measureStart() {
  const entries = ["index", "workers"].map((name) => new URL(`../dist/${name}.js`, import.meta.url).href);
  const run = () =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", PROGRAM, ...entries], { encoding: "utf8" });
  return median(Array.from({ length: PROCESSES }, () => Number(run())));
}

export async function benchWorkers() {
  const start = measureStart();
  const pools = new Map([1, 2].map((size) => [size, createPool({ size })]));
  const rows = [];
  for (const question of QUESTIONS) rows.push(await benchQuestion(question, pools));
  await Promise.all([...pools.values()].map((pool) => pool.close()));
  rows.push([
    "start of a pool of two until its first answer",
    "-",
    "-",
    figure(start / 1000),
    "-",
    "-",
    ...judge(atMost(100, start, "ms")),
  ]);
  return {
    title: "Workers",
    text: `Seconds of a whole answer: of the synchronous call, and of pools of one and of two workers that have started, medians of ${ROUNDS} rounds. The gain is that of two workers over one. The last row is the time from createPool to the first answer in a fresh process, a median of ${PROCESSES}.`,
    columns: ["question", "no pool", "1 worker", "2 workers", "gain", "overhead of one", "target", "met"],
    rows,
  };
}
