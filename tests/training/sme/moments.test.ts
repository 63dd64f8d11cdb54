import fc from "fast-check";
import { sampleMasks } from "percolation";
import { gradientData, gradientMoments, gradientPenalty, hessians, modifiedLoss } from "percolation/training";
import { expect, test } from "vitest";
import { decompose } from "../../../sdk/training/sme/spectrum.ts";
import {
  closed,
  differences,
  dot,
  enumerate,
  masked,
  type Plain,
  type Row,
  replaceTrained,
  times,
  trainedOf,
} from "./plain-sme.ts";
import { arbitraryPlain, expectNear, numbers, problemOf } from "./problems.ts";

function checkMoments(plain: Plain, parameters: Row): void {
  const problem = problemOf(plain);
  const { loss, regulariser, modified, gradient } = modifiedLoss(problem, parameters);
  const { size, mean, covariance } = gradientMoments(problem, parameters);
  const all = enumerate(plain, parameters);
  const formulas = closed(plain, parameters);
  expectNear([loss, regulariser, modified], [formulas.loss, formulas.regulariser, all.loss]);
  expectNear(gradient, all.mean);
  expectNear(gradient, formulas.gradient);
  expect([...mean]).toEqual([...gradient]);
  expect(size).toBe(all.mean.length);
  expectNear(covariance, all.covariance.flat());
  expectNear(covariance, formulas.covariance.flat());
}

test("losses, mean gradient and covariance are those of all masks, one by one, and of the closed blocks", () => {
  fc.assert(
    fc.property(arbitraryPlain, ({ plain, parameters }) => checkMoments(plain, parameters)),
    { numRuns: 200 },
  );
});

test.each(["relu", "tanh"] as const)("they are so with 12 hidden units of %s too", (activation) => {
  const inputs = [[0.3], [-1.2], [0.9]];
  const plain = { inputs, targets: [1, -0.5, 0.2], width: 12, keep: 0.7, activation, trained: "all" } as const;
  checkMoments(plain, numbers(24, 5));
});

test("without removal the modified loss is the loss, and there is no variance", () => {
  fc.assert(
    fc.property(arbitraryPlain, ({ plain, parameters }) => {
      const problem = problemOf({ ...plain, keep: 1 });
      const { loss, regulariser, modified } = modifiedLoss(problem, parameters);
      expect([regulariser, modified]).toEqual([0, loss]);
      expect(gradientMoments(problem, parameters).covariance.every((value) => value === 0)).toBe(true);
      const { loss: plainHessian, modified: modifiedHessian } = hessians(problem, parameters);
      expect(modifiedHessian).toEqual(plainHessian);
    }),
  );
});

test("the covariance is symmetric to the bit and has no eigenvalue below 0", () => {
  fc.assert(
    fc.property(arbitraryPlain, ({ plain, parameters }) => {
      const { size, covariance } = gradientMoments(problemOf(plain), parameters);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < row; column++) {
          expect(covariance[row * size + column]).toBe(covariance[column * size + row]);
        }
      }
      const { values } = decompose(covariance, size);
      expect(values[size - 1]).toBeGreaterThanOrEqual(-1e-14 * (1 + (values[0] ?? 0)) * size);
    }),
  );
});

test("losses and gradients with a mask are those of the mask that sampleMasks draws for the trial", () => {
  fc.assert(
    fc.property(arbitraryPlain, fc.nat({ max: 300 }), ({ plain, parameters, seed }, trial) => {
      const problem = problemOf(plain);
      const { losses, gradients } = gradientData(problem, parameters, { count: 3, trial, seed });
      gradients.forEach((gradient, index) => {
        const [bits] = sampleMasks(problem.network, { seed, trial: trial + index }).sites;
        const expected = masked(plain, parameters, times(1 / plain.keep, [...(bits as Uint8Array)]));
        expectNear([losses[index] ?? 0], [expected.loss]);
        expectNear(gradient, expected.gradient);
      });
    }),
  );
});

/** The gradient of ReLU jumps at its kink, which differences may step over. */
const smooth = arbitraryPlain.filter(({ plain }) => plain.activation !== "relu");

test("gradients and second derivatives are what differences say", () => {
  fc.assert(
    fc.property(smooth, ({ plain, parameters }) => {
      const problem = problemOf(plain);
      const unremoved = problemOf({ ...plain, keep: 1 });
      const at = trainedOf(plain, parameters);
      const whole = (trained: Row) => replaceTrained(plain, parameters, trained);
      const { gradient } = modifiedLoss(problem, parameters);
      expectNear(gradient, differences((to) => [modifiedLoss(problem, whole(to)).modified], at).flat(), 1e-7);
      const { loss, modified } = hessians(problem, parameters);
      expectNear(modified, differences((to) => [...modifiedLoss(problem, whole(to)).gradient], at).flat(), 1e-7);
      expectNear(loss, differences((to) => [...modifiedLoss(unremoved, whole(to)).gradient], at).flat(), 1e-7);
    }),
  );
});

test("away from its kinks the second derivatives of ReLU are what differences say", () => {
  const plain: Plain = {
    inputs: [
      [1, 0.5],
      [-0.7, 1.1],
    ],
    targets: [1, -1],
    width: 3,
    keep: 0.6,
    activation: "relu",
    trained: "all",
  };
  const parameters = [0.8, 1, 0.4, -1.1, -0.9, 0.3, 0.5, 0.6, 1.2];
  const problem = problemOf(plain);
  const { modified } = hessians(problem, parameters);
  expectNear(modified, differences((to) => [...modifiedLoss(problem, to).gradient], parameters).flat(), 1e-8);
});

test("the penalty of order 2 is a quarter of the rate times the squared gradient, and its gradient what differences say", () => {
  fc.assert(
    fc.property(smooth, ({ plain, parameters }) => {
      const problem = problemOf(plain);
      const at = trainedOf(plain, parameters);
      const learningRate = 0.3;
      const { penalty, gradient } = gradientPenalty(problem, parameters, { learningRate });
      const slope = [...modifiedLoss(problem, parameters).gradient];
      expectNear([penalty], [(learningRate / 4) * dot(slope, slope)]);
      const penaltyAt = (to: Row) => [
        gradientPenalty(problem, replaceTrained(plain, parameters, to), { learningRate }).penalty,
      ];
      expectNear(gradient, differences(penaltyAt, at).flat(), 1e-6);
    }),
  );
});
