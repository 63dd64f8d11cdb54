/** The same questions to the three engines: SIMD, scalar, and the JavaScript of percolation/js. */

import * as simd from "../dist/index.js";
import * as js from "../dist/index.js-engine.js";
import * as scalar from "../dist/index.scalar.js";
import { measure } from "./measure.mjs";
import { figure, judge } from "./targets.mjs";

const ENTRIES = { simd, scalar, js };

const sampled = { method: "monte-carlo", trials: 1280, seed: 7 };
const square = {
  ask: "sweep",
  network: simd.lattice("square", { size: [256, 256], periodic: true }),
  runs: 1,
  seed: 7,
};

const QUESTIONS = {
  "784-300-100-10, dropconnect 0.998, 1280 trials": {
    ask: "path",
    network: simd.layered([784, 300, 100, 10], { dropBonds: 0.998 }),
    ...sampled,
  },
  "32 x 32, dropout 0.1 and dropconnect 0.9, 1280 trials": {
    ask: "path",
    network: simd.rectangular({ width: 32, depth: 32 }, { dropSites: 0.1, dropBonds: 0.9 }),
    ...sampled,
  },
  "784-300-100-10, curve of 101 points, exact": {
    ask: "curve",
    network: simd.layered([784, 300, 100, 10], { dropSites: 0.3 }),
    of: "bonds",
    points: 101,
  },
  "sites of a 256 x 256 lattice, one run": { ...square, kind: "site" },
  "bonds of a 256 x 256 lattice, one run": { ...square, kind: "bond" },
};

/** Aborts unless all engines give the same answer. */
function checkAnswers(title, query) {
  const [expected, ...others] = Object.values(ENTRIES).map(({ ask }) => JSON.stringify(ask(query)));
  if (others.some((answer) => answer !== expected)) throw new Error(`bench: ${title}: the engines differ`);
}

async function benchQuestion([title, query]) {
  checkAnswers(title, query);
  const cases = Object.entries(ENTRIES).map(([name, { ask }]) => ({ name, run: () => ask(query) }));
  const timings = await measure(title, cases, { rounds: 5, seconds: 0.3 });
  const milliseconds = Object.keys(ENTRIES).map((name) => figure(timings.seconds(name) * 1000));
  const ratios = [timings.ratio("js", "scalar"), timings.ratio("js", "simd")].map(figure);
  return [title, ...milliseconds, ...ratios, ...judge()];
}

export async function benchEngines() {
  const rows = [];
  for (const question of Object.entries(QUESTIONS)) rows.push(await benchQuestion(question));
  return {
    title: "The engines",
    text: "Milliseconds for one question, by build of the engine: WebAssembly with SIMD, without, and JavaScript.",
    columns: ["question", "SIMD", "scalar", "JavaScript", "JavaScript / scalar", "JavaScript / SIMD", "target", "met"],
    rows,
  };
}
