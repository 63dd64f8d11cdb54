import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../sdk/engine/mathematics.ts";
import { findCrossing } from "../../sdk/statistics/crossing.ts";
import { wilsonInterval } from "../../sdk/statistics/wilson.ts";

describe("normalQuantile", () => {
  // By the continued fraction of the tail in 40-digit arithmetic, for the doubles as they are.
  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.9, 1.2815515655446004],
    [0.999, 3.090232306167813],
    [0.9999, 3.719016485455708],
    [1e-10, -6.361340902404056],
    [1e-100, -21.27345356096532],
    [0.75, 0.6744897501960817],
  ])("of %d is %d", (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(2e-15 * Math.max(1, Math.abs(z)));
  });

  test("is odd about one half", () => {
    for (const p of [0.01, 0.2, 0.4375, 1 / 1024]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 14);
  });
});

describe("wilsonInterval", () => {
  test("of 10 in 100 is the textbook interval", () => {
    const { low, high } = wilsonInterval(10, 100, 0.95);
    expect(low).toBeCloseTo(0.05522914, 7);
    expect(high).toBeCloseTo(0.17436566, 7);
  });

  test("of none and of all is one-sided but not empty", () => {
    expect(wilsonInterval(0, 50, 0.95)).toMatchObject({ low: 0 });
    expect(wilsonInterval(0, 50, 0.95).high).toBeCloseTo(0.07135, 5);
    expect(wilsonInterval(50, 50, 0.95)).toMatchObject({ high: 1 });
    expect(wilsonInterval(50, 50, 0.95).low).toBeCloseTo(1 - 0.07135, 5);
  });
});

test("wilsonInterval takes every confidence below 1", () => {
  for (const confidence of [1e-300, 0.5, 1 - 2 ** -53]) {
    const { low, high } = wilsonInterval(3, 10, confidence);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(high);
  }
});

describe("findCrossing", () => {
  const roots = [0.1, 0.3, 0.49999, 1e-3, 1e-9, 1e-20, 1e-100, 3e-308];

  test("finds roots near either end to the last bits, also where the ends are infinite", () => {
    for (const root of roots) {
      for (const end of [0, 1] as const) {
        // Log-odds of the distance from the end, falling over 0..1.
        const logit = (distance: number) => Math.log(distance) - Math.log1p(-distance);
        const smooth = findCrossing((at) => {
          const distance = at.end === end ? at.distance : 1 - at.distance;
          const value = logit(root) - logit(distance);
          return end === 0 ? value : -value;
        });
        expect(smooth.end).toBe(end);
        expect(Math.abs(smooth.distance / root - 1)).toBeLessThan(2e-13 * Math.max(1, -Math.log(root)));
        const step = findCrossing((at) => {
          const distance = at.end === end ? at.distance : 1 - at.distance;
          return distance < root === (end === 0) ? 1 : -1;
        });
        expect(Math.abs(step.distance / root - 1)).toBeLessThan(1e-15);
      }
    }
  });

  test("is an end where the function does not cross", () => {
    expect(findCrossing(() => -1)).toEqual({ end: 0, distance: 0 });
    expect(findCrossing(() => 1)).toEqual({ end: 1, distance: 0 });
  });
});
