import { erdosRenyi, graph, input, lattice, layered, model, rectangular } from "percolation";
import { expect, test } from "vitest";
import { costOf } from "../../sdk/costs/index.ts";
import { prepare } from "../../sdk/queries/ask.ts";
import { toJson } from "../../sdk/queries/json.ts";
import { solve } from "../../sdk/sampling/solve.ts";

const mlp = layered([784, 300, 100, 10], { dropBonds: 0.99 });
const deep = rectangular({ width: 64, depth: 1000 }, { dropSites: 0.3 });
const endless = rectangular({ width: 16, depth: 1e15 }, { dropBonds: 0.3 });
const square = lattice("square", { size: [64, 64], periodic: true });
const random = erdosRenyi({ nodes: 1000, probability: 0.01, seed: 1 });
const bridge = graph({
  edges: [
    [0, 1],
    [0, 2],
    [1, 2],
    [1, 3],
    [2, 3],
  ],
  dropBonds: 0.5,
});
const convolutional = input([3, 16, 16])
  .conv2d(8, { kernel: 3, padding: 1 })
  .residual((branch) => branch.conv2d(8, { kernel: 3, padding: 1 }).dropout(0.3))
  .channelDropout(0.3)
  .globalPool()
  .dense(10)
  .model();
const attentive = model([
  { type: "input", shape: [32, 16] },
  { type: "attention", heads: 4, dropAttention: 0.5 },
  { type: "dropout", drop: 0.5 },
  { type: "dense", units: 4 },
]);
const planes = { from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 } } as const;
const sampled = { method: "monte-carlo" } as const;

/** Every question, on the kinds of networks that it takes, from microseconds to seconds. */
const queries: readonly object[] = [
  { ask: "path", network: layered([2, 2, 2], { dropBonds: 0.5 }) },
  { ask: "path", network: mlp },
  { ask: "path", network: deep },
  { ask: "path", network: endless },
  { ask: "path", network: mlp, ...sampled, trials: 2000 },
  { ask: "path", network: mlp, ...sampled, trials: 40000 },
  { ask: "path", network: convolutional, ...sampled, trials: 20000 },
  { ask: "path", network: convolutional },
  { ask: "path", network: attentive, trials: 5000 },
  { ask: "path", network: { ...square, dropBonds: 0.4 }, ...planes, trials: 1000 },
  { ask: "path", network: bridge, from: [0], to: [3], trials: 100000 },
  { ask: "curve", network: mlp, of: "sites", points: 50 },
  { ask: "curve", network: mlp, of: "bonds", points: 20, ...sampled, trials: 1000 },
  { ask: "critical", network: mlp, of: "sites" },
  { ask: "critical", network: mlp, of: "bonds", ...sampled, trials: 100 },
  { ask: "depth", width: 8, dropSites: 0.5 },
  { ask: "depth", width: 200, dropBonds: 0.98 },
  { ask: "reach", network: mlp },
  { ask: "reach", network: mlp, ...sampled, trials: 5000 },
  { ask: "reach", network: convolutional, trials: 5000 },
  { ask: "masks", network: mlp },
  { ask: "masks", network: { ...square, dropSites: 0.5 } },
  { ask: "masks", network: convolutional },
  { ask: "forecast", network: mlp, steps: 1000 },
  { ask: "forecast", network: convolutional, steps: 1000, trials: 2000 },
  { ask: "paths", network: mlp },
  { ask: "sweep", network: square, kind: "bond", runs: 20 },
  { ask: "sweep", network: random, kind: "site", runs: 100, points: 21 },
  { ask: "sweep", network: square, kind: "site", runs: 4, steps: true },
  { ask: "clusters", network: square, keep: 0.6 },
  { ask: "clusters", network: random, kind: "bond", keep: 0.5 },
  { ask: "threshold", network: square, kind: "bond", runs: 50 },
  { ask: "threshold", network: random, kind: "site", runs: 50 },
  { ask: "bottleneck", network: mlp, of: "bonds", trials: 100 },
  { ask: "bottleneck", network: square, of: "sites", ...planes, trials: 50 },
  { ask: "inspect", network: layered([20, 10, 10, 5], { dropSites: 0.3 }), trials: 1000 },
  { ask: "inspect", network: convolutional, trials: 1000 },
  { ask: "inspect", network: attentive, trials: 500 },
];

/** The shortest of several times that a query takes from text to text, in nanoseconds. */
function measure(query: object, rounds: number): number {
  const text = JSON.stringify(query);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    toJson(solve(prepare(JSON.parse(text)).steps()));
    best = Math.min(best, (performance.now() - start) * 1e6);
  }
  return best;
}

test("what a query costs is known within a factor of 3, on a machine of any speed", () => {
  const cases = queries.map((query) => {
    const { units } = costOf(prepare(JSON.parse(JSON.stringify(query))));
    measure(query, 3);
    return { query, units, time: measure(query, 5) };
  });
  const ratios = cases.map(({ units, time }) => units / time).sort((a, b) => a - b);
  const speed = ratios[Math.floor(ratios.length / 2)] ?? 1;
  const range = cases.map(({ time }) => time).sort((a, b) => a - b);
  expect((range.at(-1) ?? 0) / (range[0] ?? 1), "orders of magnitude").toBeGreaterThan(1e4);
  const off = cases.flatMap(({ query, units, time }) => {
    // Others may have had the processor: what misses is measured again.
    let ratio = units / time / speed;
    for (let again = 0; again < 3 && ratio < 1 / 3; again++)
      ratio = Math.max(ratio, units / measure(query, 10) / speed);
    return ratio < 1 / 3 || ratio > 3 ? [`${JSON.stringify(query).slice(0, 160)}: ${ratio.toFixed(2)}`] : [];
  });
  expect(off).toEqual([]);
});
