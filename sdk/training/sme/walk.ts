import type { Model } from "../../engine/training/sme/model.ts";
import { type Course, type Equation, maskedGait, modifiedGait } from "../../engine/training/sme/paths.ts";
import { type Walked, Walker } from "../../engine/training/sme/walker.ts";
import { pause, type Steps } from "../../sampling/sampler.ts";

/** Steps of a longer work: so many are done before, of so many in all. */
export interface Place {
  readonly before: number;
  readonly total: number;
}

/** Work between two pauses, some hundredths of a second, in products and sums. */
const PIECE = 2 ** 25;
/** What a step takes besides its arrays, and what a unit takes for each sample and a normal number, in the same. */
const [PER_STEP, PER_UNIT, PER_NORMAL] = [256, 32, 32];

/** Gradient descent with masks, with pauses in between. */
export function* walkMasked(model: Model, start: Float64Array, course: Course, place?: Place): Steps<Walked> {
  const { width, samples, inputs, size } = model;
  const perStep = PER_STEP + samples.count * width * (PER_UNIT + inputs + size);
  return yield* walk(new Walker(model, start, course, maskedGait(course)), course, perStep, place);
}

/** The stochastic modified equation of an order, with pauses in between. */
export function* walkModified(
  model: Model,
  start: Float64Array,
  course: Course,
  equation: Equation,
  place?: Place,
): Steps<Walked> {
  const { width, samples, inputs, size, drop } = model;
  const gradients = samples.count * width * (2 * PER_UNIT + 3 * inputs + 2 * size);
  const noise = drop > 0 ? width * width * ((samples.count + 2) * (8 + size) + PER_NORMAL) : 0;
  const walker = new Walker(model, start, course, modifiedGait(model, course, equation));
  return yield* walk(walker, course, PER_STEP + gradients + noise, place);
}

function* walk(
  walker: Walker,
  { paths, steps }: Course,
  perStep: number,
  { before, total }: Place = { before: 0, total: paths * steps },
): Steps<Walked> {
  while (!walker.isDone) {
    walker.advance(Math.max(1, Math.floor(PIECE / perStep)));
    yield* pause(before + walker.done, total);
  }
  return walker.walked;
}
