// Large random graphs and trees, for which exact values are known.

import fc from "fast-check";
import {
  canonical,
  clusters,
  erdosRenyi,
  type GraphNetwork,
  graph,
  randomRegular,
  sweep,
  sweepRun,
  threshold,
} from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };

/** A linear congruential generator of D. Knuth's, high bits only. */
function generator(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** G(n, p) of the given mean degree: pairs skipped geometrically (V. Batagelj, U. Brandes, Phys. Rev. E 71, 036113, 2005). */
function sampled(nodes: number, meanDegree: number, seed: number): GraphNetwork {
  const random = generator(seed);
  const keep = meanDegree / (nodes - 1);
  const edges: number[] = [];
  let [low, high] = [-1, 1];
  while (high < nodes) {
    low += 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - keep));
    while (low >= high && high < nodes) {
      low -= high;
      high++;
    }
    if (high < nodes) edges.push(low, high);
  }
  return graph({ nodes, edges });
}

const NODES = 20000;
const SAMPLES = 8;

/** Mean and standard error of what is seen in several graphs. */
function measure(of: (seed: number) => number): { mean: number; error: number } {
  const values = Array.from({ length: SAMPLES }, (_, seed) => of(seed));
  const mean = values.reduce((sum, value) => sum + value, 0) / SAMPLES;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (SAMPLES * (SAMPLES - 1))) };
}

describe("Erdos and Renyi's random graphs", () => {
  test.each(data.randomGraphs.giant)(
    "of mean degree %d have a giant component of share %d",
    (degree = 0, share = 0) => {
      const { mean, error } = measure((seed) => clusters(sampled(NODES, degree, seed)).largest / NODES);
      // Standard errors from 8 graphs are known to 27 %, so 6 of them are allowed.
      expect(Math.abs(mean - share)).toBeLessThan(6 * error);
      expect(error).toBeLessThan(0.006);
    },
  );

  test.each(data.randomGraphs.components)("of mean degree %d have %d components a node", (degree = 0, share = 0) => {
    const { mean, error } = measure((seed) => clusters(sampled(NODES, degree, 100 + seed)).count / NODES);
    expect(Math.abs(mean - share)).toBeLessThan(6 * error);
    expect(error).toBeLessThan(0.002);
  });

  test("thinned by bonds are such graphs of a smaller mean degree", () => {
    const [, , [degree = 0, share = 0] = []] = data.randomGraphs.giant;
    const { mean, error } = measure((seed) => {
      const network = sampled(NODES, 2 * degree, 200 + seed);
      return clusters(network, { kind: "bond", keep: 0.5, seed }).largest / NODES;
    });
    expect(Math.abs(mean - share)).toBeLessThan(6 * error);
  });

  test("thinned by sites have as large a component among those left, on a whole sweep too", () => {
    const [, , [degree = 0, share = 0] = []] = data.randomGraphs.giant;
    const direct = measure((seed) => {
      return clusters(sampled(NODES, 2 * degree, 300 + seed), { keep: 0.5, seed }).largest / NODES;
    });
    const swept = measure((seed) => {
      const { curve } = sweep(sampled(NODES, 2 * degree, 300 + seed), { kind: "site", keep: [0.5], runs: 2, seed });
      return curve?.[0]?.largest.mean ?? 0;
    });
    expect(Math.abs(direct.mean - share / 2)).toBeLessThan(6 * direct.error);
    expect(Math.abs(swept.mean - share / 2)).toBeLessThan(6 * swept.error);
  });

  test("have finite components of known mean size", () => {
    const [, , [degree = 0, share = 0] = []] = data.randomGraphs.giant;
    const { mean, error } = measure((seed) => {
      const { sizes, largest } = clusters(sampled(NODES, degree, 400 + seed));
      const squares = sizes.reduce((sum, size) => sum + (size === largest ? 0 : size * size), 0);
      return squares / (NODES - largest);
    });
    expect(1 / (1 - degree * (1 - share))).toBeCloseTo(data.randomGraphs.meanFiniteAt2, 9);
    expect(Math.abs(mean - data.randomGraphs.meanFiniteAt2)).toBeLessThan(6 * error);
  });
});

describe("random graphs made here", () => {
  test.each(data.randomGraphs.giant)(
    "Erdos and Renyi's of mean degree %d have a giant component of %d",
    (degree = 0, share = 0) => {
      const byDegree = measure(
        (seed) => clusters(erdosRenyi({ nodes: NODES, meanDegree: degree, seed })).largest / NODES,
      );
      expect(Math.abs(byDegree.mean - share)).toBeLessThan(6 * byDegree.error);
      const edges = Math.round((NODES * degree) / 2);
      const byEdges = measure((seed) => clusters(erdosRenyi({ nodes: NODES, edges, seed })).largest / NODES);
      expect(Math.abs(byEdges.mean - share)).toBeLessThan(6 * byEdges.error);
    },
  );

  // Loops of random regular graphs are long, so they are locally the Bethe lattice.
  test.each(data.bethe.bond)(
    "of degree %d at keep %d have the giant component of the Bethe lattice",
    (degree = 0, keep = 0, share = 0) => {
      const { mean, error } = measure((seed) => {
        return clusters(randomRegular({ nodes: NODES, degree, seed }), { kind: "bond", keep, seed }).largest / NODES;
      });
      expect(Math.abs(mean - share)).toBeLessThan(6 * error);
    },
  );

  test("show the greatest susceptibility near 1 / c, shifted by about N^(-1/3)", () => {
    for (const kind of ["site", "bond"] as const) {
      const network = erdosRenyi({ nodes: NODES, meanDegree: 3, seed: 1 });
      const { keep, method } = threshold(network, { kind, runs: 20 });
      expect(method).toBe("susceptibility-peak");
      expect(Math.abs(keep - 1 / 3)).toBeLessThan(NODES ** (-1 / 3));
    }
  });
});

/** A forest: every node but some roots has a parent before it. */
const forests = fc
  .array(fc.record({ parent: fc.nat(), root: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((nodes) =>
    graph({
      nodes: nodes.length,
      edges: nodes.flatMap(({ parent, root }, node) => (node === 0 || root < 0.1 ? [] : [parent % node, node])),
    }),
  );

describe("forests", () => {
  const keep = [0, 0.125, 0.3, 0.5, 0.9, 1];
  test("have N - p M clusters by bonds, in every run", () => {
    fc.assert(
      fc.property(forests, fc.nat(100), (forest, run) => {
        const answer = sweepRun(forest, { kind: "bond", run });
        expect([...answer.clusters]).toEqual(Array.from(answer.clusters, (_, n) => forest.nodes - n));
        canonical([answer], { keep }).forEach(({ clusters }, index) => {
          expect(clusters.mean).toBeCloseTo(forest.nodes - (keep[index] ?? 0) * answer.bonds, 11);
        });
      }),
    );
  });

  test("have p N - p^2 M clusters by sites, on average", () => {
    const forest = fc.sample(forests, { seed: 9, numRuns: 200 }).sort((a, b) => b.nodes - a.nodes)[0];
    if (forest === undefined) throw new Error("no forest");
    const { curve, bonds } = sweep(forest, { kind: "site", runs: 5000, keep });
    for (const { keep, clusters } of curve ?? []) {
      const expected = keep * forest.nodes - keep * keep * bonds;
      expect(Math.abs(clusters.mean - expected)).toBeLessThan(4 * (clusters.standardError ?? 0) + 1e-9);
    }
  });
});
