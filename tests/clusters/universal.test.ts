// Universal numbers of two-dimensional percolation at the threshold. Intervals are those of the answers, at
// the confidence of 4 standard errors, so their coverage is tested along with the values.

import { type EventEstimate, type LatticeNetwork, lattice, sweep } from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };
import { after, sumOverSubsets } from "./enumerate.ts";

const { either, one, both, onlyOne, cardy, watts, clustersPerSite, excess } = data.universal;
const { square, triangular, honeycomb } = data.thresholds;

/** Two-sided, of 4 standard errors. */
const FOUR_SIGMA = 0.999936657516334;

function at(network: LatticeNetwork, kind: "site" | "bond", keep: number, runs: number, seed = 1) {
  const [point] = sweep(network, { kind, runs, keep: [keep], confidence: FOUR_SIGMA, seed }).curve ?? [];
  if (point === undefined) throw new Error("no point");
  return point;
}

function expectInside(estimate: EventEstimate | null | undefined, exact: number) {
  expect(estimate?.low).toBeLessThanOrEqual(exact);
  expect(estimate?.high).toBeGreaterThanOrEqual(exact);
}

describe("winding around the square torus", () => {
  // Standard errors of .0033 to .0075; the effect of the size is below .001 from 32 on.
  test.each([
    ["bond", 0.5, 32, 11000],
    ["site", square.site, 32, 11000],
    ["bond", 0.5, 64, 2500],
    ["site", square.site, 64, 2500],
  ] as const)("of %ss at %d, size %d", (kind, keep, length, runs) => {
    const { wrapping } = at(lattice("square", { size: [length, length], periodic: true }), kind, keep, runs);
    expectInside(wrapping, either);
    expectInside(wrapping?.all, both);
    const [across, up] = wrapping?.axes ?? [];
    expectInside(across, one);
    expectInside(up, one);
    const [e, b, h] = [wrapping?.probability ?? 0, wrapping?.all.probability ?? 0, across?.probability ?? 0];
    expect(e).toBeCloseTo(h + (up?.probability ?? 0) - b, 12);
    expect(Math.abs(h - b - onlyOne)).toBeLessThan(4 * Math.sqrt((onlyOne * (1 - onlyOne)) / runs));
    expect((wrapping?.high ?? 1) - (wrapping?.low ?? 0)).toBeLessThan(8 * 0.0085);
  });
});

describe("crossing of open rectangles", () => {
  test.each([1, 2, 3])("of n + 1 columns and n = %d rows, by bonds, has probability one half exactly", (n) => {
    const bonds = n * n + (n + 1) * (n - 1);
    const counts = sumOverSubsets(lattice("square", { size: [n + 1, n] }), "bond", bonds, (run, k) => {
      return after(run.spanning[0], k);
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 ** (bonds - 1));
  });

  test.each([4, 15, 40])("of n + 1 columns and n = %d rows, by bonds, is sampled to be so", (n) => {
    expectInside(at(lattice("square", { size: [n + 1, n] }), "bond", 0.5, 4000).spanning?.axes[0], 0.5);
  });

  // Columns count for one less than they are, as self-duality has it; no effect of the size was seen beyond the
  // standard errors of .002 to .01.
  test.each(cardy)("of length over width %d is Cardy's %d", (ratio, exact) => {
    const short = ratio >= 1 ? 1 : 1 / ratio;
    const unit = Math.max(ratio, short) > 2 ? 32 : 64;
    const rows = Math.round(unit * short);
    const network = lattice("square", { size: [Math.round(rows * ratio) + 1, rows] });
    expectInside(at(network, "bond", 0.5, 1500).spanning?.axes[0], exact);
  });

  test("both ways of a square is Watts' number", () => {
    // Measured: .013(7) too many at 32 and .007(10) at 64; the standard error here is .012 at most.
    const runs = 1500;
    const { spanning } = at(lattice("square", { size: [129, 128] }), "bond", 0.5, runs);
    const [across, up] = spanning?.axes ?? [];
    const found = (across?.probability ?? 0) + (up?.probability ?? 0) - (spanning?.probability ?? 0);
    expect(Math.abs(found - watts)).toBeLessThan(4 * Math.sqrt((watts * (1 - watts)) / runs));
  });
});

describe("clusters per site at the threshold", () => {
  const cases = [
    ["square bond", "square", "bond", 0.5, 1],
    ["square site", "square", "site", square.site, 1],
    ["triangular bond", "triangular", "bond", triangular.bond, 1],
    ["honeycomb bond", "honeycomb", "bond", honeycomb.bond, 2],
  ] as const;
  test.each(cases)("of %s", (name, cell, kind, keep, basis) => {
    const length = 32;
    const cells = length * length;
    const { clusters } = at(lattice(cell, { size: [length, length], periodic: true }), kind, keep, 4000);
    // On a torus there are more by a constant, which depends on its shape a little: .8835 for a square.
    const expected = (clustersPerSite[name] * cells * basis + excess) / cells;
    expect(Math.abs(clusters.mean / cells - expected)).toBeLessThan((4 * (clusters.standardError ?? 0)) / cells);
  });
});

describe("crossing and winding of small lattices at any probability", () => {
  const sizes = [2, 3, 4, 5, 6, 7, 8] as const;
  test.each(sizes)("n = %d, open, at one half and at the threshold", (n) => {
    const network = lattice("square", { size: [n, n] });
    for (const axis of [0, 1]) {
      expectInside(at(network, "site", 0.5, 6000, n).spanning?.axes[axis], data.crossing.atHalf[n]);
      expectInside(at(network, "site", square.site, 6000, n).spanning?.axes[axis], data.crossing.atThreshold[n]);
    }
  });

  test.each([4, 5, 6, 7] as const)("5 rows and %d columns at one half", (columns) => {
    const exact = (data.crossing.fiveRows[columns - 1] ?? 0) / 2 ** (5 * columns);
    expectInside(at(lattice("square", { size: [columns, 5] }), "site", 0.5, 6000).spanning?.axes[1], exact);
  });

  test.each([2, 3, 4, 5] as const)("L = %d, periodic, at the threshold", (n) => {
    const { wrapping } = at(lattice("square", { size: [n, n], periodic: true }), "site", square.site, 8000);
    for (const axis of [0, 1]) expectInside(wrapping?.axes[axis], data.wrapping.siteAtThreshold[n]);
    if (n < 5) expectInside(wrapping?.all, data.wrapping.siteBothAtThreshold[n as 4]);
  });
});
