import fc from "fast-check";
import { halfAtOrigin, weightDecayCriterion, weightDecayMinimum } from "percolation/training";
import { describe, expect, test } from "vitest";
import { expectNear } from "./arbitrary.ts";

describe("the minimum of weight decay on half (x, 1), half (0, 0)", () => {
  test.each([
    [[1, 1, 1], 0.3, 0.03, 0.1432050808],
    [[0.5, 0.5], 0.3, 0.18, 0.2442640687],
    [[1, 0], 0.6, 0.25, 0.25],
  ])("for x = %j and decay %d has risk %d and criterion %d (Theorem 7)", (input, decay, risk, criterion) => {
    const minimum = weightDecayMinimum(input, decay);
    expectNear(minimum.aversion, risk);
    expectNear(minimum.criterion, criterion, 5e-11);
    const found = weightDecayCriterion(minimum.network, halfAtOrigin(input, 1), decay);
    expectNear(found.risk, risk);
    expectNear(found.criterion, minimum.criterion);
    const length = Math.sqrt(input.reduce((sum, x) => sum + x * x, 0));
    expectNear(found.sumOfSquares, (2 * minimum.rise) / length);
  });

  test("has all weights 0 and the output bias 1/2 where 2 decay > |x|", () => {
    const { network } = weightDecayMinimum([1, 0], 0.6);
    expect(network.weights.map((layer) => [...layer])).toEqual([[0, 0], [0]]);
    expect(network.biases.map((layer) => [...layer])).toEqual([[0], [0.5]]);
  });

  test("is below the criterion of every other network of one hidden layer", () => {
    const number = fc.integer({ min: -32, max: 32 }).map((value) => value / 16);
    const array = (length: number) =>
      fc.array(number, { minLength: length, maxLength: length }).map((all) => Float64Array.from(all));
    const setting = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })).chain(([inputs, width]) =>
      fc.record({
        input: array(inputs).filter((x) => x.some((value) => value !== 0)),
        decay: fc.constantFrom(0.05, 0.3, 1),
        widths: fc.constant([inputs, width, 1]),
        weights: fc.tuple(array(inputs * width), array(width)),
        biases: fc.tuple(array(width), array(1)),
        // Close to a minimiser there is the most to be seen.
        near: fc.constantFrom(0, 1),
      }),
    );
    fc.assert(
      fc.property(setting, ({ input, decay, widths, weights, biases, near }) => {
        const minimum = weightDecayMinimum(input, decay);
        const own = minimum.network;
        const moved = (start: Float64Array | undefined, by: Float64Array) =>
          by.map((value, at) => near * (start?.[at] ?? 0) + (near ? 0.05 : 1) * value);
        const network = {
          widths,
          activation: "relu" as const,
          weights: weights.map((layer, index) => moved(own.weights[index], layer)),
          biases: biases.map((layer, index) => moved(own.biases[index], layer)),
        };
        const { criterion } = weightDecayCriterion(network, halfAtOrigin(input, 1), decay);
        expect(criterion).toBeGreaterThanOrEqual(minimum.criterion - 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  test("has the aversion min(1/4, decay^2 / x.x)", () => {
    for (const decay of [0.1, 0.7, 2]) {
      for (const input of [[1], [0.5, -2], [3, 4]]) {
        const square = input.reduce((sum, x) => sum + x * x, 0);
        expectNear(weightDecayMinimum(input, decay).aversion, Math.min(0.25, decay ** 2 / square));
      }
    }
  });
});
