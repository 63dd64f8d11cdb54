import { clearDeltas, finishDeltas, rowAt } from "./backward";
import { Layer, layerAt, Report, Run } from "./records";
import { addScaled, dot, greatest } from "./vectors";

// Plain gradient descent by one sample without removal of weights: each row of weights is moved as its gradient is found,
// in one pass over memory, and rows of neurons that are removed or inactive are not touched. Weights, biases and what is
// told of them have the same bits as by way of gradients that are stored, but the norm of the gradient: it is the product
// of two norms here, and rounded in another way.

/** Moves all weights by the gradients of the sample that is in the layers. */
export function descend(run: Run, rate: f64, report: Report, squares: usize): void {
  for (let index = run.count - 1; index > 0; index--) {
    const layer = layerAt(run.layers, index);
    const before = layerAt(run.layers, index - 1);
    finishDeltas(layer, index == run.count - 1);
    const size = greatest(before.outputs, before.width);
    if (size * greatest(layer.deltas, layer.width) > 0) report.updated = 1;
    store<f64>(squares, load<f64>(squares) + squareOf(layer, before));
    if (index > 1) clearDeltas(before);
    for (let target: u32 = 0; target < layer.width; target++) {
      const delta = load<f64>(layer.deltas + (<usize>target << 3));
      if (delta == 0) continue;
      const row = layer.weights + rowAt(layer, target);
      if (index > 1) addScaled(before.deltas, row, delta, layer.fanIn);
      const norm = descendRow(row, before.outputs, delta, rate, layer.fanIn);
      store<f64>(layer.norms + (<usize>target << 3), norm);
      moveBias(layer, target, delta, rate);
    }
  }
}

/** The squared norm of the gradient of a layer's weights. */
function squareOf(layer: Layer, before: Layer): f64 {
  const inputs = dot(before.outputs, before.outputs, before.width);
  const square = inputs * dot(layer.deltas, layer.deltas, layer.width);
  return isFinite<f64>(square) ? square : sumSquares(layer, before);
}

/** The same weight by weight, where the square of an input or of a delta overflows and those of the gradients may not. */
function sumSquares(layer: Layer, before: Layer): f64 {
  let sum: f64 = 0;
  for (let target: usize = 0; target < <usize>layer.width << 3; target += 8) {
    const delta = load<f64>(layer.deltas + target);
    if (delta == 0) continue;
    for (let source: usize = 0; source < <usize>before.width << 3; source += 8) {
      const gradient = delta * load<f64>(before.outputs + source);
      sum += gradient * gradient;
    }
  }
  return sum;
}

function moveBias(layer: Layer, target: u32, delta: f64, rate: f64): void {
  if (!layer.biases) return;
  const at = layer.biases + (<usize>target << 3);
  store<f64>(at, load<f64>(at) - rate * delta);
}

/** weights -= rate * (delta * before); returns the sum of their squares then, as dot adds it. */
function descendRow(weights: usize, before: usize, delta: f64, rate: f64, count: u32): f64 {
  const whole = count & ~7;
  let sum: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    const deltas = f64x2.splat(delta);
    const rates = f64x2.splat(rate);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (const end = weights + (<usize>whole << 3); weights < end; weights += 64, before += 64) {
      const w0 = f64x2.sub(v128.load(weights), f64x2.mul(rates, f64x2.mul(deltas, v128.load(before))));
      const w1 = f64x2.sub(v128.load(weights, 16), f64x2.mul(rates, f64x2.mul(deltas, v128.load(before, 16))));
      const w2 = f64x2.sub(v128.load(weights, 32), f64x2.mul(rates, f64x2.mul(deltas, v128.load(before, 32))));
      const w3 = f64x2.sub(v128.load(weights, 48), f64x2.mul(rates, f64x2.mul(deltas, v128.load(before, 48))));
      v128.store(weights, w0);
      v128.store(weights, w1, 16);
      v128.store(weights, w2, 32);
      v128.store(weights, w3, 48);
      s0 = f64x2.add(s0, f64x2.mul(w0, w0));
      s1 = f64x2.add(s1, f64x2.mul(w1, w1));
      s2 = f64x2.add(s2, f64x2.mul(w2, w2));
      s3 = f64x2.add(s3, f64x2.mul(w3, w3));
    }
    const all = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    sum = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
  } else {
    const start = weights;
    for (const end = weights + (<usize>whole << 3); weights < end; weights += 8, before += 8) {
      store<f64>(weights, load<f64>(weights) - rate * (delta * load<f64>(before)));
    }
    sum = dot(start, start, whole);
  }
  for (let rest = whole; rest < count; rest++, weights += 8, before += 8) {
    const weight = load<f64>(weights) - rate * (delta * load<f64>(before));
    store<f64>(weights, weight);
    sum += weight * weight;
  }
  return sum;
}
