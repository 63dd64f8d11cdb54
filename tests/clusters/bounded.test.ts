import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundedInterval } from "../../sdk/statistics/bounded.ts";

/** Chances of 0..n successes. */
function binomial(n: number, p: number): number[] {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const weights = Array<number>(n + 1).fill(0);
  weights[mode] = 1;
  for (let k = mode; k > 0; k--) weights[k - 1] = ((weights[k] ?? 0) * k * (1 - p)) / ((n - k + 1) * p);
  for (let k = mode; k < n; k++) weights[k + 1] = ((weights[k] ?? 0) * (n - k) * p) / ((k + 1) * (1 - p));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The interval of k ones among n zeros and ones. */
const ofCount = (k: number, n: number, confidence: number) => boundedInterval(k / n, (k * (n - k)) / n, n, confidence);

function coverage(n: number, p: number, confidence: number): number {
  return binomial(n, p).reduce((sum, weight, k) => {
    const { low, high } = ofCount(k, n, confidence);
    return low <= p && p <= high ? sum + weight : sum;
  }, 0);
}

const PROBABILITIES = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.98,
  0.99, 0.995, 0.999,
];

describe("intervals of means of values in 0..1", () => {
  // L. Brown, T. Cai, A. DasGupta, Stat. Sci. 16 (2001) 101: the coverage of Agresti's and Coull's interval is
  // close to the nominal and rather above it, conservative near 0 and 1; it never falls far below.
  test.each([20, 30, 50, 100, 200])("cover a probability as often as they say, for %d runs", (n) => {
    for (const confidence of [0.9, 0.95, 0.99]) {
      const each = PROBABILITIES.map((p) => coverage(n, p, confidence));
      expect(Math.min(...each)).toBeGreaterThan(confidence - 0.25 * (1 - confidence) - 0.004);
      const mean = each.reduce((sum, share) => sum + share, 0) / each.length;
      expect(mean).toBeGreaterThanOrEqual(confidence - 0.002);
      for (const p of [0.001, 0.999]) expect(coverage(n, p, confidence)).toBeGreaterThan(confidence);
    }
  });

  test("are those of Agresti and Coull for zeros and ones", () => {
    const z = 1.959963984540054;
    for (const [k, n] of [
      [0, 20],
      [3, 20],
      [17, 60],
      [60, 60],
    ] as const) {
      const count = n + z * z;
      const centre = (k + (z * z) / 2) / count;
      const spread = z * Math.sqrt((centre * (1 - centre)) / count);
      const { low, high } = ofCount(k, n, 0.95);
      expect(low).toBeCloseTo(Math.max(0, centre - spread), 13);
      expect(high).toBeCloseTo(Math.min(1, centre + spread), 13);
    }
  });

  test("hold their estimate, are not empty and lie in 0..1", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const confidence = fc.double({ min: 1e-3, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 50 }), confidence, (values, level) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const deviations = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const { low, high } = boundedInterval(mean, deviations, values.length, level);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        expect(high).toBeGreaterThan(low);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  test("cover the mean of smooth values, being narrower than those of zeros and ones", () => {
    // Sums of k uniform numbers over k: mean 1/2, variance 1 / (12 k).
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    for (const [k, n] of [
      [1, 20],
      [4, 30],
      [20, 100],
    ] as const) {
      let covered = 0;
      const tries = 3000;
      for (let attempt = 0; attempt < tries; attempt++) {
        const values = Array.from(
          { length: n },
          () => Array.from({ length: k }, random).reduce((a, b) => a + b, 0) / k,
        );
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const deviations = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const { low, high } = boundedInterval(mean, deviations, n, 0.95);
        expect(high - low).toBeLessThan(ofCount(n / 2, n, 0.95).high - ofCount(n / 2, n, 0.95).low);
        if (low <= 0.5 && 0.5 <= high) covered++;
      }
      // Three standard errors of the share covered are .012.
      expect(covered / tries).toBeGreaterThan(0.938);
    }
  });
});
