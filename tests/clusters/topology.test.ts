// Exact identities of the plane and the torus, in every configuration.

import fc from "fast-check";
import { edgesOf, type GraphNetwork, graph, lattice, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";
import { withDiagonals } from "./cells.ts";

const run = fc.nat(2 ** 30);
const side = fc.integer({ min: 3, max: 12 });

describe("planar duality", () => {
  /** The dual of the open square lattice of bonds, crossed by columns: bond by bond in the same order. */
  function dualOf(columns: number, rows: number): GraphNetwork {
    // Faces between columns x and x + 1 and rows y - 1 and y, y from 0 to rows; those outside are two.
    const face = (x: number, y: number) => (y === 0 ? 0 : y === rows ? 1 : 2 + (x * (rows - 1) + y - 1));
    const edges: [number, number][] = [];
    const ends = edgesOf(lattice("square", { size: [columns, rows] }));
    const outside = 2 + (columns - 1) * (rows - 1);
    for (let bond = 0; 2 * bond < ends.length; bond++) {
      const [from = 0, to = 0] = ends.slice(2 * bond);
      const [x, y] = [from % columns, Math.floor(from / columns)];
      // Upright bonds on the first and last column lie within the sides and separate nothing.
      if (to === from + 1) edges.push([face(x, y), face(x, y + 1)]);
      else if (x === 0 || x === columns - 1) edges.push([outside, outside]);
      else edges.push([face(x - 1, y + 1), face(x, y + 1)]);
    }
    return graph({ nodes: outside + 1, edges });
  }

  test("bonds cross from side to side just when the bonds missing do not cross the dual", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 9 }), run, (columns, rows, run) => {
        const network = lattice("square", { size: [columns, rows] });
        const { order, spanning } = sweepRun(network, { kind: "bond", run });
        const dual = dualOf(columns, rows);
        const missing = sweepRun(dual, { kind: "bond", order: order.slice().reverse(), from: [0], to: [1] });
        const [across] = spanning;
        // With the bond that makes the crossing missing, the dual crosses; not before.
        expect(missing.connected).toBe(order.length - (across ?? Number.NaN) + 1);
      }),
      { numRuns: 300 },
    );
  });

  test("sites of the triangular lattice cross one way or the sites missing cross the other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), run, (columns, rows, run) => {
        const network = lattice("triangular", { size: [columns, rows] });
        const { order, spanning } = sweepRun(network, { kind: "site", run });
        const missing = sweepRun(network, { kind: "site", order: order.slice().reverse() });
        for (const axis of [0, 1]) {
          expect((spanning[axis] ?? 0) + (missing.spanning[1 - axis] ?? 0)).toBe(order.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("sites of the square lattice cross one way or the sites missing cross the other with diagonals", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), run, (columns, rows, run) => {
        const size = [columns, rows];
        const { order, spanning } = sweepRun(lattice("square", { size }), { kind: "site", run });
        const missing = sweepRun(lattice(withDiagonals, { size }), { kind: "site", order: order.slice().reverse() });
        for (const axis of [0, 1]) {
          expect((spanning[axis] ?? 0) + (missing.spanning[1 - axis] ?? 0)).toBe(order.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the torus", () => {
  // S. Mertens, R. Ziff, Phys. Rev. E 94, 062152 (2016).
  test("has as many clusters of sites, less clusters missing, as Euler's number of the sites says, but for winding", () => {
    fc.assert(
      fc.property(side, side, run, (columns, rows, run) => {
        const options = { size: [columns, rows], periodic: true };
        const network = lattice("square", options);
        const occupied = sweepRun(network, { kind: "site", run });
        const count = occupied.order.length;
        const vacant = sweepRun(lattice(withDiagonals, options), {
          kind: "site",
          order: occupied.order.slice().reverse(),
        });
        const winds = ({ wrapping }: typeof occupied, n: number) =>
          wrapping.some((first) => first !== null && first <= n);
        const there = new Uint8Array(count);
        let euler = 0;
        for (let n = 0; n <= count; n++) {
          if (n > 0) {
            const site = occupied.order[n - 1] ?? 0;
            const [x, y] = [site % columns, Math.floor(site / columns)];
            const at = (dx: number, dy: number) =>
              there[((y + dy + rows) % rows) * columns + ((x + dx + columns) % columns)] ?? 0;
            const sides = at(1, 0) + at(-1, 0) + at(0, 1) + at(0, -1);
            let squares = 0;
            for (const dx of [1, -1]) for (const dy of [1, -1]) squares += at(dx, 0) * at(0, dy) * at(dx, dy);
            euler += 1 - sides + squares;
            there[site] = 1;
          }
          const excess = (occupied.clusters[n] ?? 0) - (vacant.clusters[count - n] ?? 0) - euler;
          const [here, around] = [winds(occupied, n), winds(vacant, count - n)];
          expect(here || around).toBe(true);
          expect(excess).toBe(here && around ? 0 : here ? 1 : -1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("has clusters of bonds less clusters of the dual as Euler's number says, but for winding", () => {
    // The dual of the bond from (x, y) to the right crosses it upwards, from the face below it to that above.
    fc.assert(
      fc.property(side, side, run, (columns, rows, run) => {
        const network = lattice("square", { size: [columns, rows], periodic: true });
        const { order, clusters, wrapping } = sweepRun(network, { kind: "bond", run });
        const bondTo = (x: number, y: number, up: 0 | 1) =>
          2 * (((y + rows) % rows) * columns + ((x + columns) % columns)) + up;
        // Face (x, y) lies right of and above site (x, y).
        const dualBond = (bond: number) => {
          const [site, up] = [bond >> 1, bond & 1];
          const [x, y] = [site % columns, Math.floor(site / columns)];
          return up ? bondTo(x - 1, y, 0) : bondTo(x, y - 1, 1);
        };
        const dual = sweepRun(network, { kind: "bond", order: Array.from(order.slice().reverse(), dualBond) });
        const sites = columns * rows;
        const first = (run: { wrapping: typeof wrapping }) =>
          Math.min(...run.wrapping.map((step) => step ?? Number.POSITIVE_INFINITY));
        for (let n = 0; n <= 2 * sites; n++) {
          const missing = 2 * sites - n;
          // Sites - bonds + faces enclosed, which are the clusters of the dual.
          const excess = (clusters[n] ?? 0) - (sites - n) - (dual.clusters[missing] ?? 0);
          const [here, around] = [first({ wrapping }) <= n, first(dual) <= missing];
          expect(here || around).toBe(true);
          expect(excess).toBe(here && around ? 0 : here ? 1 : -1);
        }
      }),
      { numRuns: 150 },
    );
  });
});
