// Thresholds against published values, within 4 standard errors. Sizes are such that no shift by the finite size
// was seen beyond 2 of these errors at the same number of runs or more; so nothing finer is tested.

import {
  canonical,
  lattice,
  type SweepRun,
  sweepRun,
  type ThresholdOptions,
  threshold,
  type UnitCell,
} from "percolation";
import { describe, expect, test } from "vitest";
import data from "../data/percolation.json" with { type: "json" };
import { withDiagonals } from "./cells.ts";

/** Squares and octagons: a square a cell, joined to the next by its corners. */
const squaresAndOctagons: UnitCell = {
  sites: 4,
  bonds: [
    [0, 1, [0, 0]],
    [1, 2, [0, 0]],
    [2, 3, [0, 0]],
    [3, 0, [0, 0]],
    [0, 2, [1, 0]],
    [1, 3, [0, 1]],
  ],
};
/** The honeycomb with every site made a triangle. */
const trianglesAndDodecagons: UnitCell = {
  sites: 6,
  bonds: [
    [0, 1, [0, 0]],
    [1, 2, [0, 0]],
    [2, 0, [0, 0]],
    [3, 4, [0, 0]],
    [4, 5, [0, 0]],
    [5, 3, [0, 0]],
    [0, 3, [0, 0]],
    [4, 1, [1, 0]],
    [5, 2, [0, 1]],
  ],
};
/** Rows of squares and rows of triangles in turn. */
const rowsInTurn: UnitCell = {
  sites: 2,
  bonds: [
    [0, 0, [1, 0]],
    [1, 1, [1, 0]],
    [0, 1, [0, 0]],
    [1, 0, [0, 1]],
    [0, 1, [-1, 0]],
  ],
};

const cube = (axes: number, length: number) => Array<number>(axes).fill(length);
const { thresholds } = data;
const all = [
  ["square", "square", [32, 32], 2000],
  ["triangular", "triangular", [32, 32], 2000],
  ["honeycomb", "honeycomb", [32, 32], 2000],
  ["kagome", "kagome", [32, 32], 2000],
  ["(4,8^2)", squaresAndOctagons, [24, 24], 2000],
  ["(3,12^2)", trianglesAndDodecagons, [24, 24], 2000],
  ["(3^3,4^2)", rowsInTurn, [32, 16], 2000],
  ["square with diagonals", withDiagonals, [32, 32], 2000],
  ["cubic", "cubic", cube(3, 16), 1500],
  ["bcc", "bcc", cube(3, 16), 1500],
  ["fcc", "fcc", cube(3, 16), 1000],
  ["diamond", "diamond", cube(3, 12), 1000],
  // Smaller tori shift the crossing upwards in four and more dimensions: sites by .004 at 8^4, .009 at 6^5, .006 at
  // 6^6. At 12^5 some .002 are left, by 40 runs, which the 12 runs here do not resolve.
  ["hypercubic 4D", "hypercubic", cube(4, 16), 80],
  ["hypercubic 5D", "hypercubic", cube(5, 12), 12],
  ["hypercubic 6D", "hypercubic", cube(6, 8), 12],
] as const;

describe("thresholds of lattices are those published", () => {
  for (const [name, cell, size, runs] of all) {
    for (const kind of ["site", "bond"] as const) {
      const published = (thresholds[name] as { site: number; bond?: number })[kind];
      if (published === undefined) continue;
      test(`${name}, ${kind}: ${published}`, () => {
        const answer = threshold(lattice(cell, { size, periodic: true }), { kind, runs, seed: 11 });
        expect(answer.method).toBe("wrapping-crossing");
        expect(answer.standardError).toBeLessThan(0.004);
        expect(Math.abs(answer.keep - published)).toBeLessThan(4 * answer.standardError);
      });
    }
  }

  test("of sites of the square lattice with some of its bonds", () => {
    const { keepBonds, site } = thresholds.siteBond;
    const { keep, standardError } = threshold(lattice("square", { size: [32, 32], periodic: true, keepBonds }), {
      kind: "site",
      runs: 2000,
    });
    expect(Math.abs(keep - site)).toBeLessThan(4 * standardError);
  });

  test("of bonds of the square lattice with some of its sites", () => {
    const { keepBonds, site } = thresholds.siteBond;
    const { keep, standardError } = threshold(lattice("square", { size: [32, 32], periodic: true, keepSites: site }), {
      kind: "bond",
      runs: 2000,
    });
    expect(Math.abs(keep - keepBonds)).toBeLessThan(4 * standardError);
  });
});

