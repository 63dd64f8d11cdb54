import * as v from "valibot";
import type { Equation } from "../../engine/training/sme/paths.ts";
import { badInput } from "../../errors.ts";
import { check, name } from "../../networks/check.ts";
import type { Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import { type TrainingControl, watch } from "../advance.ts";
import { atMost, type CheckedWalk, type Paths, toPaths } from "./paths.ts";
import { checkProblem, checkStart, type DropoutProblem, requireRows } from "./problem.ts";
import { above0, anySeed, count, paths } from "./schema.ts";
import { walkModified } from "./walk.ts";

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
  return solve(integrate(checkSme(problem, start, options)));
}

/**
 * The same with pauses in which other work goes on, behind so many steps, and with the same bits.
 *
 * @param problem - As of {@link integrateSme}, as are `start` and `options`.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps of all
 *   paths are done.
 * @throws PercolationError as {@link integrateSme}, by a promise that is rejected.
 *
 * @example
 * import { layered } from "percolation";
 * import { integrateSmeAsync } from "percolation/training";
 * const network = layered([1, 1, 1], { dropSites: 0.5 });
 * const data = { inputs: [[1]], targets: [[1]] };
 * const problem = { network, data, activation: "linear", trained: "outputs" } as const;
 * const heard: number[] = [];
 * const control = { onProgress: (done: number) => heard.push(done) };
 * const options = { order: 1, learningRate: 0.1, time: 20, step: 0.1, paths: 2 } as const;
 * const { size } = await integrateSmeAsync(problem, [2, 1], options, control);
 * [size, heard.at(-1)]; // => [1, 400]
 */
export async function integrateSmeAsync(
  problem: DropoutProblem,
  start: ArrayLike<number>,
  options: SmeOptions,
  control: TrainingControl = {},
): Promise<Paths> {
  const checked = checkSme(problem, start, options);
  return watch(() => integrate(checked), control);
}

interface CheckedSme extends CheckedWalk {
  readonly equation: Equation;
}

function checkSme(problem: DropoutProblem, start: ArrayLike<number>, options: SmeOptions): CheckedSme {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { order, learningRate: rate, time, scheme, paths, seed, ...wanted } = check(smeSchema, options, "options");
  const { steps, length } = divide(time, wanted.step ?? rate / 10);
  const every = atMost(wanted.every ?? steps, steps);
  requireRows(model, paths * Math.floor(steps / every), "options.every");
  const course = { rate, steps, every, paths, seed: BigInt(seed) };
  return { model, from, course, equation: { order, scheme, length } };
}

function* integrate({ model, from, course, equation }: CheckedSme): Steps<Paths> {
  return toPaths(model, course, equation.length, yield* walkModified(model, from, course, equation));
}

/** The least number of equal steps, none longer than `step`, that a time is divided into; rounding apart. */
export function divide(time: number, step: number): { readonly steps: number; readonly length: number } {
  const steps = Math.max(1, Math.ceil((time / step) * (1 - 1e-12)));
  if (steps >= 2 ** 31) throw badInput("options.step", "one that goes fewer than 2147483648 times into the time", step);
  return { steps, length: time / steps };
}
