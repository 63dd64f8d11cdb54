import { activate, slope } from "../activation";
import { dot } from "../vectors";
import { Model, placeOf, rowAt, shareOf, spreadOf, unitAt } from "./model";

/** Activations of all samples, their derivatives, and the errors without removal. */
export function evaluate(model: Model): void {
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    const row = rowAt(model, sample);
    for (let unit: u32 = 0; unit < model.width; unit++) {
      const value = activate(model.activation, dot(unitAt(model, unit) + 8, row, model.inputs));
      const at = placeOf(model, sample, unit);
      store<f64>(model.values + at, value);
      store<f64>(model.slopes + at, slope(model.activation, value));
    }
    let output: f64 = 0;
    for (let unit: u32 = 0; unit < model.width; unit++) output += shareOf(model, sample, unit);
    store<f64>(model.errors + (<usize>sample << 3), output - load<f64>(model.targets + (<usize>sample << 3)));
  }
}

/** Half the mean squared error without removal, of what was evaluated. */
export function plainLoss(model: Model): f64 {
  return dot(model.errors, model.errors, model.samples) / (2 * <f64>model.samples);
}

/** What the variance of the masks adds to the mean loss. */
export function regulariser(model: Model): f64 {
  let sum: f64 = 0;
  for (let sample: u32 = 0; sample < model.samples; sample++) {
    for (let unit: u32 = 0; unit < model.width; unit++) {
      const share = shareOf(model, sample, unit);
      sum += share * share;
    }
  }
  return (spreadOf(model) * sum) / (2 * <f64>model.samples);
}