describe("other methods", () => {
  const square: ThresholdOptions[] = [
    { kind: "bond" },
    { kind: "bond", axis: 1 },
    { kind: "bond", from: { axis: 0, at: 0 }, to: { axis: 0, at: -1 } },
  ];
  test.each(square)("the median of crossing, by %j, is near one half for bonds of a square", (options) => {
    const answer = threshold(lattice("square", { size: [33, 33] }), { ...options, runs: 1000 });
    expect(answer.method).toBe("median-crossing");
    // A square of sites is crossed a little too easily, as if it were shorter by one.
    expect(Math.abs(answer.keep - 0.5)).toBeLessThan(4 * answer.standardError + 0.5 / 33);
  });

  test("crossing from plane to plane is spanning", () => {
    const network = lattice("triangular", { size: [9, 7] });
    const spanning = threshold(network, { kind: "site", axis: 1, runs: 200 });
    const connection = threshold(network, {
      kind: "site",
      from: { axis: 1, at: 0 },
      to: { axis: 1, at: -1 },
      runs: 200,
    });
    expect([connection.keep, connection.standardError]).toEqual([spanning.keep, spanning.standardError]);
  });

  test("the median is where the runs of a sweep give one half", () => {
    const network = lattice("kagome", { size: [5, 6], periodic: [true, false], keepBonds: 0.9 });
    for (const kind of ["site", "bond"] as const) {
      for (const axis of [0, 1]) {
        const { keep, standardError } = threshold(network, { kind, axis, runs: 300, seed: 4 });
        const runs = Array.from({ length: 300 }, (_, run) => sweepRun(network, { kind, run, seed: 4 }));
        const [at, above] = canonical(runs, { keep: [keep, keep + 1e-4] });
        const of = (point: typeof at) => (axis === 0 ? point?.wrapping : point?.spanning)?.axes[axis];
        expect(of(at)?.probability).toBeCloseTo(0.5, 10);
        const slope = ((of(above)?.probability ?? 0) - 0.5) / 1e-4;
        const spread = runs.map((run) => (axis === 0 ? run.wrapping : run.spanning)[axis] ?? Number.POSITIVE_INFINITY);
        const chances = spread.map((first) => {
          const [alone] = canonical(
            [
              {
                ...(runs[0] as SweepRun),
                wrapping: [null, null],
                spanning: [null, null],
                connected: Number.isFinite(first) ? first : null,
              },
            ],
            { keep: [keep] },
          );
          return alone?.connected?.probability ?? 0;
        });
        const variance = chances.reduce((sum, chance) => sum + (chance - 0.5) ** 2, 0) / 299;
        expect(standardError / (Math.sqrt(variance / 300) / slope)).toBeCloseTo(1, 2);
      }
    }
  });

  test("wrapping crosses where the runs on the torus and on its half wind equally often", () => {
    for (const kind of ["site", "bond"] as const) {
      const options = { periodic: true };
      const [large, half] = [
        lattice("square", { size: [12, 10], ...options }),
        lattice("square", { size: [6, 5], ...options }),
      ];
      const { keep } = threshold(large, { kind, runs: 200, seed: 4 });
      const [one, other] = [large, half].map((network) => {
        const runs = Array.from({ length: 200 }, (_, run) => sweepRun(network, { kind, run, seed: 4 }));
        return canonical(runs, { keep: [keep] })[0]?.wrapping?.probability;
      });
      expect(one).toBeCloseTo(other ?? Number.NaN, 10);
    }
  });

  test("the standard error is about the spread of estimates over seeds", () => {
    const network = lattice("square", { size: [8, 8], periodic: true });
    for (const method of ["median-crossing", "wrapping-crossing"] as const) {
      const answers = Array.from({ length: 60 }, (_, seed) =>
        threshold(network, { kind: "bond", method, runs: 400, seed }),
      );
      const keeps = answers.map(({ keep }) => keep);
      const mean = keeps.reduce((sum, keep) => sum + keep, 0) / 60;
      const spread = Math.sqrt(keeps.reduce((sum, keep) => sum + (keep - mean) ** 2, 0) / 59);
      const said = answers.reduce((sum, { standardError }) => sum + standardError, 0) / 60;
      // The spread of 60 is known to 9 %.
      expect(said / spread).toBeGreaterThan(0.7);
      expect(said / spread).toBeLessThan(1.45);
    }
  });

  test("does not count an event that holds from the beginning as one with a slope", () => {
    const answer = threshold(lattice("square", { size: [1, 4] }), { kind: "bond", axis: 0, runs: 10 });
    expect([answer.keep, answer.standardError]).toEqual([0, 0]);
  });
});
