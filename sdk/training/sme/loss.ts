import * as v from "valibot";
import { fillHessian, measureModel } from "../../engine/training/sme/measure.ts";
import { dimensionOf } from "../../engine/training/sme/model.ts";
import { check } from "../../networks/check.ts";
import { requireFinite } from "./finite.ts";
import { checkProblem, checkStart, type DropoutProblem, requireMatrix } from "./problem.ts";
import { above0 } from "./schema.ts";

/** Losses at a place. */
export interface ModifiedLoss {
  /** Half the mean squared error without removal: R_S. */
  readonly loss: number;
  /** What the variance of the masks adds: R_1, drop / (2 keep n) times the sum of all squared a activation(w . x). */
  readonly regulariser: number;
  /** Their sum, the mean of the loss over all masks: L_S. */
  readonly modified: number;
  /** Of the modified loss: the mean of the gradient over all masks. */
  readonly gradient: Float64Array;
}

/**
 * The loss that gradient descent with dropout lowers on the mean over its masks.
 *
 * @param problem - Network and data: see {@link DropoutProblem}.
 * @param parameters - Numbers unit by unit: a, then w.
 * @returns Losses and gradient, exact; in a time that grows with samples, units and inputs.
 * @throws PercolationError `invalid-input` for shapes that do not match and numbers that are not finite, given or found.
 *
 * @example
 * import { layered } from "percolation";
 * import { modifiedLoss } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const problem = { network, data: { inputs: [[1]], targets: [[1]] }, activation: "linear" } as const;
 * const { loss, regulariser, modified, gradient } = modifiedLoss(problem, [1, 3, 2, -1]);
 * [loss, regulariser, modified]; // => [0, 6.5, 6.5]
 * [...gradient]; // => [9, 3, 2, -4]
 */
export function modifiedLoss(problem: DropoutProblem, parameters: ArrayLike<number>): ModifiedLoss {
  const model = checkProblem(problem);
  const { loss, regulariser, gradient } = measureModel(model, checkStart(parameters, model));
  const modified = loss + regulariser;
  requireFinite(Float64Array.of(loss, regulariser, modified));
  return { loss, regulariser, modified, gradient: requireFinite(gradient) };
}

/**
 * What the modified equation of order 2 adds to the modified loss: a quarter of the learning rate times the squared norm of
 * its gradient.
 *
 * @param problem - Network and data.
 * @param parameters - Numbers unit by unit: a, then w.
 * @param options - The learning rate, above 0.
 * @returns The penalty, and its gradient by a product with the second derivatives; in the time of {@link modifiedLoss}.
 * @throws PercolationError `invalid-input`, as there.
 *
 * @example
 * import { layered } from "percolation";
 * import { gradientPenalty } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const problem = { network, data: { inputs: [[1]], targets: [[1]] }, activation: "linear" } as const;
 * gradientPenalty(problem, [1, 3, 2, -1], { learningRate: 0.4 }).penalty; // => 11
 */
export function gradientPenalty(
  problem: DropoutProblem,
  parameters: ArrayLike<number>,
  options: { readonly learningRate: number },
): { readonly penalty: number; readonly gradient: Float64Array } {
  const model = checkProblem(problem);
  const { learningRate } = check(v.strictObject({ learningRate: above0 }), options, "options");
  const { gradient, product } = measureModel(model, checkStart(parameters, model));
  const squares = gradient.reduce((sum, value) => sum + value * value, 0);
  const penalty = (learningRate * squares) / 4;
  requireFinite(Float64Array.of(penalty));
  return { penalty, gradient: requireFinite(product.map((value) => (learningRate * value) / 2)) };
}

/** Second derivatives, row by row, each a matrix of `size` rows. */
export interface Hessians {
  readonly size: number;
  /** Of the loss without removal. */
  readonly loss: Float64Array;
  /** Of the modified loss. */
  readonly modified: Float64Array;
}

/**
 * All second derivatives of the loss and of the modified loss. They are analytic for every activation; where a ReLU bends,
 * its derivatives are those of the flat side.
 *
 * @param problem - Network and data, with at most 2048 trained numbers.
 * @param parameters - Numbers unit by unit: a, then w.
 * @returns Two symmetric matrices, in a time that grows with samples and the square of what is trained.
 * @throws PercolationError `too-large` beyond the limit; `invalid-input` as of {@link modifiedLoss}.
 *
 * @example
 * import { layered } from "percolation";
 * import { hessians } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const data = { inputs: [[1]], targets: [[1]] };
 * const { modified } = hessians({ network, data, activation: "linear", trained: "outputs" }, [0, 1, 0, 1]);
 * [...modified]; // => [2, 1, 1, 2]
 */
export function hessians(problem: DropoutProblem, parameters: ArrayLike<number>): Hessians {
  const model = checkProblem(problem);
  requireMatrix(model);
  const start = checkStart(parameters, model);
  return {
    size: dimensionOf(model),
    loss: requireFinite(fillHessian(model, start, false)),
    modified: requireFinite(fillHessian(model, start, true)),
  };
}
