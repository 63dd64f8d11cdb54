import { fillNormally } from "../numbers";
import { addScaled } from "../vectors";
import { hessianProduct } from "./curvature";
import { combineNoise, measureEffects } from "./effects";
import { evaluate } from "./evaluate";
import { maskedGradient, meanGradient } from "./gradient";
import { openMasks, selectMask } from "./masks";
import { blockAt, dimensionOf, Model, move, spreadOf, unitAt } from "./model";

/**
 * Gradient descent with the masks of trials from `first` on. What is trained goes to `records` after every `every` steps.
 * Returns how many steps were done: fewer when a parameter was no finite number after the step behind them.
 */
export function descendMasked(modelAt: usize, rate: f64, first: f64, steps: u32, every: u32, records: usize): u32 {
  const model = changetype<Model>(modelAt);
  openMasks(model);
  for (let step: u32 = 0; step < steps; step++) {
    selectMask(model, first + <f64>step);
    evaluate(model);
    maskedGradient(model, model.gradient);
    if (!move(model, model.gradient, -rate)) return step;
    if ((step + 1) % every == 0) records = keep(model, records);
  }
  return steps;
}

/**
 * Steps of length `length` along the equation dT = -(g + bend H g) dt + sqrt(rate) S dW, with g and H the gradient and the
 * second derivatives of the modified loss, and with the next normal numbers of the open stream; the rest as above.
 */
export function integrateModified(
  modelAt: usize,
  bend: f64,
  rate: f64,
  length: f64,
  steps: u32,
  every: u32,
  records: usize,
): u32 {
  const model = changetype<Model>(modelAt);
  const isNoisy = spreadOf(model) > 0;
  // Numbers come in fours: so those of a step go on where those of the one before ended.
  const normals = ((model.width * (model.width + 1)) / 2 + 3) & ~3;
  for (let step: u32 = 0; step < steps; step++) {
    evaluate(model);
    meanGradient(model, model.gradient);
    if (isNoisy) {
      measureEffects(model);
      fillNormally(model.normals, normals, 1);
      combineNoise(model);
    }
    if (bend != 0) {
      hessianProduct(model, spreadOf(model), model.gradient, model.product);
      addScaled(model.gradient, model.product, bend, dimensionOf(model));
    }
    let finite = move(model, model.gradient, -length);
    if (isNoisy) finite = move(model, model.noise, Math.sqrt(rate * length)) && finite;
    if (!finite) return step;
    if ((step + 1) % every == 0) records = keep(model, records);
  }
  return steps;
}

/** Copies what is trained to `records`; returns where the next goes. */
function keep(model: Model, records: usize): usize {
  for (let unit: u32 = 0; unit < model.width; unit++) {
    memory.copy(blockAt(records, model, unit), unitAt(model, unit), <usize>model.size << 3);
  }
  return records + (<usize>dimensionOf(model) << 3);
}
