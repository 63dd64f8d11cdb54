import fc from "fast-check";
import { PercolationError } from "percolation";
import { describe, expect, test } from "vitest";
import { type Cost, costOf } from "../../sdk/costs/index.ts";
import { prepare } from "../../sdk/queries/ask.ts";
import { anyQuery } from "../http/arbitrary-queries.ts";
import { arbitraryLarge } from "./arbitrary-large.ts";
import { layeredCases } from "./cases/layered.ts";
import { mediumCases, sweepCases } from "./cases/media.ts";
import { modelCases } from "./cases/models.ts";

/** The cost of anything that is a query, undefined for what is none. */
function costOfAny(value: unknown): Cost | undefined {
  let prepared: ReturnType<typeof prepare>;
  try {
    prepared = prepare(value);
  } catch (error) {
    if (error instanceof PercolationError) return undefined;
    throw error;
  }
  return costOf(prepared);
}

describe("an estimate", () => {
  test.each([
    ["small queries of every kind", anyQuery, 2000],
    ["queries of every kind with numbers of all sizes", arbitraryLarge, 4000],
  ])("is a positive number of %s", (_, arbitrary, numRuns) => {
    let estimated = 0;
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<unknown>, (query) => {
        const cost = costOfAny(query);
        if (!cost) return;
        estimated++;
        expect(cost.units).toBeGreaterThan(0);
        expect(new Set(cost.reduce).size).toBe(cost.reduce.length);
      }),
      { numRuns },
    );
    expect(estimated).toBeGreaterThan(numRuns / 4);
  });

  test("is the same for the same query, and for its canonical form", () => {
    for (const { query } of [...layeredCases, ...mediumCases, ...sweepCases, ...modelCases]) {
      const cost = costOf(prepare(query));
      const canonical = JSON.parse(JSON.stringify(prepare(query).query)) as unknown;
      expect(costOf(prepare(JSON.parse(JSON.stringify(query))))).toEqual(cost);
      expect(costOf(prepare(canonical)).units / cost.units).toBeCloseTo(1, 1);
    }
  });
});

/** The value at a field such as `network.widths` made half as great; undefined where it cannot be. */
function halved(query: object, field: string): object | undefined {
  const [name = "", ...rest] = field.split(".");
  const value = (query as Record<string, unknown>)[name];
  if (rest.length > 0) {
    const inner = typeof value === "object" && value !== null ? halved(value, rest.join(".")) : undefined;
    return inner && { ...query, [name]: inner };
  }
  if (typeof value === "number") return value > 3 ? { ...query, [name]: Math.floor(value / 2) } : undefined;
  if (name !== "widths" && name !== "size") return undefined;
  const numbers = value as readonly number[];
  return numbers.every((each) => each > 3)
    ? { ...query, [name]: numbers.map((each) => Math.floor(each / 2)) }
    : undefined;
}

describe("fields to reduce", () => {
  test("are fields of the query, of which the first is worth most", () => {
    let tried = 0;
    for (const { title, query } of [...layeredCases, ...mediumCases, ...sweepCases, ...modelCases]) {
      const prepared = prepare(query);
      const { units, reduce } = costOf(prepared);
      // Laws of wide layers can be simpler than those of less wide ones: numbers past which bonds tell nothing apart are one.
      if (title.startsWith("reach, exact")) continue;
      // So many layers are gone through as some path survives: a narrower network may lie nearer to its threshold.
      if (title.startsWith("depth")) continue;
      for (const field of reduce) {
        const smaller = halved(prepared.query, field);
        const cost = smaller && costOfAny(smaller);
        if (!cost) continue;
        tried++;
        expect([title, field, cost.units < units]).toEqual([title, field, true]);
      }
    }
    expect(tried).toBeGreaterThan(500);
  });
});
