import { addScaled } from "../vectors";
import { hessianProduct } from "./curvature";
import { effectAt, measureEffects } from "./effects";
import { evaluate } from "./evaluate";
import { dimensionOf, Model, spreadOf } from "./model";

/** The covariance of the gradient over the masks, row by row. */
export function fillCovariance(modelAt: usize, matrix: usize): void {
  const model = changetype<Model>(modelAt);
  evaluate(model);
  measureEffects(model);
  const dimension = dimensionOf(model);
  const row = <usize>dimension << 3;
  memory.fill(matrix, 0, <usize>dimension * row);
  const spread = spreadOf(model);
  for (let kept: u32 = 0; kept < model.width; kept++) {
    const effects = effectAt(model, kept, 0);
    for (let place: u32 = 0; place < dimension; place++) {
      addScaled(matrix + <usize>place * row, effects, spread * load<f64>(effects + (<usize>place << 3)), dimension);
    }
  }
  for (let one: u32 = 0; one < model.width; one++) {
    for (let other: u32 = 0; other < model.width; other++) {
      if (one == other) continue;
      // The pair of units, in the block of one of them and in the two of both.
      addOuter(model, matrix, other, effectAt(model, one, other), other, effectAt(model, one, other));
      addOuter(model, matrix, one, effectAt(model, other, one), other, effectAt(model, one, other));
    }
  }
  symmetrise(matrix, dimension);
}

/** Block (one, other) of the matrix += spread^2 * a b^T. */
function addOuter(model: Model, matrix: usize, one: u32, a: usize, other: u32, b: usize): void {
  const spread = spreadOf(model);
  const row = <usize>dimensionOf(model) << 3;
  let block = matrix + <usize>(one * model.size) * row + ((<usize>other * model.size) << 3);
  for (let place: u32 = 0; place < model.size; place++, block += row, a += 8) {
    addScaled(block, b, spread * spread * load<f64>(a), model.size);
  }
}

/** The second derivatives of the modified loss, or of that without removal where `spread` is 0; row by row. */
export function fillHessian(modelAt: usize, isModified: u32, matrix: usize): void {
  const model = changetype<Model>(modelAt);
  evaluate(model);
  const dimension = dimensionOf(model);
  memory.fill(model.noise, 0, <usize>dimension << 3);
  for (let place: usize = 0; place < dimension; place++) {
    store<f64>(model.noise + (place << 3), 1);
    hessianProduct(model, isModified ? spreadOf(model) : 0, model.noise, matrix + ((place * dimension) << 3));
    store<f64>(model.noise + (place << 3), 0);
  }
  symmetrise(matrix, dimension);
}

/** Rounding apart, the matrix is symmetric; after this it is. */
function symmetrise(matrix: usize, dimension: u32): void {
  for (let row: u32 = 0; row < dimension; row++) {
    for (let column: u32 = 0; column < row; column++) {
      const below = matrix + ((<usize>row * dimension + column) << 3);
      const above = matrix + ((<usize>column * dimension + row) << 3);
      const mean = 0.5 * (load<f64>(below) + load<f64>(above));
      store<f64>(below, mean);
      store<f64>(above, mean);
    }
  }
}
