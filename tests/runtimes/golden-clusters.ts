// The golden suite of lattices and graphs: orders, records, labels, thresholds, walks and bottlenecks.
import {
  type AnyNetwork,
  type BottleneckAnswer,
  type BottleneckOptions,
  barabasiAlbert,
  bottleneck,
  canonical,
  clusters,
  configurationModel,
  edgesOf,
  erdosRenyi,
  type LatticeName,
  lattice,
  layered,
  type Medium,
  type ReachAnswer,
  randomRegular,
  reach,
  type SweepAnswer,
  sampleMasks,
  sweep,
  sweepRun,
  type ThresholdAnswer,
  type ThresholdOptions,
  threshold,
} from "percolation";
import { bits, type GoldenResult, hash } from "./golden-values.ts";

const SEED = "12345678901234567890";

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

const sizes: Record<LatticeName, number[]> = {
  square: [24, 17],
  triangular: [12, 13],
  honeycomb: [11, 9],
  kagome: [8, 9],
  cubic: [7, 6, 5],
  bcc: [6, 6, 6],
  fcc: [5, 6, 5],
  diamond: [5, 5, 6],
  hypercubic: [4, 3, 4, 3, 2, 3],
  "directed-square": [12, 20],
};

const random: Record<string, Medium> = {
  "erdos-renyi": erdosRenyi({ nodes: 400, meanDegree: 2.5, seed: 7 }),
  "erdos-renyi by edges": erdosRenyi({ nodes: 300, edges: 500, seed: 7 }),
  configuration: configurationModel(Array.from({ length: 300 }, (_, node) => 1 + (node % 4)).concat(2), { seed: 7 }),
  regular: randomRegular({ nodes: 200, degree: 4, seed: 7 }),
  preferential: barabasiAlbert({ nodes: 300, links: 3, seed: 7 }),
};

function sweeps(name: string, network: Medium, result: GoldenResult): void {
  for (const kind of ["site", "bond"] as const) {
    const run = sweepRun(network, { kind, seed: SEED, run: 5 });
    result[`run ${kind} ${name}`] = [run.order, run.largest, run.second, run.clusters, run.squares].map((column) =>
      hash(bytesOf(column)),
    );
    result[`events ${kind} ${name}`] = [...run.spanning, ...run.wrapping].map((step) => step ?? -1);
    const [point] = canonical([run], { keep: [0.37] });
    result[`canonical ${kind} ${name}`] = [point?.largest.mean, point?.susceptibility.mean].map((x) => bits(x ?? -1));
    const found = clusters(network, { kind, keep: 0.43, seed: SEED, sample: 3 });
    result[`clusters ${kind} ${name}`] = [found.count, found.largest, hash(bytesOf(found.labels))];
  }
}

const torus = lattice("square", { size: [16, 16], periodic: true, keepBonds: 0.9 });
const open = lattice("cubic", { size: [6, 6, 6] });

export const jointSweep = { network: torus, options: { kind: "site", runs: 50, points: 5, seed: SEED } } as const;

export function recordSweep({ curve = [] }: SweepAnswer, result: GoldenResult): void {
  result["sweep joint"] = curve.flatMap(({ largest, clusters, wrapping }) =>
    [largest.mean, largest.standardError ?? -1, clusters.mean, wrapping?.probability ?? -1, wrapping?.low ?? -1].map(
      bits,
    ),
  );
}

export const thresholds: readonly { network: Medium; options: ThresholdOptions }[] = [
  { network: torus, options: { kind: "bond", runs: 60, seed: SEED } },
  { network: open, options: { kind: "site", runs: 60, seed: SEED } },
  { network: open, options: { kind: "site", runs: 60, seed: SEED, from: [0], to: [215] } },
  { network: random.regular as Medium, options: { kind: "site", runs: 60, seed: SEED } },
  { network: random.preferential as Medium, options: { kind: "site", method: "molloy-reed" } },
];

export function recordThresholds(answers: readonly ThresholdAnswer[], result: GoldenResult): void {
  result.thresholds = answers.flatMap(({ keep, standardError }) => [bits(keep), bits(standardError)]);
}

function summaries(result: GoldenResult): void {
  recordSweep(sweep(jointSweep.network, jointSweep.options), result);
  const answers = thresholds.map(({ network, options }) => threshold(network, options));
  recordThresholds(answers, result);
}

const cone = lattice("directed-square", { size: [11, 11], keepBonds: 0.7, keepSites: 0.9 });
const ends = { from: [0], to: { axis: 1, at: -1 } } as const;

export const walk = { network: cone, options: { ...ends, trials: 1000, seed: SEED } };

export function recordWalk(walks: ReachAnswer, result: GoldenResult): void {
  result["walk cone"] = [walks.open ?? -1, ...walks.distribution.map((share) => Math.round(share * 1000))];
}

export const bottlenecks: Readonly<Record<string, { network: AnyNetwork; options: BottleneckOptions }>> = {
  cone: { network: cone, options: { of: "sites", ...ends, trials: 200, seed: SEED } },
  tree: {
    network: random.preferential as Medium,
    options: { of: "bonds", from: [7], to: [250], trials: 200, seed: SEED },
  },
  dense: { network: layered([9, 8, 7], { dropSites: 0.2 }), options: { of: "bonds", trials: 200, seed: SEED } },
  hidden: { network: layered([9, 8, 7], { dropBonds: 0.6 }), options: { of: "sites", trials: 200, seed: SEED } },
};

export function recordBottleneck(name: string, { always, never, drops }: BottleneckAnswer, result: GoldenResult): void {
  result[`bottleneck ${name}`] = [always, never, hash(bytesOf(drops))];
}

function paths(result: GoldenResult): void {
  recordWalk(reach(walk.network, walk.options), result);
  const { sites, bonds } = sampleMasks(cone, { seed: SEED, trial: 300 });
  result["masks cone"] = [...sites, ...bonds].map(hash);
  for (const [name, { network, options }] of Object.entries(bottlenecks)) {
    recordBottleneck(name, bottleneck(network, options), result);
  }
}

/** Adds the results on lattices and graphs. */
export function runGoldenClusters(result: GoldenResult): void {
  for (const [name, size] of Object.entries(sizes) as [LatticeName, number[]][]) {
    const periodic = size.map((_, axis) => axis !== 1);
    sweeps(name, lattice(name, { size, periodic }), result);
  }
  for (const [name, network] of Object.entries(random)) {
    result[`edges ${name}`] = hash(bytesOf(edgesOf(network)));
    sweeps(name, network, result);
  }
  summaries(result);
  paths(result);
}
