import { edgesOf, graph, lattice, mergeSweeps, summariseSweep, sumSweep, sweep, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";

describe("the sizes of clusters on request", () => {
  const torus = lattice("triangular", { size: [7, 6], periodic: [true, false] });

  test.each(["site", "bond"] as const)("of a sweep of %ss are those of a graph with what has been added", (kind) => {
    const sizesAt = [0, 1, 10, 25, 42];
    const { order, sizes = [], clusters, squares } = sweepRun(torus, { kind, seed: 3, sizesAt });
    const ends = edgesOf(torus);
    for (const [index, elements] of sizesAt.entries()) {
      const added = new Set(order.slice(0, elements));
      const isThere = (site: number) => kind === "bond" || added.has(site);
      const edges = [];
      for (let bond = 0; 2 * bond < ends.length; bond++) {
        const [from = 0, to = 0] = ends.slice(2 * bond, 2 * bond + 2);
        if (kind === "bond" ? added.has(bond) : isThere(from) && isThere(to)) edges.push(from, to);
      }
      const labels = new Map<number, number>();
      const rootOf = (site: number): number => {
        const above = labels.get(site) ?? site;
        return above === site ? site : rootOf(above);
      };
      for (let at = 0; at < edges.length; at += 2) labels.set(rootOf(edges[at] ?? 0), rootOf(edges[at + 1] ?? 0));
      const counts = new Map<number, number>();
      for (let site = 0; site < 42; site++) {
        if (isThere(site)) counts.set(rootOf(site), (counts.get(rootOf(site)) ?? 0) + 1);
      }
      const expected = new Uint32Array(43);
      for (const size of counts.values()) expected[size] = (expected[size] ?? 0) + 1;
      expect(sizes[index]).toEqual(expected);
      expect(expected.reduce((sum, count) => sum + count, 0)).toBe(clusters[elements]);
      expect(expected.reduce((sum, count, size) => sum + count * size * size, 0)).toBe(squares[elements]);
    }
  });

  test("are averaged over runs, also in parts", () => {
    const options = { kind: "site", keep: [0.5], sizesAt: [4, 30], seed: 9 } as const;
    const { sizes = [] } = sweep(torus, { ...options, runs: 96 });
    expect(sizes.map((mean) => mean.reduce((sum, count, size) => sum + count * size, 0).toFixed(9))).toEqual([
      "4.000000000",
      "30.000000000",
    ]);
    const parts = [0, 32, 64].map((firstRun) => sumSweep(torus, { ...options, firstRun, runs: 32 }));
    expect(summariseSweep(parts.reduce(mergeSweeps)).sizes).toEqual(sizes);
  });

  test("are asked for at rising numbers of elements that exist", () => {
    const at = (sizesAt: number[]) => () => sweepRun(graph({ nodes: 3, edges: [0, 1] }), { kind: "site", sizesAt });
    expect(at([2, 2])).toThrow("sizesAt[1]: expected an integer in 3..3, got 2");
    expect(at([4])).toThrow("sizesAt[0]: expected an integer in 0..3, got 4");
    expect(at([-1])).toThrow("sizesAt[0]: expected an integer in 0..2147483647, got -1");
  });
});
