import { addScaled } from "../vectors";
import { blockAt, dimensionOf, Model, placeOf, rowAt, shareOf, spreadOf, unitAt } from "./model";

/** block += factor * the gradient of what a unit adds to f of a sample: (activation, a * derivative * x). */
export function addFeature(block: usize, model: Model, sample: u32, unit: u32, factor: f64): void {
  const at = placeOf(model, sample, unit);
  store<f64>(block, load<f64>(block) + factor * load<f64>(model.values + at));
  if (model.size == 1) return;
  const slope = load<f64>(unitAt(model, unit)) * load<f64>(model.slopes + at);
  if (slope != 0) addScaled(block + 8, rowAt(model, sample), factor * slope, model.inputs);
}

/** The gradient of the modified loss of what was evaluated. */
export function meanGradient(model: Model, gradient: usize): void {
  memory.fill(gradient, 0, <usize>dimensionOf(model) << 3);
  const spread = spreadOf(model);
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    const error = load<f64>(model.errors + (<usize>sample << 3));
    for (let unit: u32 = 0; unit < model.width; unit++) {
      const factor = (error + spread * shareOf(model, sample, unit)) / <f64>model.samples;
      addFeature(blockAt(gradient, model, unit), model, sample, unit, factor);
    }
  }
}

/** The gradient of the loss with the mask of what was evaluated; returns that loss. */
export function maskedGradient(model: Model, gradient: usize): f64 {
  memory.fill(gradient, 0, <usize>dimensionOf(model) << 3);
  let squares: f64 = 0;
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    let error = -load<f64>(model.targets + (<usize>sample << 3));
    for (let unit: u32 = 0; unit < model.width; unit++) {
      error += load<f64>(model.mask + (<usize>unit << 3)) * shareOf(model, sample, unit);
    }
    squares += error * error;
    for (let unit: u32 = 0; unit < model.width; unit++) {
      const mask = load<f64>(model.mask + (<usize>unit << 3));
      if (mask == 0) continue;
      addFeature(blockAt(gradient, model, unit), model, sample, unit, (error * mask) / <f64>model.samples);
    }
  }
  return squares / (2 * <f64>model.samples);
}
