// Questions of every kind that samples, on every kind of network it is asked of, each small but of several ranges; and some
// that nothing is sampled for.
import {
  barabasiAlbert,
  erdosRenyi,
  graph,
  type LayeredNetwork,
  lattice,
  layered,
  type ModelLayer,
  model,
  type Query,
  rectangular,
} from "percolation";

const SEED = "12345678901234567890";
const monteCarlo = { method: "monte-carlo", seed: SEED } as const;

/** Of its bonds every third one is missing. */
function pruned(widths: readonly number[], rates: object): LayeredNetwork {
  const connections = widths.slice(1).map((width, layer) => {
    const count = width * (widths[layer] ?? 0);
    const bytes = new Uint8Array(Math.ceil(count / 8));
    for (let bond = 0; bond < count; bond++)
      if (bond % 3 !== 0) bytes[bond >> 3] = (bytes[bond >> 3] ?? 0) | (1 << (bond & 7));
    return bytes;
  });
  return layered(widths, { ...rates, connections });
}

const vector: ModelLayer = { type: "input", shape: [9], name: "in" };
const image: ModelLayer = { type: "input", shape: [3, 6, 5], name: "in" };

export const networks = {
  layered: layered([20, 30, 20, 10], { dropSites: 0.3, dropBonds: [0.985, 0.97, 0.95], dropInputs: 0.1 }),
  rectangular: rectangular({ width: 8, depth: 40, inputs: 3, outputs: 5 }, { dropBonds: 0.79, dropSites: 0.05 }),
  pruned: pruned([20, 30, 20, 10], { dropBonds: 0.96, dropSites: 0.1 }),
  certain: layered([4, 5, 3], {}),
  convolutional: model([
    image,
    { type: "dropout", drop: 0.7 },
    { type: "conv2d", channels: 3, kernel: 3, dropBonds: 0.8 },
    { type: "flatten" },
    { type: "dense", units: 6 },
    { type: "dropout", drop: 0.7 },
    { type: "dense", units: 4, dropBonds: 0.6 },
  ]),
  blocks: model([
    image,
    { type: "drop-block", drop: 0.4, size: 2 },
    { type: "conv2d", channels: 2, kernel: 3, dropBonds: 0.7, name: "conv" },
    { type: "reduce", axes: [1, 2], keepAxes: true },
    { type: "dense", units: 2, dropBonds: 0.5, name: "gate" },
    { type: "multiply", from: ["conv", "gate"] },
    { type: "flatten" },
    { type: "dense", units: 3, dropBonds: 0.8 },
  ]),
  stepwise: model([
    vector,
    { type: "dropout", drop: 0.9, name: "x" },
    { type: "dense", units: 9, from: "in", dropBonds: 0.95 },
    { type: "stochastic-depth", drop: 0.4, per: "step", name: "branch" },
    { type: "add", from: ["x", "branch"] },
  ]),
  torus: lattice("square", { size: [16, 16], periodic: true, keepBonds: 0.9 }),
  cube: lattice("cubic", { size: [6, 6, 6] }),
  cone: lattice("directed-square", { size: [11, 11], keepBonds: 0.7, keepSites: 0.9 }),
  random: erdosRenyi({ nodes: 120, meanDegree: 2.5, seed: 7 }),
  hubs: barabasiAlbert({ nodes: 90, links: 2, seed: 7 }),
  reliable: graph({
    edges: [
      [0, 1],
      [1, 2],
      [0, 2],
      [2, 3],
      [1, 3],
      [3, 4],
    ],
    dropBonds: 0.4,
  }),
} as const;

const n = networks;
const ends = { from: [0], to: { axis: 1, at: -1 } } as const;
const corners = { from: [0], to: [119] } as const;

