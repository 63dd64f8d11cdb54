import fc from "fast-check";
import { expect, test } from "vitest";
import { costOf } from "../../sdk/costs/index.ts";
import { prepare } from "../../sdk/queries/ask.ts";

const unitsOf = (query: object) => costOf(prepare(query)).units;
const rate = fc.double({ min: 0, max: 1, noNaN: true });
const width = fc.integer({ min: 1, max: 400 });
const widths = fc.array(width, { minLength: 2, maxLength: 6 });
const count = fc.integer({ min: 2, max: 1e6 });
const factor = fc.integer({ min: 1, max: 50 });

/** Queries, and a field of which more can only cost more. */
const growing = fc.oneof(
  fc.record({ widths, dropBonds: rate, trials: count }).map(({ widths, dropBonds, trials }) => ({
    query: { ask: "path", network: { kind: "layered", widths, dropBonds }, method: "monte-carlo", trials },
    field: "trials",
    most: 2 ** 40,
  })),
  fc
    .record({ widths, dropSites: rate, points: fc.integer({ min: 2, max: 2000 }) })
    .map(({ widths, dropSites, points }) => ({
      query: { ask: "curve", network: { kind: "layered", widths, dropSites }, of: "bonds", points },
      field: "points",
      most: 100001,
    })),
  fc
    .record({ side: fc.integer({ min: 1, max: 100 }), runs: fc.integer({ min: 2, max: 1e5 }) })
    .map(({ side, runs }) => ({
      query: { ask: "sweep", network: { kind: "lattice", cell: "square", size: [side, side] }, kind: "bond", runs },
      field: "runs",
      most: 2 ** 40,
    })),
  fc
    .record({ side: fc.integer({ min: 4, max: 100 }), runs: fc.integer({ min: 2, max: 1e5 }) })
    .map(({ side, runs }) => ({
      query: { ask: "threshold", network: { kind: "lattice", cell: "square", size: [side, side] }, kind: "site", runs },
      field: "runs",
      most: 2 ** 27,
    })),
  fc.record({ widths, trials: fc.integer({ min: 1, max: 1e5 }) }).map(({ widths, trials }) => ({
    query: { ask: "bottleneck", network: { kind: "layered", widths }, of: "bonds", trials },
    field: "trials",
    most: 2 ** 27,
  })),
  fc
    .record({ widths, dropSites: rate, trials: fc.integer({ min: 1, max: 1e5 }) })
    .map(({ widths, dropSites, trials }) => ({
      query: { ask: "inspect", network: { kind: "layered", widths, dropSites }, trials },
      field: "trials",
      most: 2 ** 40,
    })),
);

test("more trials, runs or points never cost less", () => {
  fc.assert(
    fc.property(growing, factor, ({ query, field, most }, times) => {
      const given = (query as unknown as Record<string, number>)[field] ?? 1;
      const more = { ...query, [field]: Math.min(most, given * times) };
      expect(unitsOf(more)).toBeGreaterThanOrEqual(unitsOf(query));
    }),
    { numRuns: 500, seed: 5 },
  );
});

test("wider layers never cost less", () => {
  fc.assert(
    fc.property(widths, rate, fc.constantFrom("exact", "monte-carlo"), factor, (widths, dropBonds, method, times) => {
      const query = (each: readonly number[]) => ({
        ask: "path",
        network: { kind: "layered", widths: each, dropBonds },
        method,
      });
      expect(unitsOf(query(widths.map((width) => width * times)))).toBeGreaterThanOrEqual(unitsOf(query(widths)));
    }),
    { numRuns: 300, seed: 5 },
  );
});

test("a cost is a number above 0, and names fields where it is large", () => {
  fc.assert(
    fc.property(growing, ({ query, field, most }) => {
      const { units, reduce } = costOf(prepare({ ...query, [field]: most }));
      expect(units).toBeGreaterThan(0);
      expect(reduce.length).toBeGreaterThan(0);
    }),
    { numRuns: 300, seed: 5 },
  );
});
