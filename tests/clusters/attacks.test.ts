import fc from "fast-check";
import { edgesOf, type GraphNetwork, graph, sweep, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";
import { graphs } from "./arbitrary.ts";

/** Nodes or edges by falling score, equals by rising number. */
const rank = (scores: readonly number[]) =>
  scores.map((_, element) => element).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);

function pairsOf(network: GraphNetwork): [number, number][] {
  const ends = edgesOf(network);
  return Array.from({ length: ends.length / 2 }, (_, edge) => [ends[2 * edge] ?? -1, ends[2 * edge + 1] ?? -1]);
}

/** What an attack removes, first to last. */
const removed = (network: GraphNetwork, kind: "site" | "bond", attack: "degree" | "betweenness" | "weight") =>
  [...sweepRun(network, { kind, attack }).order].reverse();

/** Betweenness by counting the shortest paths between all pairs, one by one. */
function betweenness(network: GraphNetwork): { nodes: number[]; edges: number[] } {
  const pairs = pairsOf(network);
  const { nodes: count } = network;
  const nodes = Array<number>(count).fill(0);
  const edges = pairs.map(() => 0);
  for (let from = 0; from < count; from++) {
    for (let to = from + 1; to < count; to++) {
      // All shortest ways, each as the edges it takes and the nodes inside.
      let ways: { at: number; edges: number[]; nodes: number[] }[] = [{ at: from, edges: [], nodes: [] }];
      for (let length = 0; length < count && ways.length > 0 && !ways.some(({ at }) => at === to); length++) {
        ways = ways.flatMap((way) =>
          pairs.flatMap(([a, b], edge) => {
            const next = a === way.at ? b : b === way.at ? a : -1;
            if (next < 0 || next === way.at || next === from || way.nodes.includes(next)) return [];
            return [{ at: next, edges: [...way.edges, edge], nodes: [...way.nodes, next] }];
          }),
        );
      }
      const shortest = ways.filter(({ at }) => at === to);
      for (const way of shortest) {
        for (const edge of way.edges) edges[edge] = (edges[edge] ?? 0) + 1 / shortest.length;
        for (const node of way.nodes.slice(0, -1)) nodes[node] = (nodes[node] ?? 0) + 1 / shortest.length;
      }
    }
  }
  return { nodes, edges };
}

const small = fc
  .record({
    nodes: fc.integer({ min: 1, max: 7 }),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10 }),
  })
  .map(({ nodes, ends }) => graph({ nodes, edges: ends.map(([a, b]) => [a % nodes, b % nodes] as const) }));

describe("attacks remove the greatest first, of equals the lower number", () => {
  test("by degree, a loop counting twice, and of edges by the product of degrees", () => {
    fc.assert(
      fc.property(graphs, (network) => {
        const pairs = pairsOf(network);
        const degrees = Array<number>(network.nodes).fill(0);
        for (const node of pairs.flat()) degrees[node] = (degrees[node] ?? 0) + 1;
        expect(removed(network, "site", "degree")).toEqual(rank(degrees));
        const products = pairs.map(([a, b]) => (degrees[a] ?? 0) * (degrees[b] ?? 0));
        expect(removed(network, "bond", "degree")).toEqual(rank(products));
      }),
    );
  });

  test("by weight, of nodes the sum over their edges", () => {
    fc.assert(
      fc.property(
        graphs,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 24, maxLength: 24 }),
        (bare, random) => {
          const pairs = pairsOf(bare);
          const weights = pairs.map((_, edge) => random[edge] ?? 0);
          const network = graph({ nodes: bare.nodes, edges: pairs, weights });
          const sums = Array<number>(network.nodes).fill(0);
          pairs.forEach((pair, edge) => {
            for (const node of pair) sums[node] = (sums[node] ?? 0) + (weights[edge] ?? 0);
          });
          expect(removed(network, "bond", "weight")).toEqual(rank(weights));
          expect(removed(network, "site", "weight")).toEqual(rank(sums));
        },
      ),
    );
  });

  test("by betweenness, as all shortest paths have it", () => {
    fc.assert(
      fc.property(small, (network) => {
        const scores = betweenness(network);
        // Sums of fractions in another order may differ in the last digit, so equals are those equal but for it.
        const falls = (order: number[], of: number[]) => {
          order.slice(1).forEach((element, index) => {
            expect(of[element]).toBeLessThanOrEqual((of[order[index] ?? -1] ?? Number.NaN) + 1e-9);
          });
        };
        falls(removed(network, "site", "betweenness"), scores.nodes);
        falls(removed(network, "bond", "betweenness"), scores.edges);
      }),
      { numRuns: 300 },
    );
  });

  test("and the curve at keep tells of the state with that share of the elements", () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom("site", "bond"), (network, kind) => {
        const run = sweepRun(network, { kind, attack: "degree", from: [0], to: [network.nodes - 1] });
        const options = { kind, attack: "degree", points: 8, from: [0], to: [network.nodes - 1] } as const;
        for (const { keep, ...point } of sweep(network, { ...options, runs: 1 }).curve ?? []) {
          const n = Math.round(keep * run.order.length);
          expect(point.clusters.mean).toBe(run.clusters[n]);
          expect(point.largest.mean).toBeCloseTo((run.largest[n] ?? Number.NaN) / run.sites, 14);
          expect(point.second.mean).toBeCloseTo((run.second[n] ?? Number.NaN) / run.sites, 14);
          const happened = run.connected !== null && run.connected !== undefined && run.connected <= n;
          expect(point.connected?.probability).toBe(Number(happened));
        }
      }),
    );
  });
});
