/** Clusters at one probability: one pass over the sites, against a sweep that has them at all. */
import { clusters, lattice } from "../dist/index.js";
import { startSweeps } from "./internals.mjs";
import { measure } from "./measure.mjs";
import { peerLabelling } from "./peers.mjs";
import { atLeast, figure, judge } from "./targets.mjs";

const SIDE = 1024;
const SEED = 7;
const QUESTIONS = [
  { kind: "site", keep: 0.5927 },
  { kind: "bond", keep: 0.5 },
];

async function benchKind({ kind, keep }) {
  const torus = lattice("square", { size: [SIDE, SIDE], periodic: true });
  const { runner } = await startSweeps(kind, SIDE);
  let sample = 0;
  let run = 0;
  const cases = [
    { name: "clusters", run: () => clusters(torus, { kind, keep, seed: SEED, sample: sample++ }) },
    { name: "sweep", run: () => runner.run(BigInt(SEED), run++) },
  ];
  const timings = await measure(`labelling, ${kind}s kept at ${keep}`, cases, { rounds: 9, seconds: 0.3 });
  const gain = timings.ratio("sweep", "clusters");
  return [
    `${kind}s kept at ${keep}`,
    ...["clusters", "sweep"].map((name) => figure(timings.seconds(name) * 1000)),
    figure(gain),
    kind === "site" ? peerLabelling("scipy", SIDE, keep) : "-",
    kind === "site" ? peerLabelling("networkx", SIDE, keep) : "-",
    ...judge(atLeast(2.5, gain, "x faster than a sweep")),
  ];
}

export async function benchLabelling() {
  const rows = [];
  for (const question of QUESTIONS) rows.push(await benchKind(question));
  return {
    title: "Clusters at one probability",
    text: [
      `Milliseconds on the periodic square lattice, ${SIDE} x ${SIDE}: \`clusters\`, which draws one configuration, labels its clusters and copies labels and sizes, and a sweep of the largest cluster alone.`,
      "Python, where it is installed: `scipy.ndimage.label` of a random array, without periodic boundaries, and the connected components of a networkx subgraph of such sites (the graph is made before); drawing included, medians of 5 and 1.",
    ].join("\n"),
    columns: ["configuration", "clusters", "sweep", "sweep / clusters", "scipy.ndimage", "networkx", "target", "met"],
    rows,
  };
}
