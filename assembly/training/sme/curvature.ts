import { SIGMOID, TANH } from "../activation";
import { addScaled, dot } from "../vectors";
import { addFeature } from "./gradient";
import { blockAt, dimensionOf, Model, placeOf, rowAt, shareOf, unitAt } from "./model";

/** The second derivative of an activation where it is `value`; of ReLU it is 0, at the kink too. */
function bend(kind: u32, value: f64): f64 {
  switch (kind) {
    case TANH:
      return -2 * value * (1 - value * value);
    case SIGMOID:
      return value * (1 - value) * (1 - 2 * value);
    default:
      return 0;
  }
}

/** product = the second derivatives of loss + spread * sum of squared shares / (2 samples), times `direction`. */
export function hessianProduct(model: Model, spread: f64, direction: usize, product: usize): void {
  memory.fill(product, 0, <usize>dimensionOf(model) << 3);
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    const change = findTangents(model, sample, direction);
    const error = load<f64>(model.errors + (<usize>sample << 3));
    for (let unit: u32 = 0; unit < model.width; unit++) {
      const block = blockAt(product, model, unit);
      const tangent = load<f64>(model.tangents + (<usize>unit << 3));
      addFeature(block, model, sample, unit, (change + spread * tangent) / <f64>model.samples);
      const weight = (error + spread * shareOf(model, sample, unit)) / <f64>model.samples;
      if (model.size > 1) addCurvature(block, model, sample, unit, weight, blockAt(direction, model, unit));
    }
  }
}

/** How the shares of all units change along a direction; returns the sum. */
function findTangents(model: Model, sample: u32, direction: usize): f64 {
  let sum: f64 = 0;
  for (let unit: u32 = 0; unit < model.width; unit++) {
    const at = placeOf(model, sample, unit);
    const along = blockAt(direction, model, unit);
    let tangent = load<f64>(model.values + at) * load<f64>(along);
    if (model.size > 1) {
      const reach = dot(along + 8, rowAt(model, sample), model.inputs);
      store<f64>(model.reaches + (<usize>unit << 3), reach);
      tangent += load<f64>(unitAt(model, unit)) * load<f64>(model.slopes + at) * reach;
    }
    store<f64>(model.tangents + (<usize>unit << 3), tangent);
    sum += tangent;
  }
  return sum;
}

/** block += weight * the second derivatives of what a unit adds, times its block of the direction. */
function addCurvature(block: usize, model: Model, sample: u32, unit: u32, weight: f64, along: usize): void {
  const at = placeOf(model, sample, unit);
  const slope = load<f64>(model.slopes + at);
  const reach = load<f64>(model.reaches + (<usize>unit << 3));
  store<f64>(block, load<f64>(block) + weight * slope * reach);
  const bent = load<f64>(unitAt(model, unit)) * bend(model.activation, load<f64>(model.values + at)) * reach;
  const factor = weight * (slope * load<f64>(along) + bent);
  if (factor != 0) addScaled(block + 8, rowAt(model, sample), factor, model.inputs);
}
