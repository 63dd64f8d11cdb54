import { log } from "../exact/logs";

// Losses of one sample: what its outputs are, against its targets. The derivatives go to `deltas`.

/** The mean over the outputs of the squared differences. */
export const SQUARED: u32 = 0;
/** Minus the mean logarithm of the softmax of the outputs, weighted with the targets, which sum to 1. */
export const CROSS_ENTROPY: u32 = 1;

/** The loss of a sample, times `share`; its derivatives by the outputs, times `share` too, unless `deltas` is 0. */
export function measureLoss(kind: u32, outputs: usize, targets: usize, count: u32, share: f64, deltas: usize): f64 {
  return kind == CROSS_ENTROPY
    ? crossEntropy(outputs, targets, count, share, deltas)
    : squared(outputs, targets, count, share, deltas);
}

function squared(outputs: usize, targets: usize, count: u32, share: f64, deltas: usize): f64 {
  let sum: f64 = 0;
  const part = share / <f64>count;
  for (let at: usize = 0; at < <usize>count << 3; at += 8) {
    const error = load<f64>(outputs + at) - load<f64>(targets + at);
    sum += error * error;
    if (deltas) store<f64>(deltas + at, 2 * part * error);
  }
  return part * sum;
}

function crossEntropy(outputs: usize, targets: usize, count: u32, share: f64, deltas: usize): f64 {
  let most = -Infinity;
  const bytes = <usize>count << 3;
  for (let at: usize = 0; at < bytes; at += 8) most = max(most, load<f64>(outputs + at));
  let all: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) all += Math.exp(load<f64>(outputs + at) - most);
  const norm = most + log(all);
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const target = load<f64>(targets + at);
    const logShare = load<f64>(outputs + at) - norm;
    // A class without weight says nothing, however unlikely it is.
    if (target > 0) sum -= target * logShare;
    if (deltas) store<f64>(deltas + at, share * (Math.exp(logShare) - target));
  }
  return share * sum;
}
