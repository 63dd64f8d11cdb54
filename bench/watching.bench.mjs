/** What a sweep costs that records or watches more than the largest cluster. */
import { startSweeps } from "./internals.mjs";
import { measure } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const SEED = 7n;
const SIZES = [
  { side: 128, rounds: 9, seconds: 0.1 },
  { side: 1024, rounds: 7, seconds: 0.3 },
];

/** Numbers of the events of assembly/clusters/events.ts: clusters that wind around either axis. */
const WRAPS = [7, 8];
const COLUMNS = ["largest", "second", "clusters", "squares"];

const PLAIN = "largest cluster";
const WRAPPING = "largest cluster, wrapping of both axes";

/** What is asked of a sweep, by name. */
const SWEEPS = {
  [PLAIN]: {},
  [WRAPPING]: { watched: WRAPS },
  "all columns": { columns: COLUMNS },
  "all columns, wrapping of both axes": { columns: COLUMNS, watched: WRAPS },
  "largest cluster, others kept at 0.8": { others: { keep: 0.8, drop: 1 - 0.8 } },
};

async function benchKind(kind, { side, rounds, seconds }) {
  const started = [];
  for (const [name, options] of Object.entries(SWEEPS)) {
    started.push({ name, ...(await startSweeps(kind, side, options)) });
  }
  const cases = started.map(({ name, runner }) => {
    let number = 0;
    return { name, run: () => runner.run(SEED, number++) };
  });
  const timings = await measure(`what is watched, ${kind}s of ${side} x ${side}`, cases, { rounds, seconds });
  return started.map(({ name, bytes }) => {
    const ratio = timings.ratio(name, PLAIN);
    return [
      kind,
      `${side} x ${side}`,
      name,
      figure(timings.seconds(name) * 1000),
      figure(ratio),
      // The whole memory of the engine, of which a small lattice is a small part.
      side < 1024 ? "-" : figure(bytes / side ** 2),
      ...judge(...(name === WRAPPING ? [atMost(1.6, ratio, "x the plain sweep")] : [])),
    ];
  });
}

export async function benchWatching() {
  const rows = [];
  for (const size of SIZES) for (const kind of ["site", "bond"]) rows.push(...(await benchKind(kind, size)));
  return {
    title: "What a sweep records",
    text: [
      "Milliseconds per run on the periodic square lattice, and how many times as long as that of the largest cluster alone. All columns: largest and second largest cluster, number of clusters, sum of squares. Others: the bonds of a sweep of sites, the sites of one of bonds.",
      "Bytes: the engine's memory over the lattice's sites. Every element takes 4 of order and 4 (all columns: 20) of record, every site 4 of forest, 12 when more is watched or recorded than the largest cluster, and 4 for the second largest. This lattice has two bonds a site.",
    ].join("\n"),
    columns: ["adding", "lattice", "recorded and watched", "ms", "ratio", "bytes a site", "target", "met"],
    rows,
  };
}
