import { layered } from "percolation";
import {
  alignment,
  type DropoutProblem,
  dropoutDescent,
  gradientMoments,
  hessians,
  intervalFlatness,
  modifiedLoss,
  weakErrors,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { expectNear } from "./problems.ts";

// Known values, worked out by hand or by enumeration.

describe("two linear units on one sample, a = (1, 2), w = (3, -1), x = y = 1, keep 1/2", () => {
  const problem: DropoutProblem = {
    network: layered([1, 2, 1], { dropSites: 0.5 }),
    data: { inputs: [[1]], targets: [[1]] },
    activation: "linear",
  };
  const at = [1, 3, 2, -1];

  test("the modified loss is 6.5, and its gradient (9, 3, 2, -4)", () => {
    const { modified, gradient } = modifiedLoss(problem, at);
    expect(modified).toBe(6.5);
    expect([...gradient]).toEqual([9, 3, 2, -4]);
  });

  test("the covariance of the gradient is known", () => {
    const expected = [153, 51, -21, 42, 51, 17, -7, 14, -21, -7, 22, -44, 42, 14, -44, 88];
    expectNear(gradientMoments(problem, at).covariance, expected);
  });
});

/** Features that are 1 for the one sample, of target 1; the weights to the output are trained. */
function head(features: number): DropoutProblem {
  return {
    network: layered([1, features, 1], { dropSites: 0.5 }),
    data: { inputs: [[1]], targets: [[1]] },
    activation: "linear",
    trained: "outputs",
  };
}
const withFeatures = (weights: readonly number[]) => weights.flatMap((a) => [a, 1]);

describe("the head of two features", () => {
  const problem = head(2);
  const minimum = withFeatures([1 / 3, 1 / 3]);

  test("it is lowest at (1/3, 1/3), where the covariance is a ninth of the Hessian", () => {
    expectNear(modifiedLoss(problem, minimum).gradient, [0, 0], 1e-12);
    const { modified } = hessians(problem, minimum);
    const { covariance } = gradientMoments(problem, minimum);
    expectNear(modified, [2, 1, 1, 2]);
    expectNear(covariance, [2 / 9, 1 / 9, 1 / 9, 2 / 9]);
  });

  test("there Hessian and covariance are aligned: fully that of the modified loss, less so that of the loss", () => {
    const { loss, modified } = hessians(problem, minimum);
    const { covariance } = gradientMoments(problem, minimum);
    expectNear([alignment(modified, covariance).alignment], [1]);
    expectNear([alignment(loss, covariance).alignment], [6 / (2 * Math.sqrt(10))]);
    expect(alignment(loss, covariance).alignment.toFixed(6)).toBe("0.948683");
  });

  test("paths of small rates spread by rate / 18 around it, alike in all directions", () => {
    const learningRate = 0.01;
    const options = { learningRate, steps: 2 ** 21, every: 16, seed: 1 };
    const [path = new Float64Array(0)] = dropoutDescent(problem, minimum, options).paths;
    const count = path.length / 2;
    const mean = (f: (a: number, b: number) => number) => {
      let sum = 0;
      for (let at = 0; at < path.length; at += 2) sum += f((path[at] ?? 0) - 1 / 3, (path[at + 1] ?? 0) - 1 / 3);
      return sum / count;
    };
    // About 20000 independent samples: a hundredth for chance, as much for the rate, which is not 0.
    const unit = learningRate / 18;
    expect(Math.abs(mean((a) => a * a) / unit - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean((_, b) => b * b) / unit - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean((a, b) => a * b) / unit)).toBeLessThan(0.05);
  });

  test("weak errors of the mean at time 1 from (2, -1) are known, and shrink with the rate and its square", () => {
    const learningRates = [1 / 32, 1 / 64, 1 / 128, 1 / 256];
    const { method, rows, exponents } = weakErrors(problem, withFeatures([2, -1]), { learningRates });
    expect(method).toBe("exact");
    const errors = rows.map((row) => row.errors);
    expect(errors.slice(0, 2).map(([first]) => first.toFixed(9))).toEqual(["0.012462661", "0.006191565"]);
    expect(errors.slice(0, 2).map(([, second]) => second.toExponential(6))).toEqual(["2.734568e-4", "6.844295e-5"]);
    errors.slice(1).forEach(([first, second], index) => {
      const [before = Number.NaN, beforeThat = Number.NaN] = errors[index] ?? [];
      expect(Math.abs(before / first / 2 - 1)).toBeLessThan(0.05);
      expect(Math.abs(beforeThat / second / 4 - 1)).toBeLessThan(0.05);
    });
    expect(Math.abs(exponents[0] - 1)).toBeLessThan(0.05);
    expect(Math.abs(exponents[1] - 2)).toBeLessThan(0.05);
  });
});

test("with one feature the lowest place is keep, and the variance (2a - 1)^2 is 0 there", () => {
  const problem = head(1);
  for (const a of [0, 0.25, 0.5, 2]) {
    const { mean, covariance } = gradientMoments(problem, [a, 1]);
    expectNear(covariance, [(2 * a - 1) ** 2]);
    if (a === 0.5) expect([mean[0], covariance[0]]).toEqual([0, 0]);
  }
});

test("on a quadratic line of curvature 8 from a loss of 1 the interval of twice the loss is 1, of e times 1.310833", () => {
  const data = { inputs: [[4], [0]], targets: [[4], [2]] };
  const problem = { network: layered([1, 1, 1]), data, activation: "linear", trained: "outputs" } as const;
  expectNear(hessians(problem, [1, 1]).loss, [8]);
  expect(modifiedLoss(problem, [1, 1]).loss).toBe(1);
  expectNear([intervalFlatness(problem, [1, 1], [-3], { factor: 2 }).flatness], [1]);
  // sqrt(e - 1) = 1.31083249: the sixth decimal of the known value is rounded up.
  const { flatness } = intervalFlatness(problem, [1, 1], [1], { factor: Math.E });
  expect(Math.abs(flatness - 1.310833)).toBeLessThan(1e-6);
  expectNear([flatness], [Math.sqrt(Math.E - 1)]);
});
