import * as v from "valibot";
import { check } from "../../networks/check.ts";
import type { Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import { type TrainingControl, watch } from "../advance.ts";
import { atMost, type CheckedWalk, type Paths, toPaths } from "./paths.ts";
import { checkProblem, checkStart, type DropoutProblem, requireRows } from "./problem.ts";
import { above0, anySeed, count, paths } from "./schema.ts";
import { walkMasked } from "./walk.ts";

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
  return solve(descend(checkDescent(problem, start, options)));
}

/**
 * The same with pauses in which other work goes on, behind so many steps, and with the same bits.
 *
 * @param problem - As of {@link dropoutDescent}, as are `start` and `options`.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps of all
 *   paths are done.
 * @throws PercolationError as {@link dropoutDescent}, by a promise that is rejected.
 *
 * @example
 * import { layered } from "percolation";
 * import { dropoutDescentAsync } from "percolation/training";
 * const problem = { network: layered([1, 2, 1], { dropSites: 0.5 }), data: { inputs: [[1]], targets: [[1]] } };
 * const heard: number[] = [];
 * const control = { onProgress: (done: number) => heard.push(done) };
 * const { paths } = await dropoutDescentAsync(problem, [1, 1, 1, 1], { learningRate: 0.25, steps: 8, paths: 3 }, control);
 * [paths.length, heard.at(-1)]; // => [3, 24]
 */
export async function dropoutDescentAsync(
  problem: DropoutProblem,
  start: ArrayLike<number>,
  options: DescentOptions,
  control: TrainingControl = {},
): Promise<Paths> {
  const checked = checkDescent(problem, start, options);
  return watch(() => descend(checked), control);
}

function checkDescent(problem: DropoutProblem, start: ArrayLike<number>, options: DescentOptions): CheckedWalk {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { learningRate: rate, steps, every = steps, paths, seed } = check(descentSchema, options, "options");
  const course = { rate, steps, every: atMost(every, steps), paths, seed: BigInt(seed) };
  requireRows(model, paths * Math.floor(steps / course.every), "options.every");
  return { model, from, course };
}

function* descend({ model, from, course }: CheckedWalk): Steps<Paths> {
  return toPaths(model, course, course.rate, yield* walkMasked(model, from, course));
}
