import fc from "fast-check";
import { lattice, model } from "percolation";
import { describe, expect, test } from "vitest";
import { costOf } from "../../sdk/costs/index.ts";
import { prepare } from "../../sdk/queries/ask.ts";
import { upTo } from "./arbitrary-large.ts";

// Estimates grow with everything that makes work grow. Rates are drawn once for both queries of a pair.

const rate = fc.double({ min: 0, max: 1, noNaN: true });
const rates = fc.record({ dropSites: rate, dropBonds: rate }, { requiredKeys: [] });
type Rates = { dropSites?: number; dropBonds?: number };

const units = (query: object) => costOf(prepare(query)).units;
const plane = { from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 } };
const points = { from: [0], to: [1] };

const residual = (drop: number) =>
  model([
    { type: "input", shape: [4, 8, 8] },
    { type: "conv2d", channels: 4, kernel: 3, padding: 1, name: "stem" },
    { type: "dropout", drop },
    { type: "conv2d", channels: 4, kernel: 3, padding: 1, dropBonds: drop },
    { type: "stochastic-depth", drop: 0.1, per: "step", name: "branch" },
    { type: "add", from: ["stem", "branch"] },
    { type: "global-pool" },
    { type: "dense", units: 3 },
  ]);

/** What is made greater, up to which number, and the query with that number and those rates. */
const growing: readonly (readonly [string, number, (n: number, rates: Rates) => object])[] = [
  [
    "trials of a layered network",
    2 ** 40,
    (trials, r) => ({
      ask: "path",
      method: "monte-carlo",
      trials,
      network: { kind: "layered", widths: [20, 30, 4], ...r },
    }),
  ],
  [
    "trials of counts",
    2 ** 40,
    (trials, r) => ({
      ask: "reach",
      method: "monte-carlo",
      trials,
      network: { kind: "rectangular", width: 9, depth: 40, ...r },
    }),
  ],
  [
    "trials of a curve",
    2 ** 40,
    (trials, r) => ({
      ask: "curve",
      of: "sites",
      points: 7,
      method: "monte-carlo",
      trials,
      network: { kind: "layered", widths: [20, 30, 4], ...r },
    }),
  ],
  [
    "trials of a bottleneck",
    2 ** 27,
    (trials, r) => ({
      ask: "bottleneck",
      of: "sites",
      trials,
      network: { kind: "layered", widths: [20, 30, 4], ...r },
    }),
  ],
  [
    "trials on a lattice",
    2 ** 40,
    (trials, r) => ({ ask: "path", ...plane, trials, network: lattice("cubic", { size: [9, 9, 9], ...r }) }),
  ],
  [
    "trials of an invasion",
    2 ** 27,
    (trials, r) => ({
      ask: "bottleneck",
      of: "bonds",
      ...points,
      trials,
      network: lattice("square", { size: [30, 30], ...r }),
    }),
  ],
  [
    "trials of a model",
    2 ** 40,
    (trials, { dropSites = 0 }) => ({ ask: "path", trials, network: residual(dropSites) }),
  ],
  [
    "trials of an inspection",
    2 ** 40,
    (trials, { dropSites = 0 }) => ({ ask: "inspect", trials, network: residual(dropSites) }),
  ],
  [
    "samples of a step",
    1_048_576,
    (batch, { dropSites = 0 }) => ({
      ask: "forecast",
      steps: 10,
      batch,
      maskPer: "sample",
      trials: 100,
      network: residual(dropSites),
    }),
  ],
  [
    "runs of a sweep",
    2 ** 40,
    (runs, r) => ({ ask: "sweep", kind: "site", runs, network: lattice("square", { size: [20, 20], ...r }) }),
  ],
  [
    "runs of a threshold",
    2 ** 27 - 1,
    (runs, r) => ({
      ask: "threshold",
      kind: "bond",
      runs: runs + 1,
      network: lattice("square", { size: [20, 20], ...r }),
    }),
  ],
  [
    "points of a curve",
    100_000,
    (n, r) => ({ ask: "curve", of: "bonds", points: n + 1, network: { kind: "layered", widths: [20, 30, 4], ...r } }),
  ],
  [
    "points of a sampled curve",
    100_000,
    (n, r) => ({
      ask: "curve",
      of: "bonds",
      points: n + 1,
      method: "monte-carlo",
      trials: 100,
      network: { kind: "layered", widths: [20, 30, 4], ...r },
    }),
  ],
  [
    "points of a sweep",
    100_000,
    (n, r) => ({ ask: "sweep", kind: "bond", points: n + 1, network: lattice("square", { size: [20, 20], ...r }) }),
  ],
  [
    "points of a bottleneck",
    100_000,
    (n, r) => ({
      ask: "bottleneck",
      of: "bonds",
      points: n + 1,
      trials: 9,
      network: { kind: "layered", widths: [4, 4], ...r },
    }),
  ],
  [
    "a width of an exact chain",
    1_048_576,
    (n, r) => ({ ask: "path", network: { kind: "layered", widths: [30, n, 20, 5], ...r } }),
  ],
  [
    "all widths of an exact chain",
    20_000,
    (n, r) => ({ ask: "path", network: { kind: "layered", widths: [n, 2 * n, n, 3], ...r } }),
  ],
  [
    "the inputs of an exact chain",
    1_048_576,
    (n, r) => ({ ask: "path", network: { kind: "layered", widths: [n, 20, 5], dropInputs: 0.3, ...r } }),
  ],
  [
    "the width of an exact rectangle",
    1_048_576,
    (width, r) => ({ ask: "path", network: { kind: "rectangular", width, depth: 50, ...r } }),
  ],
  [
    "the depth of an exact rectangle",
    199,
    (depth, r) => ({ ask: "path", network: { kind: "rectangular", width: 20, depth, ...r } }),
  ],
  [
    "the depth of a long exact rectangle",
    1e15 - 200,
    (depth, r) => ({ ask: "path", network: { kind: "rectangular", width: 20, depth: depth + 200, ...r } }),
  ],
  [
    "the width of a sampled rectangle",
    4096,
    (width, r) => ({ ask: "path", method: "monte-carlo", network: { kind: "rectangular", width, depth: 10, ...r } }),
  ],
  [
    "the depth of a sampled rectangle",
    65_000,
    (depth, r) => ({ ask: "path", method: "monte-carlo", network: { kind: "rectangular", width: 20, depth, ...r } }),
  ],
  [
    "the width of bottlenecks",
    1_048_576,
    (width, r) => ({ ask: "bottleneck", of: "bonds", network: { kind: "rectangular", width, depth: 10, ...r } }),
  ],
  [
    "the width of masks",
    1_048_576,
    (width, r) => ({ ask: "masks", network: { kind: "rectangular", width, depth: 10, ...r } }),
  ],
  [
    "the length of a lattice that is walked",
    20_000,
    (n, r) => ({ ask: "path", ...plane, network: lattice("square", { size: [n + 1, 40], ...r }) }),
  ],
  [
    "the width of a lattice that is walked",
    20_000,
    (n, r) => ({ ask: "reach", ...plane, network: lattice("square", { size: [40, n + 1], ...r }) }),
  ],
  [
    "a lattice that is walked between sites",
    20_000,
    (n, r) => ({ ask: "path", ...points, network: lattice("triangular", { size: [n + 1, n + 1], ...r }) }),
  ],
  [
    "a lattice that is invaded",
    1000,
    (n, r) => ({
      ask: "bottleneck",
      of: "sites",
      ...plane,
      network: lattice("cubic", { size: [n + 1, n + 1, 7], ...r }),
    }),
  ],
  [
    "a lattice that is swept",
    20_000,
    (n, r) => ({ ask: "sweep", kind: "site", network: lattice("square", { size: [n, 50], periodic: true, ...r }) }),
  ],
  [
    "a lattice whose clusters are labelled",
    15_000,
    (n, r) => ({ ask: "clusters", network: lattice("kagome", { size: [n, n], ...r }) }),
  ],
  [
    "a lattice whose threshold is found",
    20_000,
    (n, r) => ({ ask: "threshold", kind: "site", network: lattice("square", { size: [n, 50], ...r }) }),
  ],
  [
    "a lattice whose masks are drawn",
    20_000,
    (n, r) => ({ ask: "masks", network: lattice("square", { size: [n, 50], ...r }) }),
  ],
];

describe("an estimate never falls", () => {
  test.each(growing)("with %s", (_, most, make) => {
    fc.assert(
      fc.property(upTo(most), upTo(most), rates, (one, other, removal) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        expect(units(make(more, removal))).toBeGreaterThanOrEqual(units(make(fewer, removal)));
      }),
      { numRuns: 300 },
    );
  });
});
