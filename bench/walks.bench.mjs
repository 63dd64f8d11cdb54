/** Trials on a lattice, 128 a word, and bottlenecks, against one trial after the other. */
import { bottleneck, lattice, layered, reach } from "../dist/index.js";
import { bottleneckPlain, countReachedPlain, listSquare } from "./baselines/plain-walks.mjs";
import { measure } from "./measure.mjs";
import { figure } from "./targets.mjs";

const SIDE = 64;
const KEEPS = [0.4, 0.5, 0.6];
const TRIALS = 128 * 20;
const CHECKED_TRIALS = 128 * 200;
const MLP = [784, 300, 100, 10];
const BOTTLENECKS = 20;
const SEED = 7;

/** Aborts when means of independent trials are further apart than chance explains. */
function expectNear(name, actual, expected, error) {
  if (Math.abs(actual - expected) <= 6 * error) return;
  throw new Error(`bench: ${name}: expected about ${expected}, got ${actual}`);
}

async function benchReach(keep) {
  const square = lattice("square", { size: [SIDE, SIDE], keepBonds: keep });
  const rows = { from: { axis: 1, at: 0 }, to: { axis: 1, at: -1 }, method: "monte-carlo", seed: SEED };
  const list = listSquare(SIDE);
  const { expected, distribution } = reach(square, { ...rows, trials: CHECKED_TRIALS });
  const spread = distribution.reduce((sum, share, reached) => sum + share * (reached - expected) ** 2, 0);
  const found = countReachedPlain(list, SIDE, keep, CHECKED_TRIALS) / CHECKED_TRIALS;
  expectNear(`reached sites at keep ${keep}`, found, expected, Math.sqrt((2 * spread + 0.01) / CHECKED_TRIALS));
  const cases = [
    { name: "engine", run: () => reach(square, { ...rows, trials: TRIALS }) },
    { name: "plain", run: () => countReachedPlain(list, SIDE, keep, TRIALS) },
  ];
  const timings = await measure(`walks at keep ${keep}`, cases, { rounds: 5, seconds: 0.2 });
  return rowOf(`reach, ${SIDE} x ${SIDE}, bonds kept at ${keep}`, timings, TRIALS);
}

async function benchBottleneck() {
  const network = layered(MLP);
  const options = { of: "bonds", seed: SEED, points: 2 };
  const { drops } = bottleneck(network, { ...options, trials: 400 });
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const expected = mean(drops);
  const error = Math.sqrt(mean(drops.map((drop) => (drop - expected) ** 2)) / 200);
  expectNear("bottlenecks", mean(Array.from({ length: 400 }, () => bottleneckPlain(MLP))), expected, error);
  const cases = [
    { name: "engine", run: () => bottleneck(network, { ...options, trials: BOTTLENECKS }) },
    {
      name: "plain",
      run: () => {
        for (let trial = 0; trial < BOTTLENECKS; trial++) bottleneckPlain(MLP);
      },
    },
  ];
  const timings = await measure("bottlenecks", cases, { rounds: 5, seconds: 0.2 });
  return rowOf(`bottleneck, ${MLP.join("-")}, bonds`, timings, BOTTLENECKS);
}

function rowOf(question, timings, trials) {
  const microseconds = ["engine", "plain"].map((name) => (timings.seconds(name) * 1e6) / trials);
  return [question, ...microseconds.map(figure), figure(timings.ratio("plain", "engine"))];
}

export async function benchWalks() {
  const rows = [];
  for (const keep of KEEPS) rows.push(await benchReach(keep));
  rows.push(await benchBottleneck());
  return {
    title: "Walks",
    text: "Microseconds per trial: sites of the last row reached from the first one of a square lattice, 128 trials a word, against breadth-first search trial by trial in plain JavaScript, which draws a bond with Math.random when it comes to it; and bottlenecks, every bond with a number of 52 bits against one of Math.random. Means are checked to agree.",
    columns: ["question", "engine", "plain JS", "plain JS / engine"],
    rows,
  };
}
