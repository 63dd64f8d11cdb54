// Two-terminal and all-terminal reliability of known graphs.

import { type GraphNetwork, graph, pathProbability, reach, sweep } from "percolation";
import { describe, expect, test } from "vitest";
import { after, probabilityOf, sumOverSubsets } from "../clusters/enumerate.ts";
import data from "../data/percolation.json" with { type: "json" };

type Edges = readonly (readonly [number, number])[];

const complete = (nodes: number): Edges =>
  Array.from({ length: nodes * nodes }, (_, i) => [Math.floor(i / nodes), i % nodes] as const).filter(
    ([a, b]) => a < b,
  );
const grid = (rows: number, columns: number): Edges =>
  Array.from({ length: rows * columns }, (_, node) => {
    const right = node % columns < columns - 1 ? [[node, node + 1] as const] : [];
    const down = node + columns < rows * columns ? [[node, node + columns] as const] : [];
    return [...right, ...down];
  }).flat();
const ring: Edges = [0, 1, 2, 3, 4, 5].map((node) => [node, (node + 1) % 6] as const);
const bipartite: Edges = [0, 1, 2].flatMap((a) => [3, 4, 5].map((b) => [a, b] as const));
const petersen: Edges = [0, 1, 2, 3, 4].flatMap((node) => [
  [node, (node + 1) % 5] as const,
  [node, node + 5] as const,
  [node + 5, ((node + 2) % 5) + 5] as const,
]);
const bridge: Edges = [
  [0, 1],
  [0, 2],
  [1, 2],
  [1, 3],
  [2, 3],
];

const known = {
  bridge: [bridge, 0, 3],
  hexagon: [ring, 0, 3],
  K4: [complete(4), 0, 1],
  K5: [complete(5), 0, 1],
  K6: [complete(6), 0, 1],
  "K33 across": [bipartite, 0, 3],
  "K33 same side": [bipartite, 0, 1],
  "grid 2x3 corners": [grid(2, 3), 0, 5],
  "grid 3x3 corners": [grid(3, 3), 0, 8],
  "grid 3x3 corner to centre": [grid(3, 3), 0, 4],
  "grid 4x4 corners": [grid(4, 4), 0, 15],
  Petersen: [petersen, 0, 1],
} as const satisfies Record<string, readonly [Edges, number, number]>;

type Name = keyof typeof known;
const names = Object.keys(known) as Name[];
const countsOf = (name: Name) => data.reliability[name];

describe("sets of edges that connect", () => {
  test.each(names.filter((name) => known[name][0].length <= 15))("%s, by sweeps through all subsets", (name) => {
    const [edges, from, to] = known[name];
    const network = graph({ edges });
    const { nodes } = network;
    // Both counts in one number.
    const sums = sumOverSubsets(
      network,
      "bond",
      edges.length,
      (run, n) => after(run.connected, n) + 2 ** 20 * Number(run.largest[n] === nodes && run.clusters[n] === 1),
      { from: [from], to: [to] },
    );
    expect(sums.map((sum) => sum % 2 ** 20)).toEqual(countsOf(name).two);
    expect(sums.map((sum) => Math.floor(sum / 2 ** 20))).toEqual(countsOf(name).all);
  });

  test.each(names.filter((name) => known[name][0].length <= 10))("%s, by reach on every subgraph", (name) => {
    const [edges, from, to] = known[name];
    const { nodes } = graph({ edges });
    const two = Array<number>(edges.length + 1).fill(0);
    const all = Array<number>(edges.length + 1).fill(0);
    const everyone = Array.from({ length: nodes }, (_, node) => node);
    for (let set = 0; set < 2 ** edges.length; set++) {
      const chosen = edges.filter((_, edge) => (set >> edge) & 1);
      const network = graph({ nodes, edges: chosen });
      const { open } = pathProbability(network, { from: [from], to: [to], trials: 1 });
      const { expected } = reach(network, { from: [from], to: everyone, trials: 1 });
      two[chosen.length] = (two[chosen.length] ?? 0) + (open ?? 0);
      all[chosen.length] = (all[chosen.length] ?? 0) + Number(expected === nodes);
    }
    expect([two, all]).toEqual([countsOf(name).two, countsOf(name).all]);
  });
});

