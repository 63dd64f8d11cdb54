// Directed percolation in 1+1 dimensions from a single seed.

import { edgesOf, graph, type LatticeOptions, lattice, pathProbability, type Rates } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };

const { directed } = data;
const last = { axis: 1, at: -1 } as const;
const cone = (time: number, rates: Rates = {}) =>
  lattice("directed-square", { size: [time + 1, time + 1], ...rates } as LatticeOptions);

/** Bonds and sites that a seed at site 0 can reach within some steps. */
function wedge(time: number) {
  const width = time + 1;
  const inside = (site: number) => site % width <= Math.floor(site / width);
  const ends = edgesOf(cone(time));
  const edges = Array.from(
    { length: ends.length / 2 },
    (_, bond) => [ends[2 * bond] ?? 0, ends[2 * bond + 1] ?? 0] as const,
  );
  const sites = Array.from({ length: width * width }, (_, site) => site).filter((site) => inside(site) && site > 0);
  return { width, edges: edges.filter(([a, b]) => inside(a) && inside(b)), sites, nodes: width * width };
}

const top = (width: number) => Array.from({ length: width }, (_, x) => (width - 1) * width + x);

describe("survival of a single seed, by reach on every subgraph", () => {
  test.each([1, 2, 3])("of bonds to time %d", (time) => {
    const { width, edges, nodes } = wedge(time);
    expect(edges.length).toBe(time * (time + 1));
    let survived = 0;
    for (let set = 0; set < 2 ** edges.length; set++) {
      const chosen = edges.filter((_, edge) => (set >> edge) & 1);
      const network = graph({ nodes, edges: chosen, directed: true });
      survived += pathProbability(network, { from: [0], to: top(width), trials: 1 }).open ?? 0;
    }
    expect(survived / 2 ** edges.length).toBe(directed.bondAtHalf[time - 1]);
  });

  test.each([1, 2, 3])("of sites to time %d, the seed being there", (time) => {
    const { width, edges, sites, nodes } = wedge(time);
    let survived = 0;
    for (let set = 0; set < 2 ** sites.length; set++) {
      const there = new Set([0, ...sites.filter((_, index) => (set >> index) & 1)]);
      const chosen = edges.filter(([a, b]) => there.has(a) && there.has(b));
      const network = graph({ nodes, edges: chosen, directed: true });
      survived += pathProbability(network, { from: [0], to: top(width), trials: 1 }).open ?? 0;
    }
    expect(survived / 2 ** sites.length).toBe(directed.siteAtHalf[time - 1]);
  });
});

describe("survival of a single seed, sampled within 4 standard errors", () => {
  const TRIALS = 200_000;
  const cases: [string, (keep: number) => Rates, number, number[]][] = [
    ["bonds at one half", (keepBonds) => ({ keepBonds }), 0.5, directed.bondAtHalf],
    ["sites at one half", (keepSites) => ({ keepSites }), 0.5, directed.siteAtHalf],
    ["bonds at the threshold", (keepBonds) => ({ keepBonds }), directed.bondThreshold, directed.bondAtThreshold],
    ["sites at the threshold", (keepSites) => ({ keepSites }), directed.siteThreshold, directed.siteAtThreshold],
  ];
  for (const [name, rates, keep, survival] of cases) {
    test(name, () => {
      survival.forEach((exact, index) => {
        const network = cone(index + 1, rates(keep));
        const { probability } = pathProbability(network, {
          from: [0],
          to: last,
          spare: "from",
          trials: TRIALS,
          seed: index,
        });
        expect(Math.abs(probability - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / TRIALS));
      });
    });
  }
});

test("nothing goes back in time, and all does where directions are ignored", () => {
  const network = cone(4);
  const back = { from: last, to: [0], trials: 128 };
  expect(pathProbability(network, back).probability).toBe(0);
  const ends = edgesOf(network);
  const edges = Array.from(ends);
  expect(pathProbability(graph({ nodes: 25, edges, directed: true }), { from: top(5), to: [0], trials: 1 }).open).toBe(
    0,
  );
  expect(pathProbability(graph({ nodes: 25, edges }), { from: top(5), to: [0], trials: 1 }).open).toBe(1);
});
