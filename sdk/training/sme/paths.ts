import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import type { Course } from "../../engine/training/sme/paths.ts";
import type { Walked } from "../../engine/training/sme/walker.ts";
import { badInput } from "../../errors.ts";

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

/** Paths that are asked for, checked. */
export interface CheckedWalk {
  readonly model: Model;
  readonly from: Float64Array;
  readonly course: Course;
}

/** Steps after which parameters are recorded, of so many. */
export function atMost(every: number, steps: number): number {
  if (every > steps) throw badInput("options.every", `at most ${steps}, all steps`, every);
  return every;
}

export function toPaths(
  model: Model,
  { steps, every, paths }: Course,
  length: number,
  { records, divergedAt }: Walked,
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
