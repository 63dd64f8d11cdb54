import { hessianProduct } from "./curvature";
import { evaluate, plainLoss, regulariser } from "./evaluate";
import { maskedGradient, meanGradient } from "./gradient";
import { openMasks, selectMask } from "./masks";
import { dimensionOf, Model, spreadOf } from "./model";

/** The loss without removal and the regulariser, to `losses`; the gradient of their sum to the model's, its Hessian times it to `product`. */
export function measureModel(modelAt: usize, losses: usize): void {
  const model = changetype<Model>(modelAt);
  evaluate(model);
  store<f64>(losses, plainLoss(model));
  store<f64>(losses, regulariser(model), 8);
  meanGradient(model, model.gradient);
  hessianProduct(model, spreadOf(model), model.gradient, model.product);
}

/** Losses with the masks of `count` trials from `first` on to `losses`, their gradients to `gradients`. */
export function measureMasks(modelAt: usize, first: f64, count: u32, losses: usize, gradients: usize): void {
  const model = changetype<Model>(modelAt);
  evaluate(model);
  openMasks(model);
  const row = <usize>dimensionOf(model) << 3;
  for (let index: u32 = 0; index < count; index++, losses += 8, gradients += row) {
    selectMask(model, first + <f64>index);
    store<f64>(losses, maskedGradient(model, gradients));
  }
}
