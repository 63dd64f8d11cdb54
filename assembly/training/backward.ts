import { slope } from "./activation";
import { Layer, layerAt } from "./records";
import { addMasked, addScaled } from "./vectors";

// The derivatives of the loss, from the outputs back: those at the outputs are there already, before activation.

/** Adds the gradients of a sample to those of its batch. */
export function backward(layers: usize, count: u32): void {
  for (let index = count - 1; index > 0; index--) {
    const layer = layerAt(layers, index);
    const before = layerAt(layers, index - 1);
    finishDeltas(layer, index == count - 1);
    if (index > 1) beginDeltas(before);
    for (let target: u32 = 0; target < layer.width; target++) {
      const delta = load<f64>(layer.deltas + (<usize>target << 3));
      if (delta == 0) continue;
      gather(layer, target, before, delta);
      if (index > 1) {
        const weights = layer.bondWords ? layer.effective : layer.weights;
        addScaled(before.deltas, weights + rowAt(layer, target), delta, layer.fanIn);
      }
    }
  }
}

@inline
export function rowAt(layer: Layer, target: u32): usize {
  return (<usize>target * layer.fanIn) << 3;
}

/** Nothing yet, but where the mean over masks is taken: what the variance of a layer's values adds, see average.ts. */
function beginDeltas(layer: Layer): void {
  if (!layer.spread) return clearDeltas(layer);
  for (let at: usize = 0; at < <usize>layer.width << 3; at += 8) {
    store<f64>(layer.deltas + at, load<f64>(layer.spread + at) * load<f64>(layer.outputs + at));
  }
}

export function clearDeltas(layer: Layer): void {
  memory.fill(layer.deltas, 0, <usize>layer.width << 3);
}

/** From derivatives by what a layer puts out, after removal, to those by what comes in, before activation. */
export function finishDeltas(layer: Layer, isLast: bool): void {
  if (isLast && layer.activation == 0 && !layer.siteWords) return;
  for (let at: usize = 0; at < <usize>layer.width << 3; at += 8) {
    const mask = layer.siteWords ? load<f64>(layer.siteMask + at) : 1;
    const factor = mask != 0 ? mask * slope(layer.activation, load<f64>(layer.values + at)) : 0;
    store<f64>(layer.deltas + at, load<f64>(layer.deltas + at) * factor);
  }
}

/** The part of one target in the gradients. */
function gather(layer: Layer, target: u32, before: Layer, delta: f64): void {
  const row = rowAt(layer, target);
  if (layer.bondWords) addMasked(layer.gradient + row, before.outputs, layer.bondMask + row, delta, layer.fanIn);
  else addScaled(layer.gradient + row, before.outputs, delta, layer.fanIn);
  if (layer.biases) {
    const at = layer.biasGradient + (<usize>target << 3);
    store<f64>(at, load<f64>(at) + delta);
  }
}
