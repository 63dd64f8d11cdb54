import { fillHessian, measureModel, relax } from "../../engine/training/sme/measure.ts";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { pause, type Steps } from "../../sampling/sampler.ts";
import { decompose, dot } from "./spectrum.ts";
import type { Place } from "./walk.ts";

/** Means of what is trained, of the descent and of the equations of both orders, in one orthonormal basis. */
export interface Means {
  readonly descent: Float64Array;
  readonly orders: readonly [Float64Array, Float64Array];
}

/** Steps of the recursion between two pauses: some hundredths of a second. */
const PIECE = 2 ** 23;

/**
 * Where the weights to the output alone are trained, the mean gradient is linear in them: the mean of the descent follows a
 * linear recursion and those of the equations follow linear differential equations, one for each eigenvector of the Hessian.
 */
export function exactMeans(
  model: Model,
  start: Float64Array,
): (rate: number, steps: number, place: Place) => Steps<Means> {
  const size = dimensionOf(model);
  const { values, vectors } = decompose(fillHessian(model, start, true), size, "start");
  const { gradient } = measureModel(model, start);
  const slopes = vectors.map((vector) => dot(vector, gradient));
  return function* (rate, steps, place) {
    const time = rate * steps;
    const descent = yield* descend(slopes, values, rate, steps, place);
    const [first, second] = [new Float64Array(size), new Float64Array(size)];
    slopes.forEach((slope, index) => {
      const curvature = values[index] ?? 0;
      first[index] = -slope * relax(curvature, time);
      const faster = 1 + (rate * curvature) / 2;
      second[index] = -slope * faster * relax(curvature * faster, time);
    });
    return { descent, orders: [first, second] };
  };
}

/** How far the descent gets along each eigenvector. */
function* descend(
  slopes: readonly number[],
  curvatures: Float64Array,
  rate: number,
  steps: number,
  { before, total }: Place,
): Steps<Float64Array> {
  const descent = new Float64Array(slopes.length);
  let left = PIECE;
  for (const [index, slope] of slopes.entries()) {
    for (let step = 0; step < steps; ) {
      const count = Math.min(left, steps - step);
      descent[index] = descendAlong(descent[index] ?? 0, rate, slope, curvatures[index] ?? 0, count);
      step += count;
      left -= count;
      if (left > 0) continue;
      yield* pause(before + index * steps + step, total);
      left = PIECE;
    }
  }
  yield* pause(before + slopes.length * steps, total);
  return descent;
}

function descendAlong(moved: number, rate: number, slope: number, curvature: number, steps: number): number {
  for (let step = 0; step < steps; step++) moved -= rate * (slope + curvature * moved);
  return moved;
}
