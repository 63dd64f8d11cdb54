import * as v from "valibot";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { type Course, walkMasked, walkModified } from "../../engine/training/sme/paths.ts";
import { badInput } from "../../errors.ts";
import { check, name } from "../../networks/check.ts";
import { checkProblem, checkStart, type DropoutProblem, requireRows } from "./problem.ts";
import { above0, anySeed, count, paths } from "./schema.ts";

/** Paths of parameters: what is trained of them, from after the start on. */
export interface Paths {
  /** How many numbers are trained. */
  readonly size: number;
  /** Times of what was recorded: steps times the learning rate. */
  readonly times: Float64Array;
  /** One entry a path: its records one behind the other, `size` numbers each; NaN from where it diverged. */
  readonly paths: readonly Float64Array[];
  /** Of each path, the step whose parameters were no finite numbers, from 0 on; undefined where none was. */
  readonly divergedAt: readonly (number | undefined)[];
}

/** How gradient descent with dropout is done. */
export interface DescentOptions {
  /** Above 0. */
  readonly learningRate: number;
  /** From 1 on. */
  readonly steps: number;
  /** Parameters are recorded after every so many steps; after the last one alone unless given. */
  readonly every?: number;
  /** How many paths, each with masks of its own; 1 unless given. */
  readonly paths?: number;
  /** Seed of the masks, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const descentSchema = v.strictObject({
  learningRate: above0,
  steps: count,
  every: v.optional(count),
  paths,
  seed: anySeed,
});

/**
 * Full-batch gradient descent with a mask a step. The masks of step t of path r, both from 0 on, are those that
 * `sampleMasks` draws of the network for trial r steps + t: of the first path, for trial t, as in the trainer.
 *
 * @param problem - Network and data.
 * @param start - Parameters that all paths start from, unit by unit: a, then w.
 * @param options - Learning rate, steps, paths.
 * @throws PercolationError `invalid-input` for shapes that do not match, numbers that are not finite, rates out of range;
 *   `too-large` for more records than fit in memory.
 *
 * @example
 * import { layered } from "percolation";
 * import { dropoutDescent } from "percolation/training";
 * const problem = { network: layered([1, 2, 1], { dropSites: 0.5 }), data: { inputs: [[1]], targets: [[1]] } };
 * const { times, paths } = dropoutDescent(problem, [1, 1, 1, 1], { learningRate: 0.25, steps: 8, every: 4, paths: 3 });
 * [...times]; // => [1, 2]
 * paths.map(({ length }) => length); // => [8, 8, 8]
 */
export function dropoutDescent(problem: DropoutProblem, start: ArrayLike<number>, options: DescentOptions): Paths {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { learningRate: rate, steps, every = steps, paths, seed } = check(descentSchema, options, "options");
  const course = { rate, steps, every: atMost(every, steps), paths, seed: BigInt(seed) };
  requireRows(model, paths * Math.floor(steps / course.every), "options.every");
  return toPaths(model, course, rate, walkMasked(model, from, course));
}

/** How a stochastic modified equation is integrated. */
export interface SmeOptions {
  /** Its weak order. */
  readonly order: 1 | 2;
  /** Of the descent it stands for; above 0. */
  readonly learningRate: number;
  /** Where it ends, above 0: the learning rate times the number of its steps. */
  readonly time: number;
  /** Length of a step, about: made shorter so that `time` is a whole number of them. A tenth of the learning rate unless given. */
  readonly step?: number;
  /**
   * `"euler-maruyama"` unless given: means err by about the length of a step. `"taylor"` adds the second term of the drift's
   * Taylor series: means err by about the square of the length, and by length times learning rate.
   */
  readonly scheme?: "euler-maruyama" | "taylor";
  /** Parameters are recorded after every so many of these steps; after the last one alone unless given. */
  readonly every?: number;
  /** How many paths, each with noise of its own; 1 unless given. */
  readonly paths?: number;
  /** Seed of the noise; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const smeSchema = v.strictObject({
  order: v.picklist([1, 2], "1 or 2"),
  learningRate: above0,
  time: above0,
  step: v.optional(above0),
  scheme: v.optional(name("euler-maruyama", "taylor"), "euler-maruyama"),
  every: v.optional(count),
  paths,
  seed: anySeed,
});

/**
 * Paths of the stochastic modified equation of gradient descent with dropout, by the steps of Euler and
 * Maruyama.
 *
 * Of order 1 it is dT = -grad L dt + sqrt(learningRate) S dW, with L the modified loss and S S^T the covariance of the
 * gradient; of order 2 the loss is L + learningRate / 4 |grad L|^2. The noise is made of one normal number for each unit
 * and each pair of units, and has the covariance without a matrix of it being filled; its law is that of any other root.
 * A step takes a time that grows with samples, inputs and the square of the number of units.
 *
 * @param problem - Network and data.
 * @param start - Parameters that all paths start from, unit by unit: a, then w.
 * @param options - Order, learning rate, time, paths.
 * @throws PercolationError `invalid-input` and `too-large`, as of {@link dropoutDescent}.
 *
 * @example
 * import { layered } from "percolation";
 * import { integrateSme } from "percolation/training";
 * const network = layered([1, 1, 1], { dropSites: 0.5 });
 * const data = { inputs: [[1]], targets: [[1]] };
 * const problem = { network, data, activation: "linear", trained: "outputs" } as const;
 * const options = { order: 1, learningRate: 0.1, time: 20, paths: 2 } as const;
 * integrateSme(problem, [2, 1], options).paths.map(([a = 0]) => a.toFixed(3)); // => ["0.500", "0.500"]
 */
export function integrateSme(problem: DropoutProblem, start: ArrayLike<number>, options: SmeOptions): Paths {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { order, learningRate: rate, time, scheme, paths, seed, ...wanted } = check(smeSchema, options, "options");
  const { steps, length } = divide(time, wanted.step ?? rate / 10);
  const every = atMost(wanted.every ?? steps, steps);
  requireRows(model, paths * Math.floor(steps / every), "options.every");
  const course = { rate, steps, every, paths, seed: BigInt(seed) };
  return toPaths(model, course, length, walkModified(model, from, course, { order, scheme, length }));
}

/** The least number of equal steps, none longer than `step`, that a time is divided into; rounding apart. */
export function divide(time: number, step: number): { readonly steps: number; readonly length: number } {
  const steps = Math.max(1, Math.ceil((time / step) * (1 - 1e-12)));
  if (steps >= 2 ** 31) throw badInput("options.step", "one that goes fewer than 2147483648 times into the time", step);
  return { steps, length: time / steps };
}

function atMost(every: number, steps: number): number {
  if (every > steps) throw badInput("options.every", `at most ${steps}, all steps`, every);
  return every;
}

function toPaths(
  model: Model,
  { steps, every, paths }: Course,
  length: number,
  { records, divergedAt }: ReturnType<typeof walkMasked>,
): Paths {
  const kept = Math.floor(steps / every);
  const size = dimensionOf(model);
  return {
    size,
    times: Float64Array.from({ length: kept }, (_, index) => (index + 1) * every * length),
    paths: Array.from({ length: paths }, (_, path) => records.slice(path * kept * size, (path + 1) * kept * size)),
    divergedAt,
  };
}
