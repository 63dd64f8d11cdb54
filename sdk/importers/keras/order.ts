import type { LayerConfig } from "./config.ts";

// A Flatten puts channels-last elements in another order than the flatten of channels-first ones. Where only
// elementwise layers and then full connections follow, no answer depends on that order.

const ELEMENTWISE = new Set([
  "Activation",
  "ReLU",
  "LeakyReLU",
  "ELU",
  "Softmax",
  "BatchNormalization",
  "AlphaDropout",
  "GaussianDropout",
  "GaussianNoise",
  "Flatten",
]);

/** Whether a layer does the same to every element of a vector, wherever it stands. */
export function keepsOrder({ className, fields }: LayerConfig): boolean {
  return ELEMENTWISE.has(className) || (className === "Dropout" && !fields.has("noise_shape"));
}

/** Whether every output of a layer reads every element of a vector. */
export function endsOrder({ className }: LayerConfig): boolean {
  return className === "Dense";
}

/** Whether none of the layers that follow in a chain depends on the order of a vector's elements. */
export function isOrderFree(following: readonly LayerConfig[]): boolean {
  for (const layer of following) {
    if (endsOrder(layer)) return true;
    if (!keepsOrder(layer)) return false;
  }
  return true;
}
