import { fillHessian, measureModel, relax } from "../../engine/training/sme/measure.ts";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { decompose, dot } from "./spectrum.ts";

/** Means of what is trained, of the descent and of the equations of both orders, in one orthonormal basis. */
export interface Means {
  readonly descent: Float64Array;
  readonly orders: readonly [Float64Array, Float64Array];
}

/**
 * Where the weights to the output alone are trained, the mean gradient is linear in them: the mean of the descent follows a
 * linear recursion and those of the equations follow linear differential equations, one for each eigenvector of the Hessian.
 */
export function exactMeans(model: Model, start: Float64Array): (rate: number, steps: number) => Means {
  const size = dimensionOf(model);
  const { values, vectors } = decompose(fillHessian(model, start, true), size, "start");
  const { gradient } = measureModel(model, start);
  const slopes = vectors.map((vector) => dot(vector, gradient));
  return (rate, steps) => {
    const time = rate * steps;
    const [descent, first, second] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    slopes.forEach((slope, place) => {
      const curvature = values[place] ?? 0;
      let moved = 0;
      for (let step = 0; step < steps; step++) moved -= rate * (slope + curvature * moved);
      descent[place] = moved;
      first[place] = -slope * relax(curvature, time);
      const faster = 1 + (rate * curvature) / 2;
      second[place] = -slope * faster * relax(curvature * faster, time);
    });
    return { descent, orders: [first, second] };
  };
}