describe("reliability is sampled within 4 standard errors", () => {
  const TRIALS = 200_000;
  const within = (actual: number, exact: number, trials: number) => {
    expect(Math.abs(actual - exact)).toBeLessThanOrEqual(4 * Math.sqrt((exact * (1 - exact)) / trials));
  };

  test.each(names)("of %s", (name) => {
    const [edges, from, to] = known[name];
    const { two, all } = countsOf(name);
    for (const keepBonds of [0.3, 0.5, 0.9]) {
      const network: GraphNetwork = graph({ edges, keepBonds });
      const there = pathProbability(network, { from: [from], to: [to], trials: TRIALS, seed: 3 });
      within(there.probability, probabilityOf(two, keepBonds), TRIALS);
      const back = pathProbability(network, { from: [to], to: [from], trials: TRIALS, seed: 4 });
      within(back.probability, probabilityOf(two, keepBonds), TRIALS);
      const everyone = Array.from({ length: network.nodes }, (_, node) => node);
      const { distribution } = reach(network, { from: [from], to: everyone, trials: TRIALS, seed: 5 });
      within(distribution.at(-1) ?? Number.NaN, probabilityOf(all, keepBonds), TRIALS);
    }
  });

  test("of the 4 x 4 grid, by number of edges", () => {
    const [edges, from, to] = known["grid 4x4 corners"];
    const runs = 20_000;
    const { steps } = sweep(graph({ edges }), { kind: "bond", runs, steps: true, from: [from], to: [to] });
    let choose = 1;
    countsOf("grid 4x4 corners").two.forEach((count, k) => {
      within(steps?.connected?.probability[k] ?? Number.NaN, count / choose, runs);
      choose = (choose * (edges.length - k)) / (k + 1);
    });
  });
});

describe("trees", () => {
  /** A tree with z neighbours for each node, of some depth: edges from the root outwards, and the leaves. */
  function tree(z: number, depth: number) {
    const edges: [number, number][] = [];
    let level = [0];
    let nodes = 1;
    for (let d = 0; d < depth; d++) {
      level = level.flatMap((parent) =>
        Array.from({ length: parent === 0 ? z : z - 1 }, () => {
          edges.push([parent, nodes]);
          return nodes++;
        }),
      );
    }
    return { edges, leaves: level };
  }

  test.each(data.bethe.bond)(
    "of %d neighbours at keep %d reach their leaves with the chance of an infinite tree",
    (z = 0, keep = 0, infinite = 0) => {
      const depth = z === 3 ? 10 : 6;
      const { edges, leaves } = tree(z, depth);
      let branch = 1;
      for (let d = 1; d < depth; d++) branch = 1 - (1 - keep * branch) ** (z - 1);
      const exact = 1 - (1 - keep * branch) ** z;
      // Deeper trees come down to the infinite one.
      expect(exact).toBeGreaterThanOrEqual(infinite - 1e-9);
      const trials = 20_000;
      const error = 4 * Math.sqrt((exact * (1 - exact)) / trials);
      const byBonds = pathProbability(graph({ edges, keepBonds: keep }), { from: [0], to: leaves, trials });
      expect(Math.abs(byBonds.probability - exact)).toBeLessThan(error);
      // Sites but the root: the same chance, each site standing for the bond that leads to it.
      const bySites = pathProbability(graph({ edges, keepSites: keep, directed: true }), {
        from: [0],
        to: leaves,
        spare: "from",
        trials,
      });
      expect(Math.abs(bySites.probability - exact)).toBeLessThan(error);
      const all = pathProbability(graph({ edges, keepSites: keep }), { from: [0], to: leaves, spare: "none", trials });
      expect(Math.abs(all.probability - keep * exact)).toBeLessThan(4 * Math.sqrt((keep * exact) / trials));
    },
  );

  test("deep ones are like infinite ones", () => {
    for (const [z = 0, keep = 0, infinite = 0] of data.bethe.bond) {
      let branch = 1;
      for (let d = 0; d < 500; d++) branch = 1 - (1 - keep * branch) ** (z - 1);
      expect(1 - (1 - keep * branch) ** z).toBeCloseTo(infinite, 11);
    }
  });
});
