import fc from "fast-check";
import type { Query } from "percolation";

// Small queries of every kind, most of them right.

const rate = fc.oneof(fc.constantFrom(0, 0.5, 1, 0.25, 1e-300), fc.double({ min: 0, max: 1, noNaN: true }));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const width = fc.integer({ min: 1, max: 12 });
const count = fc.integer({ min: 1, max: 300 });
const seed = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String));

const removal = fc.oneof(
  fc.record({ dropSites: rate }),
  fc.record({ keepBonds: rate }),
  fc.record({ dropSites: rate, dropBonds: rate, keepInputs: rate }),
  fc.constant({}),
);

const layered = fc
  .tuple(fc.array(width, { minLength: 2, maxLength: 5 }), removal)
  .map(([widths, rates]) => ({ kind: "layered", widths, ...rates }));

const rectangular = fc
  .tuple(width, fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(1e12, 1e15)), removal)
  .map(([width, depth, rates]) => ({ kind: "rectangular", width, depth, ...rates }));

const rates = fc.oneof(fc.record({ dropSites: rate }), fc.record({ keepBonds: rate }), fc.constant({}));

const lattice = fc
  .tuple(
    fc.constantFrom("square", "triangular", "honeycomb", "kagome", "hypercubic", "directed-square"),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 2 }),
    fc.boolean(),
    rates,
  )
  .map(([cell, size, periodic, rates]) => ({ kind: "lattice", cell, size, periodic, ...rates }));

const graph = fc
  .tuple(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 }), fc.boolean(), rates)
  .map(([edges, directed, rates]) => {
    const bytes = Buffer.from(Uint32Array.from(edges.flat()).buffer);
    return { kind: "graph", nodes: 10, edges: bytes.toString("base64"), directed, ...rates };
  });

const removalLayer = fc.oneof(
  rate.map((drop) => ({ type: "dropout", drop })),
  rate.map((keep) => ({ type: "channel-dropout", keep })),
  rate.map((drop) => ({ type: "drop-block", drop, size: 2 })),
  rate.map((drop) => ({ type: "stochastic-depth", drop })),
);

const model = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(removalLayer, { maxLength: 3 }), width)
  .map(([channels, removals, units]) => ({
    kind: "model",
    layers: [
      { type: "input", shape: [2, 5, 5] },
      { type: "conv2d", channels, kernel: 3, padding: 1, dropBonds: 0.2, name: "stem" },
      ...removals,
      { type: "conv2d", channels, kernel: 3, padding: 1 },
      { type: "add", from: ["stem", `conv2d-${removals.length + 2}`] },
      { type: "global-pool" },
      { type: "dense", units },
    ],
  }));

const layers = fc.oneof(layered, rectangular, { arbitrary: model, weight: 1 });
const media = fc.oneof(lattice, graph);
const terminals = { from: fc.constant([0, 1]), to: fc.constant([3]) };
const method = {
  method: optional(fc.constantFrom("auto", "exact", "monte-carlo")),
  trials: count,
  seed: optional(seed),
  confidence: optional(fc.constantFrom(0.5, 0.95, 0.999)),
};
const of = fc.constantFrom("sites", "bonds");
const kind = fc.constantFrom("site", "bond");

const queries: Readonly<Record<Query["ask"], readonly fc.Arbitrary<object>[]>> = {
  path: [fc.record({ network: layers, ...method }), fc.record({ network: media, ...terminals, ...method })],
  curve: [
    fc.record({ network: fc.oneof(layered, rectangular), of, points: fc.integer({ min: 2, max: 9 }), ...method }),
  ],
  critical: [fc.record({ network: fc.oneof(layered, rectangular), of, level: optional(rate), ...method })],
  depth: [fc.tuple(width, removal, optional(width)).map(([width, rates, inputs]) => ({ width, ...rates, inputs }))],
  reach: [fc.record({ network: layers, ...method }), fc.record({ network: media, ...terminals, ...method })],
  bottleneck: [
    fc.record({ network: layered, of, trials: count, points: fc.integer({ min: 2, max: 9 }) }),
    fc.record({ network: media, of, trials: count, points: fc.integer({ min: 2, max: 9 }), ...terminals }),
  ],
  paths: [fc.record({ network: fc.oneof(layered, rectangular) })],
  masks: [fc.record({ network: fc.oneof(layers, media), seed: optional(seed), trial: optional(fc.nat()) })],
  forecast: [
    fc.record({ network: layers, steps: count, maskPer: optional(fc.constantFrom("step", "sample")), ...method }),
  ],
  inspect: [fc.record({ network: layers, failureBelow: optional(rate), ...method })],
  sweep: [
    fc.record({
      network: media,
      kind,
      runs: optional(fc.integer({ min: 1, max: 40 })),
      points: optional(fc.integer({ min: 2, max: 5 })),
      steps: optional(fc.boolean()),
      attack: optional(fc.constantFrom("degree", "betweenness", [1, 0])),
    }),
  ],
  clusters: [fc.record({ network: media, kind: optional(kind), keep: optional(rate), sample: optional(fc.nat()) })],
  threshold: [
    fc.record({
      network: media,
      kind,
      method: optional(
        fc.constantFrom("auto", "median-crossing", "wrapping-crossing", "susceptibility-peak", "molloy-reed"),
      ),
      runs: fc.integer({ min: 2, max: 40 }),
    }),
  ],
};

/** A query of any kind, as plain data. */
export const anyQuery: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  ...Object.entries(queries).map(([ask, several]) =>
    fc.oneof(...several).map((fields) => JSON.parse(JSON.stringify({ ask, ...fields })) as Record<string, unknown>),
  ),
);
