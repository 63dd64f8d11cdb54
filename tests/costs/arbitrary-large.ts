import fc from "fast-check";
import { type Query, randomRegular } from "percolation";

// Queries of every kind whose numbers are anything that is allowed: to be estimated, not to be answered.

/** Whole numbers of all sizes up to one. */
export const upTo = (most: number, least = 1): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: least, max: Math.min(most, least + 20) }),
    fc.double({ min: 0, max: 1, noNaN: true }).map((share) => Math.round(least * (most / least) ** share)),
    fc.constant(most),
  );

const rate = fc.oneof(fc.constantFrom(0, 1, 0.5, 5e-324, 1 - 2 ** -53), fc.double({ min: 0, max: 1, noNaN: true }));
const rates = fc.record({ dropSites: rate, dropBonds: rate }, { requiredKeys: [] });
const removal = fc.record({ dropSites: rate, keepBonds: rate, dropInputs: rate }, { requiredKeys: [] });
const width = upTo(1_048_576);

const layered = fc
  .tuple(fc.array(width, { minLength: 2, maxLength: 8 }), removal)
  .map(([widths, rates]) => ({ kind: "layered", widths, ...rates }));
const rectangular = fc
  .tuple(width, upTo(1e15), removal)
  .map(([width, depth, rates]) => ({ kind: "rectangular", width, depth, ...rates }));
const lattice = fc
  .tuple(fc.constantFrom("square", "kagome", "triangular"), upTo(20_000), upTo(20_000), fc.boolean(), rates)
  .map(([cell, one, other, periodic, rates]) => ({ kind: "lattice", cell, size: [one, other], periodic, ...rates }));
const space = fc
  .tuple(fc.array(upTo(30), { minLength: 1, maxLength: 6 }), fc.boolean(), rates)
  .map(([size, periodic, rates]) => ({ kind: "lattice", cell: "hypercubic", size, periodic, ...rates }));
const graph = fc
  .tuple(fc.integer({ min: 4, max: 60 }), fc.constantFrom(0, 2, 3), upTo(2 ** 31 - 200, 120), rates)
  .map(([half, degree, nodes, rates]) => ({ ...randomRegular({ nodes: 2 * half, degree }), nodes, ...rates }));
const model = fc
  .tuple(upTo(2000), upTo(64), upTo(200, 3), rate, rate, fc.boolean())
  .map(([channels, units, side, drop, dropBonds, isMasked]) => ({
    kind: "model",
    layers: [
      { type: "input", shape: [3, side, side] },
      { type: "conv2d", channels, kernel: 3, padding: "same", dropBonds, name: "stem" },
      isMasked ? { type: "drop-block", drop, size: 2 } : { type: "channel-dropout", drop },
      { type: "conv2d", channels, kernel: 3, padding: "same" },
      { type: "stochastic-depth", drop, per: "step", name: "branch" },
      { type: "add", from: ["stem", "branch"] },
      { type: "global-pool" },
      { type: "dropout", drop },
      { type: "dense", units },
    ],
  }));

const layers = fc.oneof(layered, rectangular);
const anyLayers = fc.oneof(layered, rectangular, model);
const medium = fc.oneof(lattice, space, graph);
const terminals = { from: fc.constantFrom([0], [0, 1, 2, 3]), to: fc.constant([0]) };
const method = { method: fc.constantFrom("auto", "exact", "monte-carlo"), trials: upTo(2 ** 40) };
const of = fc.constantFrom("sites", "bonds");
const kind = fc.constantFrom("site", "bond");
const points = upTo(100_001, 2);

const queries: Readonly<Record<Query["ask"], fc.Arbitrary<object>>> = {
  path: fc.oneof(
    fc.record({ network: anyLayers, ...method }),
    fc.record({ network: medium, ...terminals, trials: upTo(2 ** 40) }),
  ),
  reach: fc.oneof(
    fc.record({ network: anyLayers, ...method }),
    fc.record({ network: medium, ...terminals, trials: upTo(2 ** 40) }),
  ),
  curve: fc.record({ network: layers, of, points, ...method }),
  critical: fc.record({ network: layers, of, ...method }),
  depth: fc.tuple(width, removal).map(([width, rates]) => ({ width, ...rates })),
  masks: fc.record({ network: fc.oneof(anyLayers, medium) }),
  forecast: fc.record({
    network: anyLayers,
    steps: upTo(2 ** 53 - 1),
    batch: upTo(1_048_576),
    maskPer: fc.constant("sample"),
    ...method,
  }),
  paths: fc.record({ network: layers }),
  bottleneck: fc.oneof(
    fc.record({ network: layers, of, trials: upTo(2 ** 27), points }),
    fc.record({ network: medium, of, ...terminals, trials: upTo(2 ** 27), points }),
  ),
  sweep: fc.record({ network: medium, kind, runs: upTo(2 ** 40), points }),
  clusters: fc.record({ network: medium, kind, keep: rate }),
  threshold: fc.record({ network: medium, kind, runs: upTo(2 ** 27, 2) }),
  inspect: fc.record({ network: fc.oneof(layered, model), ...method }),
};

/** Any such query. */
export const arbitraryLarge: fc.Arbitrary<unknown> = fc.oneof(
  ...Object.entries(queries).map(([ask, query]) => query.map((fields) => ({ ask, ...fields }))),
);
