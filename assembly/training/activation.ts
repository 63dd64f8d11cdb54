// Activations, and their derivatives by the value they gave.

export const LINEAR: u32 = 0;
export const RELU: u32 = 1;
export const TANH: u32 = 2;
export const SIGMOID: u32 = 3;

export function activate(kind: u32, x: f64): f64 {
  switch (kind) {
    case RELU:
      // NaN stays what it is, so that divergence shows.
      return x < 0 ? 0 : x;
    case TANH:
      return Math.tanh(x);
    case SIGMOID:
      return 1 / (1 + Math.exp(-x));
    default:
      return x;
  }
}

/** The derivative where the activation is `value`; of ReLU at 0 it is 0. */
export function slope(kind: u32, value: f64): f64 {
  switch (kind) {
    case RELU:
      return value > 0 ? 1 : 0;
    case TANH:
      return 1 - value * value;
    case SIGMOID:
      return value * (1 - value);
    default:
      return 1;
  }
}
