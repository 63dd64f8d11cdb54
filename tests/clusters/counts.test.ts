import { type GraphNetwork, graph, lattice, type SweepRun } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };
import { after, chainsOf, probabilityOf, sumOverSubsets } from "./enumerate.ts";

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const both = ({ spanning, wrapping }: SweepRun, of: "spanning" | "wrapping", n: number) =>
  (of === "spanning" ? spanning : wrapping).every((first) => after(first, n));

/** Two counts from one enumeration, packed into one number. */
const PACK = 2 ** 26;
const unpack = (sums: readonly number[]) => [sums.map((sum) => sum % PACK), sums.map((sum) => Math.floor(sum / PACK))];

/** Bonds of n + 1 columns of n rows, the end columns being nodes 0 and 1. */
function selfDual(n: number): GraphNetwork {
  const node = (column: number, row: number) => (column === 0 ? 0 : column === n ? 1 : 2 + (column - 1) * n + row);
  const edges: [number, number][] = [];
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) edges.push([node(column, row), node(column + 1, row)]);
    for (let column = 1; column < n && row + 1 < n; column++) edges.push([node(column, row), node(column, row + 1)]);
  }
  return graph({ edges });
}

test("chains hold every subset once", () => {
  for (let count = 0; count <= 10; count++) {
    const seen = new Set<number>();
    let met = 0;
    for (const { least, added } of chainsOf(count)) {
      let set = least.reduce((bits, element) => bits | (1 << element), 0);
      for (const element of [-1, ...added]) {
        if (element >= 0) set |= 1 << element;
        seen.add(set);
        met++;
      }
    }
    expect([seen.size, met]).toEqual([2 ** count, 2 ** count]);
  }
});

describe("sets of sites that cross an open square", () => {
  test.each([2, 3, 4] as const)("of size %d", (n) => {
    const open = lattice("square", { size: [n, n] });
    const sums = sumOverSubsets(open, "site", n * n, (run, k) => {
      return after(run.spanning[1], k) + PACK * Number(both(run, "spanning", k));
    });
    const [one, two] = unpack(sums);
    expect(one).toEqual(data.crossing.site[n]);
    expect(total(one ?? [])).toBe(data.crossing.sums[n - 1]);
    expect(total(two ?? [])).toBe(data.crossing.bothSums[n]);
    if (n === 3) expect(two).toEqual(data.crossing.bothOfThree);
    expect(probabilityOf(one ?? [], 0.5)).toBeCloseTo(data.crossing.atHalf[n], 11);
    expect(probabilityOf(one ?? [], data.thresholds.square.site)).toBeCloseTo(data.crossing.atThreshold[n], 9);
  });

  test.each([1, 2, 3])("of 5 rows and %d columns", (columns) => {
    const open = lattice("square", { size: [columns, 5] });
    const counts = sumOverSubsets(open, "site", 5 * columns, (run, n) => after(run.spanning[1], n));
    expect(total(counts)).toBe(data.crossing.fiveRows[columns - 1]);
  });
});

describe("sets that wind around the torus", () => {
  test.each([2, 3, 4] as const)("of sites, size %d", (n) => {
    const torus = lattice("square", { size: [n, n], periodic: true });
    for (const axis of n === 4 ? [1] : [0, 1]) {
      const sums = sumOverSubsets(torus, "site", n * n, (run, k) => {
        return after(run.wrapping[axis], k) + PACK * Number(both(run, "wrapping", k));
      });
      const [one, two] = unpack(sums);
      expect(one).toEqual(data.wrapping.site[n]);
      expect(total(one ?? [])).toBe(data.wrapping.siteSums[n]);
      const { siteThreshold, site } = {
        siteThreshold: data.thresholds.square.site,
        site: data.wrapping.siteAtThreshold,
      };
      expect(probabilityOf(one ?? [], siteThreshold)).toBeCloseTo(site[n], 9);
      expect(probabilityOf(two ?? [], siteThreshold)).toBeCloseTo(data.wrapping.siteBothAtThreshold[n], 9);
      if (n > 2) expect(two).toEqual(data.wrapping.siteBoth[n === 3 ? 3 : 4]);
    }
  });

  test.each([2, 3] as const)("of bonds, size %d; and their clusters", (n) => {
    const torus = lattice("square", { size: [n, n], periodic: true });
    const sums = sumOverSubsets(torus, "bond", 2 * n * n, (run, k) => {
      return after(run.wrapping[0], k) + PACK * (run.clusters[k] ?? 0);
    });
    const [winding, clusters] = unpack(sums);
    expect(winding).toEqual(data.wrapping.bond[n]);
    expect(probabilityOf(winding ?? [], 0.5)).toBe(data.wrapping.bondAtHalf[n]);
    if (n === 3) expect(clusters).toEqual(data.sums.bondTorusClusters[n]);
  });
});

describe("exactly one half at one half", () => {
  test.each([2, 3, 4] as const)("sites of the triangular rhombus, size %d", (n) => {
    const rhombus = lattice("triangular", { size: [n, n] });
    const counts = sumOverSubsets(rhombus, "site", n * n, (run, k) => after(run.spanning[0], k));
    expect(counts).toEqual(data.triangular[n]);
    expect(total(counts)).toBe(2 ** (n * n - 1));
  });

  test.each([2, 3] as const)("bonds of the self-dual rectangle, size %d", (n) => {
    const rectangle = selfDual(n);
    const bonds = n * n + (n - 1) ** 2;
    const counts = sumOverSubsets(rectangle, "bond", bonds, (run, k) => after(run.connected, k), {
      from: [0],
      to: [1],
    });
    expect(counts).toEqual(data.selfDual[n]);
    expect(total(counts)).toBe(2 ** (bonds - 1));
  });
});

describe("clusters and the largest, summed over sets of sites", () => {
  test.each([3, 4] as const)("of the open square of size %d", (n) => {
    const open = lattice("square", { size: [n, n] });
    const sums = sumOverSubsets(open, "site", n * n, (run, k) => (run.clusters[k] ?? 0) + PACK * (run.largest[k] ?? 0));
    expect(unpack(sums)).toEqual([data.sums.siteClusters[n], data.sums.siteLargest[n]]);
  });
});
