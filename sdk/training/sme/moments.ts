import { fillCovariance, measureModel } from "../../engine/training/sme/measure.ts";
import { dimensionOf } from "../../engine/training/sme/model.ts";
import { requireFinite } from "./finite.ts";
import { checkProblem, checkStart, type DropoutProblem, requireMatrix } from "./problem.ts";

/** Mean and covariance of a gradient over all masks. */
export interface GradientMoments {
  readonly size: number;
  readonly mean: Float64Array;
  /** Row by row: `size` rows. */
  readonly covariance: Float64Array;
}

/**
 * The exact mean and covariance of the gradient of the loss with dropout over its masks, at one place.
 *
 * @param problem - Network and data, with at most 2048 trained numbers.
 * @param parameters - Numbers unit by unit: a, then w.
 * @returns The mean is the gradient of the modified loss. The covariance is filled block by block of units, without
 *   enumeration: in a time that grows with units times the square of what is trained.
 * @throws PercolationError `too-large` beyond the limit; `invalid-input` as of {@link modifiedLoss}.
 *
 * @example
 * import { layered } from "percolation";
 * import { gradientMoments } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const problem = { network, data: { inputs: [[1]], targets: [[1]] }, activation: "linear" } as const;
 * const { size, covariance } = gradientMoments(problem, [1, 3, 2, -1]);
 * [...covariance.subarray(0, size)].map(Math.round); // => [153, 51, -21, 42]
 */
export function gradientMoments(problem: DropoutProblem, parameters: ArrayLike<number>): GradientMoments {
  const model = checkProblem(problem);
  requireMatrix(model);
  const start = checkStart(parameters, model);
  return {
    size: dimensionOf(model),
    mean: requireFinite(measureModel(model, start).gradient),
    covariance: requireFinite(fillCovariance(model, start)),
  };
}
