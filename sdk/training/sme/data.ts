import * as v from "valibot";
import { measureMasks } from "../../engine/training/sme/measure.ts";
import { dimensionOf } from "../../engine/training/sme/model.ts";
import { PercolationError } from "../../errors.ts";
import { check } from "../../networks/check.ts";
import { solve } from "../../sampling/solve.ts";
import { requireFinite } from "./finite.ts";
import { checkProblem, checkStart, type DropoutProblem, requireRows } from "./problem.ts";
import { above0, anySeed, count, fromZero } from "./schema.ts";
import { walkMasked } from "./walk.ts";

/** Which part of a descent is recorded. */
export interface TrajectoryOptions {
  /** Above 0. */
  readonly learningRate: number;
  /** Steps before the first that is recorded; 0 unless given. */
  readonly skip?: number;
  /** Steps in a row that are recorded. */
  readonly count: number;
  /** Seed of the masks; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const trajectorySchema = v.strictObject({
  learningRate: above0,
  skip: v.optional(fromZero, 0),
  count,
  seed: anySeed,
});

/**
 * Random trajectory data: what is trained, after each of some steps in a row of {@link dropoutDescent}.
 *
 * @param problem - Network and data.
 * @param start - Parameters before the first step, unit by unit: a, then w.
 * @param options - Learning rate, steps to skip and to record.
 * @returns A row for each recorded step.
 * @throws PercolationError `invalid-input`, also where the descent diverges: the message says in which step; `too-large`.
 *
 * @example
 * import { layered } from "percolation";
 * import { trajectoryData } from "percolation/training";
 * const problem = { network: layered([1, 2, 1], { dropSites: 0.5 }), data: { inputs: [[1]], targets: [[1]] } };
 * trajectoryData(problem, [1, 1, 1, 1], { learningRate: 0.1, skip: 100, count: 10 }).length; // => 10
 */
export function trajectoryData(
  problem: DropoutProblem,
  start: ArrayLike<number>,
  options: TrajectoryOptions,
): Float64Array[] {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { learningRate: rate, skip, count, seed } = check(trajectorySchema, options, "options");
  requireRows(model, skip + count, "options.count");
  const course = { rate, steps: skip + count, every: 1, paths: 1, seed: BigInt(seed) };
  const { records, divergedAt } = solve(walkMasked(model, from, course));
  const [step] = divergedAt;
  if (step !== undefined) {
    throw new PercolationError(
      "invalid-input",
      `options.learningRate: expected one that keeps all finite, got ${rate}, which diverges in step ${step}`,
      { field: "options.learningRate" },
    );
  }
  return rowsOf(records.subarray(skip * dimensionOf(model)), dimensionOf(model));
}

/** Which masks gradients are taken with. */
export interface GradientOptions {
  /** How many gradients. */
  readonly count: number;
  /** The trial whose masks are the first; 0 unless given. */
  readonly trial?: number;
  /** Seed of the masks; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const gradientSchema = v.strictObject({ count, trial: v.optional(fromZero, 0), seed: anySeed });

/** Gradients at one place with masks of their own. */
export interface GradientData {
  /** Of each mask, the loss with it. */
  readonly losses: Float64Array;
  /** And its gradient. */
  readonly gradients: readonly Float64Array[];
}

/**
 * Random gradient data: losses with dropout and their gradients at one place, each with the masks that `sampleMasks`
 * draws for a trial.
 *
 * @param problem - Network and data.
 * @param parameters - Numbers unit by unit: a, then w.
 * @param options - How many, from which trial on.
 * @throws PercolationError `invalid-input` as of {@link modifiedLoss}; `too-large` for more than fit in memory.
 *
 * @example
 * import { layered } from "percolation";
 * import { gradientData } from "percolation/training";
 * const problem = { network: layered([1, 1, 1], { dropSites: 0.5 }), data: { inputs: [[1]], targets: [[1]] } };
 * const { losses } = gradientData(problem, [1, 1], { count: 100 });
 * [...new Set(losses)]; // => [0.5]
 */
export function gradientData(
  problem: DropoutProblem,
  parameters: ArrayLike<number>,
  options: GradientOptions,
): GradientData {
  const model = checkProblem(problem);
  const at = checkStart(parameters, model);
  const { count, trial, seed } = check(gradientSchema, options, "options");
  requireRows(model, count, "options.count");
  const { losses, gradients } = measureMasks(model, at, BigInt(seed), trial, count);
  return { losses: requireFinite(losses), gradients: rowsOf(requireFinite(gradients), dimensionOf(model)) };
}

function rowsOf(numbers: Float64Array, size: number): Float64Array[] {
  return Array.from({ length: numbers.length / size }, (_, row) => numbers.slice(row * size, (row + 1) * size));
}
