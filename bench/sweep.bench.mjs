/** Newman-Ziff sweeps of the square lattice: the random order, and the largest cluster at every step. */
import { hashPlainSweep, hashWords, preparePlainSweep, runPlainSweep } from "./baselines/plain-sweep.mjs";
import { numbersOf } from "./c-baseline.mjs";
import { startSweeps } from "./internals.mjs";
import { measure } from "./measure.mjs";
import { describePeerSweeps } from "./peers.mjs";
import { atLeast, atMost, figure, judge } from "./targets.mjs";

const SEED = 7;
const CHECKED_RUN = 3;

const SIZES = [
  { side: 128, rounds: 9, seconds: 0.1 },
  { side: 1024, rounds: 9, seconds: 0.3 },
  { side: 4096, rounds: 3, seconds: 0, long: true }, // a second a run
];

/** What sweep.h prints: hashes of order and record, and seconds a run. `seconds` 0 runs it once. */
function runBaseline(runC, kind, algorithm, side, run, seconds) {
  return numbersOf(runC("sweep", kind, algorithm, side, SEED, run, seconds));
}

/** Aborts unless all implementations add the same elements and find the same largest clusters. */
function checkRecords(kind, side, runner, plain, runC) {
  const { columns } = runner.run(BigInt(SEED), CHECKED_RUN);
  const record = new Int32Array(runner.engine.memory.buffer, columns.largest, runner.steps + 1);
  const expected = [hashWords(runner.readOrder(), -1), hashWords(record, -1)].join();
  const check = (name, hashes) => {
    if (hashes.join() === expected) return;
    throw new Error(`bench: ${name}, ${kind}s of ${side} x ${side}: expected hashes ${expected}, got ${hashes}`);
  };
  if (plain) {
    runPlainSweep(plain, SEED, CHECKED_RUN);
    check("plain JavaScript", hashPlainSweep(plain));
  }
  if (!runC) return;
  for (const algorithm of ["engine", "textbook"]) {
    check(`C (${algorithm})`, runBaseline(runC, kind, algorithm, side, CHECKED_RUN, 0).slice(0, 2));
  }
}

/** Every implementation's runs 0, 1, 2, ... in turn. */
function casesOf(kind, { side, seconds, long }, runner, plain, runC) {
  let engineRun = 0;
  let plainRun = 0;
  const runEngine = () => runner.run(BigInt(SEED), engineRun++);
  const timeEngine = () => {
    const start = performance.now();
    runEngine();
    return (performance.now() - start) / 1000;
  };
  const cases = [long ? { name: "engine", time: timeEngine } : { name: "engine", run: runEngine }];
  if (plain) cases.push({ name: "plain", run: () => runPlainSweep(plain, SEED, plainRun++) });
  if (runC) {
    const time = (algorithm) => () => runBaseline(runC, kind, algorithm, side, 0, seconds)[2];
    cases.push({ name: "C", time: time("engine") }, { name: "textbook", time: time("textbook") });
  }
  return cases;
}

/** What other packages take for sites of this lattice, once measured. */
const PEERS_AT = 1024;
let peers = [];

async function benchSize(kind, size, runC) {
  const { side, rounds, seconds, long } = size;
  const { runner } = await startSweeps(kind, side);
  const plain = long ? undefined : preparePlainSweep(kind, side);
  checkRecords(kind, side, runner, plain, runC);
  const cases = casesOf(kind, size, runner, plain, runC);
  const timings = await measure(`sweep, ${kind}s of ${side} x ${side}`, cases, { rounds, seconds });
  const milliseconds = (name) => {
    const time = timings.seconds(name);
    return time === undefined ? undefined : time * 1000;
  };
  const gain = timings.ratio("plain", "engine");
  const lag = timings.ratio("engine", "C");
  const targets = [];
  if (lag !== undefined && !long) targets.push(atMost(1.25, lag, "x C"));
  if (gain !== undefined) targets.push(atLeast(1.3, gain, "x faster than plain JS"));
  if (kind === "site" && side === PEERS_AT) peers = describePeerSweeps(side, milliseconds("engine"));
  return [
    kind,
    `${side} x ${side}`,
    ...["engine", "plain", "C", "textbook"].map((name) => figure(milliseconds(name))),
    ...[gain, lag, timings.ratio("textbook", "engine")].map(figure),
    ...judge(...targets),
  ];
}

export async function benchSweep(runC) {
  const rows = [];
  for (const size of SIZES) for (const kind of ["site", "bond"]) rows.push(await benchSize(kind, size, runC));
  return {
    title: "Sweeps",
    text: [
      "Milliseconds per run on the periodic square lattice: a random order is made, all sites or bonds are added in it, and the largest cluster is recorded after each.",
      "Plain JavaScript and C run the engine's algorithm (path halving, neighbours listed without branches, what comes ten elements later read ahead or prefetched) with the same order; the textbook's is that of Newman and Ziff's paper (path compression, a table of neighbours) in C. Orders and records are checked to be equal before they are timed.",
      `Other packages, sites of ${PEERS_AT} x ${PEERS_AT}, without the making of the order: ${peers.join("; ")}.`,
    ].join("\n"),
    columns: [
      ...["adding", "lattice", "engine", "plain JS, same algorithm", "C -O3, same algorithm", "C -O3, textbook"],
      ...["plain JS / engine", "engine / C", "textbook C / engine", "target", "met"],
    ],
    rows,
  };
}
