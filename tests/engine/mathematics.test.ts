import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, log, log1p } from "../../sdk/engine/mathematics.ts";

/** Distance of two doubles in units of the last place of the second. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, a);
  view.setFloat64(8, b);
  const [x, y] = [view.getBigInt64(0), view.getBigInt64(8)];
  return Math.abs(Number(x - y));
}

describe("the engine's own functions", () => {
  // The host's are within one unit, differently in each runtime.
  test("log is within two units of the host's, from the smallest double to the largest", () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 20000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.4, max: 2.5, noNaN: true }), (x) => {
        expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 20000 },
    );
  });

  test("log has its special values", () => {
    expect([1, 0, -0, Number.POSITIVE_INFINITY, -1, Number.NaN].map(log)).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
    expect(log(5e-324)).toBe(-744.4400719213812);
    expect(log(Number.MAX_VALUE)).toBe(709.782712893384);
  });

  test("exp and log1p are within a unit or two of the host's", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -700, max: 700, noNaN: true }),
        fc.double({ min: -0.999, max: 1e6, noNaN: true }),
        (x, y) => {
          expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2);
          expect(ulps(log1p(y), Math.log1p(y))).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
