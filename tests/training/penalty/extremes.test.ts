import {
  constantNetwork,
  constantPenalty,
  differenceNetwork,
  differencePenalty,
  firstOneCriterion,
  firstOneNetwork,
  rescaleInputs,
  rescaleLayers,
  weightDecayMinimum,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { refusal } from "../refusal.ts";

/** a / b - 1, to be 0 but for rounding. */
const off = (a: number, b: number) => Math.abs(a / b - 1);

describe("constantNetwork has its weights for targets near either end of the doubles", () => {
  // Powers of 2: the weight is one too. (4 * 4^4 = 2^10, and 2^10 * 2^5k = 2^(10 + 5k).)
  test.each([-208, -100, -1, 0, 1, 57, 190, 202])("4-4-4-4-4-1 with weights 2^%i", (power) => {
    const [first] = constantNetwork({ inputs: 4, width: 4, layers: 5 }, 2 ** (10 + 5 * power)).weights;
    expect(off(first?.[0] ?? Number.NaN, 2 ** power)).toBeLessThan(1e-15);
  });

  test.each([
    [1, 1.7e308],
    [2, Number.MAX_VALUE],
    [2, 5e-324],
    [5, 1e290],
    [5, Number.MAX_VALUE],
    [40, 5e-324],
    [400, Number.MAX_VALUE],
  ])("of %i layers for %d: the roots give it back", (layers, target) => {
    const { weights } = constantNetwork({ inputs: 4, width: 4, layers }, target);
    const root = weights[0]?.[0] ?? Number.NaN;
    expect(root > 0 && root < Number.POSITIVE_INFINITY).toBe(true);
    const logarithm = Math.log(4) * layers + Math.log(root) * layers;
    expect(Math.abs(logarithm - Math.log(target))).toBeLessThan(1e-11 * Math.abs(logarithm));
  });
});

describe("closed forms near either end of the doubles", () => {
  test("are right where squares of what is given are no doubles", () => {
    const shape = { inputs: 1, width: 1, layers: 1 };
    expect(off(constantPenalty(shape, 1e200, { drop: 1e-200 }), 1e200)).toBeLessThan(1e-15);
    expect(off(constantPenalty(shape, 1e-170, { keep: 1e-300 }), 1e-40)).toBeLessThan(1e-15);
    expect(constantPenalty({ inputs: 4, width: 4, layers: 5 }, 0, { keep: 1e-100 })).toBe(0);
    expect(off(differencePenalty(1, { keep: 1.2e-154 }), 2 / 1.2 / 1.2e-308)).toBeLessThan(1e-15);
    expect(off(differencePenalty(1.7e308, { drop: 0.1 }), -0.4 * 1.7e308)).toBeLessThan(1e-15);
    expect(differencePenalty(8, { drop: 0.5 })).toBe(-10);
    expect(firstOneCriterion({ inputs: 2, width: 4, layers: 3, keep: 1e-310 })).toBe(0.5);
    expect(firstOneCriterion({ inputs: 2, width: 4, layers: 3, keep: 1e-310, outputBias: 0.5 })).toBe(0.25);
    const { weights } = firstOneNetwork({ inputs: 2, width: 4, layers: 2, drop: 0.5, outputFactor: 1e308 });
    expect(off(weights[1]?.[0] ?? Number.NaN, 0.5 * 0.5 * (2 / 3) * 1e308)).toBeLessThan(1e-15);
  });

  test("are refused where they are no doubles themselves", () => {
    const shape = { inputs: 4, width: 4, layers: 5 };
    const one = { inputs: 2, width: 4, layers: 2, drop: 0.5 };
    expect([
      refusal(() => constantPenalty(shape, 1, { keep: 1e-100 })),
      refusal(() => constantPenalty(shape, 1e200, { drop: 0.5 })),
      refusal(() => differencePenalty(1, { keep: 1e-200 })),
      refusal(() => differencePenalty(1.7e308, { drop: 0.5 })),
      refusal(() => firstOneCriterion({ ...one, outputBias: 1e200 })),
      refusal(() => firstOneCriterion({ ...one, outputFactor: -1e200 })),
      refusal(() => rescaleInputs(differenceNetwork(), [1e-310, 1])),
      refusal(() => rescaleInputs(differenceNetwork(), [1, 1e-310])),
      refusal(() =>
        rescaleLayers(
          { ...differenceNetwork(), weights: [Float64Array.of(1, 1, 1, 1e9), Float64Array.of(1, 1)] },
          [1e300, 1],
        ),
      ),
    ]).toEqual([
      "invalid-input rate: expected one whose relative variance is a double, got 1e-100",
      "invalid-input target: expected one whose penalty is a double, got 1e+200",
      "invalid-input rate: expected one whose penalty is a double, got 1e-200",
      "invalid-input target: expected one whose penalty is a double, got 1.7e+308",
      "invalid-input options.outputBias: expected a number whose square is finite, got 1e+200",
      "invalid-input options.outputFactor: expected a number whose square is finite, got -1e+200",
      "invalid-input factors[0]: expected one that leaves all weights finite, got 1e-310",
      "invalid-input factors[1]: expected one that leaves all weights finite, got 1e-310",
      "invalid-input factors[0]: expected one that leaves all weights and biases finite, got 1e+300",
    ]);
  });

  test("biases of 0 stay 0 where the product of the factors is infinite", () => {
    const biases = [new Float64Array(2), new Float64Array(1)];
    const scaled = rescaleLayers({ ...differenceNetwork(), biases }, [1e200, 1e200]);
    expect(scaled.biases).toEqual(biases);
  });
});

test("the aversion of weight decay keeps its digits however small the decay", () => {
  for (const [decay, aversion] of [
    [1e-12, 1e-24],
    [1e-17, 1e-34],
    [1e-150, 1e-300],
    [0.25, 0.0625],
    [0.6, 0.25],
  ] as const) {
    const answer = weightDecayMinimum([1], decay);
    expect(off(answer.aversion, aversion)).toBeLessThan(4e-16);
    expect(answer.network.biases[1]?.[0]).toBe(Math.min(0.5, decay));
  }
  expect(weightDecayMinimum([1e-100], 1e-180).aversion / 1e-160).toBeCloseTo(1, 12);
});
