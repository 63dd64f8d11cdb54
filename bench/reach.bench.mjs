/** Dense reachability: does a path survive on 784-300-100-10, mask by mask? */
import { layered, pathProbability } from "../dist/index.js";
import { countOpen } from "./baselines/plain-reach.mjs";
import { prepareRate } from "./baselines/plain-sampling.mjs";
import { numbersOf } from "./c-baseline.mjs";
import { startDrawing } from "./engine-module.mjs";
import { prepareEveryBond, TRIALS_PER_BLOCK } from "./every-bond.mjs";
import { measure } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const WIDTHS = [784, 300, 100, 10];
const KEEPS = [0.5, 0.05, 0.01, 0.002];
const SEED = 7;
const CHECKED_BLOCKS = 10;
const EVERY_BOND_BLOCKS = 2;

/** Blocks of 128 trials a call: enough that what surrounds the trials is a small part of the call. */
function blocksPerCall(of, keep) {
  if (of === "sites") return 1000;
  return keep === 0.5 ? 100 : 10;
}

function engineOpen(of, keep, trials) {
  const network = layered(WIDTHS, of === "sites" ? { keepSites: keep } : { keepBonds: keep });
  return pathProbability(network, { method: "monte-carlo", trials, seed: SEED }).open;
}

function plainOpen(of, rate, blocks) {
  return countOpen(WIDTHS, of === "sites" ? rate : null, of === "bonds" ? rate : null, SEED, blocks);
}

/** What the C baseline prints: open trials, and seconds a call. `seconds` 0 runs it once. */
function runReach(runC, { of, keep, stop, blocks, seconds }) {
  return numbersOf(runC("reach", of, keep, 1 - keep, stop, SEED, blocks, seconds, ...WIDTHS));
}

function expectEqual(name, actual, expected) {
  if (actual !== expected) throw new Error(`bench: ${name}: expected ${expected} open trials, got ${actual}`);
}

/** Aborts unless all implementations count the same open trials. */
function checkCounts(of, keep, everyBond, runC) {
  const expected = engineOpen(of, keep, 128 * CHECKED_BLOCKS);
  const at = `${of} at keep ${keep}`;
  expectEqual(`plain JavaScript, ${at}`, plainOpen(of, prepareRate(keep, 1 - keep), CHECKED_BLOCKS), expected);
  for (const stop of runC ? ["stop", "all"] : []) {
    const [open] = runReach(runC, { of, keep, stop, blocks: CHECKED_BLOCKS, seconds: 0 });
    expectEqual(`C (${stop}), ${at}`, open, expected);
  }
  // A query's last block may be shorter: the only one here, without the trial that has no inputs.
  if (everyBond) expectEqual(`every bond, ${at}`, everyBond(SEED, 1), engineOpen(of, keep, TRIALS_PER_BLOCK));
}

async function benchAt(of, keep, drawing, runC) {
  const rate = prepareRate(keep, 1 - keep);
  const everyBond = of === "bonds" ? prepareEveryBond(drawing, WIDTHS, keep) : undefined;
  checkCounts(of, keep, everyBond, runC);
  const blocks = blocksPerCall(of, keep);
  const trials = 128 * blocks;
  const cases = [
    { name: "engine", run: () => engineOpen(of, keep, trials) },
    { name: "plain", run: () => plainOpen(of, rate, blocks) },
  ];
  if (everyBond) cases.push({ name: "engine, every bond", run: () => everyBond(SEED, EVERY_BOND_BLOCKS) });
  if (runC) {
    const time = (stop) => () => runReach(runC, { of, keep, stop, blocks, seconds: 0.2 })[1];
    cases.push({ name: "C", time: time("stop") });
    if (everyBond) cases.push({ name: "C, every bond", time: time("all") });
  }
  const timings = await measure(`reachability, ${of} at keep ${keep}`, cases, { rounds: 5, seconds: 0.2 });
  const microseconds = (name, count = trials) => {
    const seconds = timings.seconds(name);
    return seconds === undefined ? undefined : (seconds * 1e6) / count;
  };
  const drawn = microseconds("engine, every bond", EVERY_BOND_BLOCKS * TRIALS_PER_BLOCK);
  const targets = [];
  if (of === "bonds") targets.push(atMost(60, drawn, "us with every bond"));
  if (of === "bonds" && keep === 0.05) targets.push(atMost(10, microseconds("engine"), "us"));
  return [
    of === "bonds" ? "dropconnect" : "dropout",
    String(keep),
    ...[microseconds("engine"), microseconds("plain"), microseconds("C")].map(figure),
    ...[timings.ratio("plain", "engine"), timings.ratio("engine", "C")].map(figure),
    ...(everyBond ? [drawn, microseconds("C, every bond")].map(figure) : ["-", "-"]),
    ...judge(...targets),
  ];
}

export async function benchReach(runC) {
  const drawing = await startDrawing("simd");
  const rows = [];
  for (const of of ["bonds", "sites"]) for (const keep of KEEPS) rows.push(await benchAt(of, keep, drawing, runC));
  return {
    title: "Monte Carlo on 784-300-100-10",
    text: [
      "Microseconds per mask (one trial: 266 200 bonds): `pathProbability` with method `monte-carlo`, and the same walk in plain JavaScript and C, with the same masks and equal counts.",
      "A neuron's bonds are drawn until no further one can matter; `every bond` draws them all. Dropout draws 400 neurons and no bonds.",
    ].join("\n"),
    columns: [
      ...["removal", "keep", "engine", "plain JS", "C -O3, SSE2", "plain JS / engine", "engine / C"],
      ...["engine, every bond", "C, every bond", "target", "met"],
    ],
    rows,
  };
}
