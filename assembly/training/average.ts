import { rowAt } from "./backward";
import { layerAt, Run } from "./records";
import { addMasked } from "./vectors";

// The mean of the squared loss over all masks of the last hidden layer, in place of one that is drawn: survivors are divided
// by `keep`, so that outputs have the mean that they have without removal, and the variance
//   drop / keep * sum over neurons of (weight to the output * value)^2,
// whose mean over samples and outputs is added. Zhang and Xu, arXiv:2207.05952: R_1, exact for the square loss.
//
// Of that layer's array `spread`, the first `width` numbers are second derivatives of what a sample adds, by the values of
// the neurons: the same for all samples. The others are sums over the samples of squared values.

@inline
export function isAveraged(run: Run): bool {
  return layerAt(run.layers, run.count - 2).spread != 0;
}

/** The second derivative of the loss of a batch by a weight times a value. */
function shareOf(run: Run): f64 {
  const hidden = layerAt(run.layers, run.count - 2);
  const last = layerAt(run.layers, run.count - 1);
  return (2 * (hidden.dropSites / hidden.keepSites)) / (<f64>run.batch * <f64>last.width);
}

/** Before a batch: what the weights to the outputs say about each neuron. */
export function beginAverage(run: Run): void {
  const hidden = layerAt(run.layers, run.count - 2);
  const last = layerAt(run.layers, run.count - 1);
  memory.fill(hidden.spread, 0, <usize>hidden.width << 4);
  const share = shareOf(run);
  for (let target: u32 = 0; target < last.width; target++) {
    const row = last.weights + rowAt(last, target);
    addMasked(hidden.spread, row, row, share, last.fanIn);
  }
}

/** What a sample adds to the loss. */
export function addSpread(run: Run): f64 {
  const hidden = layerAt(run.layers, run.count - 2);
  const squares = hidden.spread + (<usize>hidden.width << 3);
  let sum: f64 = 0;
  for (let at: usize = 0; at < <usize>hidden.width << 3; at += 8) {
    const value = load<f64>(hidden.outputs + at);
    const square = value * value;
    store<f64>(squares + at, load<f64>(squares + at) + square);
    sum += load<f64>(hidden.spread + at) * square;
  }
  return 0.5 * sum;
}

/** Behind a batch: the derivatives by the weights to the outputs. */
export function finishAverage(run: Run): void {
  const hidden = layerAt(run.layers, run.count - 2);
  const last = layerAt(run.layers, run.count - 1);
  const squares = hidden.spread + (<usize>hidden.width << 3);
  const share = shareOf(run);
  for (let target: u32 = 0; target < last.width; target++) {
    const row = rowAt(last, target);
    addMasked(last.gradient + row, last.weights + row, squares, share, last.fanIn);
  }
}