export const sampled: Readonly<Record<string, Query>> = {
  "path, layered": { ask: "path", network: n.layered, ...monteCarlo, trials: 5000 },
  "path, one trial": { ask: "path", network: n.layered, ...monteCarlo, trials: 1 },
  "path, rectangular": { ask: "path", network: n.rectangular, ...monteCarlo, trials: 3001 },
  "path, pruned": { ask: "path", network: n.pruned, trials: 4000 },
  "path, certain": { ask: "path", network: n.certain, ...monteCarlo, trials: 1000 },
  "path, model": { ask: "path", network: n.convolutional, ...monteCarlo, trials: 3000 },
  "path, model in parts": { ask: "path", network: n.convolutional, trials: 3000 },
  "path, lattice": { ask: "path", network: n.cone, ...ends, trials: 4000, seed: 5 },
  "path, graph": { ask: "path", network: { ...n.random, dropBonds: 0.3 }, ...corners, trials: 2000 },
  "curve of sites": { ask: "curve", network: n.layered, of: "sites", points: 7, ...monteCarlo, trials: 2000 },
  "curve of bonds, pruned": { ask: "curve", network: n.pruned, of: "bonds", from: 0.7, points: 5, trials: 1500 },
  "critical sites": { ask: "critical", network: n.layered, of: "sites", level: 0.2, ...monteCarlo, trials: 1500 },
  "critical bonds, pruned": { ask: "critical", network: n.pruned, of: "bonds", trials: 1200 },
  "reach, layered": { ask: "reach", network: n.layered, ...monteCarlo, trials: 3000 },
  "reach, pruned": { ask: "reach", network: n.pruned, trials: 3000 },
  "reach, model": { ask: "reach", network: n.convolutional, ...monteCarlo, trials: 2000 },
  "reach, lattice": { ask: "reach", network: n.cone, ...ends, trials: 3000, seed: SEED },
  "reach, graph": { ask: "reach", network: n.reliable, from: [0], to: [3, 4], trials: 3000 },
  "forecast, layered": {
    ask: "forecast",
    network: n.layered,
    steps: 1000,
    batch: 32,
    maskPer: "sample",
    ...monteCarlo,
    trials: 3000,
  },
  "forecast, model": { ask: "forecast", network: n.convolutional, steps: 1000, ...monteCarlo, trials: 2000 },
  "forecast, masks of a step": {
    ask: "forecast",
    network: n.stepwise,
    steps: 100,
    batch: 7,
    maskPer: "sample",
    trials: 2000,
    seed: SEED,
  },
  "inspect, layered": { ask: "inspect", network: n.layered, trials: 700, failureBelow: 0.2 },
  "inspect, sampled": { ask: "inspect", network: n.convolutional, ...monteCarlo, trials: 600, failureBelow: 0.2 },
  "inspect, with runs that follow from others": { ask: "inspect", network: n.blocks, trials: 500, failureBelow: 0.5 },
  "bottleneck of sites": { ask: "bottleneck", network: n.layered, of: "sites", trials: 1500, seed: SEED },
  "bottleneck of bonds, pruned": { ask: "bottleneck", network: n.pruned, of: "bonds", trials: 1501, points: 11 },
  "bottleneck, lattice": { ask: "bottleneck", network: n.cone, of: "sites", ...ends, trials: 700, seed: SEED },
  "bottleneck, graph": { ask: "bottleneck", network: n.hubs, of: "bonds", from: [7], to: [80], trials: 900 },
  "sweep of sites": { ask: "sweep", network: n.torus, kind: "site", runs: 100, points: 5, seed: SEED },
  "sweep of bonds": {
    ask: "sweep",
    network: n.cube,
    kind: "bond",
    runs: 77,
    keep: [0.2, 0.25, 0.3],
    from: [0],
    to: [215],
  },
  "sweep, one run": { ask: "sweep", network: n.cube, kind: "site", runs: 1, points: 3 },
  "sweep, graph": { ask: "sweep", network: n.random, kind: "bond", runs: 130, points: 9, firstRun: 17 },
  "sweep, steps": { ask: "sweep", network: n.cube, kind: "site", runs: 70, steps: true, seed: 3 },
  "sweep, sizes": { ask: "sweep", network: n.cube, kind: "site", runs: 65, points: 3, sizesAt: [20, 60, 216] },
  "sweep, attack": { ask: "sweep", network: n.hubs, kind: "site", attack: "degree", keep: [0.5, 0.9] },
  "sweep, attack on a thinned graph": {
    ask: "sweep",
    network: { ...n.hubs, dropBonds: 0.2 },
    kind: "site",
    attack: "betweenness",
    runs: 40,
    points: 4,
  },
  "sweep, order": {
    ask: "sweep",
    network: n.torus,
    kind: "site",
    order: Array.from({ length: 100 }, (_, i) => 255 - 2 * i),
    runs: 33,
    points: 4,
  },
  "threshold, median crossing": { ask: "threshold", network: n.cube, kind: "site", runs: 130, axis: 1, seed: SEED },
  "threshold, connection": { ask: "threshold", network: n.cube, kind: "bond", runs: 90, from: [0], to: [215] },
  "threshold, wrapping crossing": {
    ask: "threshold",
    network: n.torus,
    kind: "bond",
    runs: 80,
    method: "wrapping-crossing",
  },
  "threshold, susceptibility peak": { ask: "threshold", network: n.random, kind: "site", runs: 120 },
};

export const exact: Readonly<Record<string, Query>> = {
  path: { ask: "path", network: n.layered },
  "path, model": {
    ask: "path",
    network: model([vector, { type: "dropout", drop: 0.5 }, { type: "dense", units: 3, dropBonds: 0.5 }]),
  },
  curve: { ask: "curve", network: n.layered, of: "sites", points: 40 },
  critical: { ask: "critical", network: n.layered, of: "bonds" },
  reach: { ask: "reach", network: n.layered },
  forecast: { ask: "forecast", network: n.layered, steps: 10 },
  depth: { ask: "depth", width: 8, dropSites: 0.5 },
  paths: { ask: "paths", network: n.layered },
  masks: { ask: "masks", network: n.layered, trial: 3 },
  clusters: { ask: "clusters", network: n.cube, kind: "site", keep: 0.4 },
  "threshold, Molloy and Reed": { ask: "threshold", network: n.hubs, kind: "site", method: "molloy-reed" },
};
