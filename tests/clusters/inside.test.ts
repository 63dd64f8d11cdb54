// Lattices large enough to have sites away from every boundary, which kernels treat apart, compared with
// breadth-first search at some steps of each run.

import fc from "fast-check";
import { clusters, type LatticeNetwork, lattice, sweepRun, type UnitCell } from "percolation";
import { describe, expect, test } from "vitest";
import { rates, ratesOf } from "./arbitrary.ts";
import { withDiagonals } from "./cells.ts";
import { plainNetwork } from "./plain-network.ts";
import { plainClusters } from "./plain-sweep.ts";
import { plainBits } from "./words.ts";

const knights: UnitCell = {
  sites: 2,
  bonds: [
    [0, 1, [2, 1]],
    [1, 0, [-1, 2]],
    [0, 0, [0, 3]],
    [1, 1, [3, -3]],
    [1, 0, [0, 0]],
  ],
};
const slanted: UnitCell = {
  sites: 2,
  bonds: [
    [0, 1, [0, 0, 0]],
    [1, 0, [1, 0, -1]],
    [1, 1, [0, 2, 1]],
  ],
};

const shapes = fc.oneof(
  fc.record({
    cell: fc.constantFrom("square", "triangular", "honeycomb", "kagome", withDiagonals),
    size: sizes(2, 6, 14),
  }),
  fc.record({ cell: fc.constant(knights), size: sizes(2, 9, 13) }),
  fc.record({ cell: fc.constantFrom("cubic", "bcc", "fcc", "diamond"), size: sizes(3, 3, 6) }),
  fc.record({ cell: fc.constant(slanted), size: sizes(3, 4, 7) }),
  fc.record({ cell: fc.constant("hypercubic"), size: sizes(4, 3, 4) }),
  fc.record({ cell: fc.constant("hypercubic"), size: sizes(5, 3, 3) }),
  fc.record({ cell: fc.constant("hypercubic"), size: fc.constant([3, 3, 2, 4, 3, 3]) }),
  fc.record({ cell: fc.constant("hypercubic"), size: sizes(1, 5, 300) }),
) as fc.Arbitrary<{ cell: "square" | UnitCell; size: number[] }>;

function sizes(axes: number, min: number, max: number) {
  return fc.array(fc.integer({ min, max }), { minLength: axes, maxLength: axes });
}

const boxes: fc.Arbitrary<LatticeNetwork> = fc
  .record({ shape: shapes, closed: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), rates })
  .map(({ shape: { cell, size }, closed, rates }) =>
    lattice(cell, { size, periodic: size.map((_, axis) => closed[axis] ?? false), ...rates }),
  );

describe("on lattices with an inside", () => {
  test("sweeps are what breadth-first search finds", () => {
    fc.assert(
      fc.property(boxes, fc.constantFrom("site", "bond"), fc.nat(1000), (network, kind, run) => {
        const plain = plainNetwork(network);
        const answer = sweepRun(network, { kind, run, from: [0], to: [plain.sites - 1] });
        const { sites, bonds } = ratesOf(network);
        const slots = plainBits(0n, run, 1, plain.slots, bonds.keep, bonds.drop);
        const others =
          kind === "bond"
            ? plainBits(0n, run, 0, plain.sites, sites.keep, sites.drop)
            : plain.bonds.map(({ slot }) => slots[slot] ?? false);
        const steps = answer.order.length;
        expect([...answer.order].sort((a, b) => a - b)).toEqual(Array.from({ length: steps }, (_, index) => index));
        const events = [...answer.spanning, ...answer.wrapping, answer.connected ?? null];
        // Some steps, and those at which events are said to happen, with the ones before.
        const marks = events.flatMap((first) => (first === null ? [] : [first - 1, first]));
        for (const n of [0, ...[0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].map((share) => Math.round(share * steps)), ...marks]) {
          if (n < 0) continue;
          const present = Array<boolean>(steps).fill(false);
          for (const element of answer.order.subarray(0, n)) present[element] = true;
          const [ofSites, ofBonds] = kind === "site" ? [present, others] : [others, present];
          const found = plainClusters(plain, ofSites, ofBonds, { from: [0], to: [plain.sites - 1] });
          expect([answer.largest[n], answer.second[n], answer.clusters[n]]).toEqual([
            found.sizes[0] ?? 0,
            found.sizes[1] ?? 0,
            found.sizes.length,
          ]);
          expect(answer.squares[n]).toBe(found.sizes.reduce((sum, size) => sum + size * size, 0));
          expect(events.map((first) => first !== null && first <= n)).toEqual([
            ...found.spanned,
            ...found.wound,
            found.connected,
          ]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("labels are what breadth-first search finds", () => {
    fc.assert(
      fc.property(boxes, fc.nat(1000), (network, sample) => {
        const plain = plainNetwork(network);
        const { sites, bonds } = ratesOf(network);
        const slots = plainBits(0n, sample, 1, plain.slots, bonds.keep, bonds.drop);
        const found = plainClusters(
          plain,
          plainBits(0n, sample, 0, plain.sites, sites.keep, sites.drop),
          plain.bonds.map(({ slot }) => slots[slot] ?? false),
        );
        expect([...clusters(network, { sample }).labels]).toEqual(found.labels);
      }),
      { numRuns: 200 },
    );
  });
});
