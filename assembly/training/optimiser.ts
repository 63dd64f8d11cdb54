import { Layer, Report, Run } from "./records";
import { dot } from "./vectors";

// Moves weights by their gradients. Biases are moved alike, without decay.

export const PLAIN: u32 = 0;
/** velocity = momentum * velocity + gradient; weight -= rate * velocity. */
export const MOMENTUM: u32 = 1;
/** Kingma and Ba, 2015: both moments without their bias towards the start. */
export const ADAM: u32 = 2;

/**
 * Moves a layer's weights and biases, and tells of the weights. Gradients are cleared for the next batch by whoever adds to
 * them. Returns 0, or NaN where a second moment is no finite number: alone among moments it does not show in what it moves.
 */
export function move(run: Run, layer: Layer, rate: f64, report: Report, squares: usize): f64 {
  let flaw: f64 = 0;
  for (let target: u32 = 0; target < layer.width; target++) {
    const row = (<usize>target * layer.fanIn) << 3;
    const gradient = layer.gradient + row;
    const weights = layer.weights + row;
    const square = dot(gradient, gradient, layer.fanIn);
    store<f64>(squares, load<f64>(squares) + square);
    // A square may be too small to be told from 0.
    if (square > 0 || hasAny(gradient, layer.fanIn)) report.updated = 1;
    flaw += moveAll(run, weights, gradient, layer.first + row, layer.second + row, rate, run.weightDecay, layer.fanIn);
    store<f64>(layer.norms + (<usize>target << 3), dot(weights, weights, layer.fanIn));
  }
  if (layer.biases) {
    flaw += moveAll(run, layer.biases, layer.biasGradient, layer.biasFirst, layer.biasSecond, rate, 0, layer.width);
  }
  return flaw;
}

function hasAny(numbers: usize, count: u32): bool {
  for (const end = numbers + (<usize>count << 3); numbers < end; numbers += 8) {
    // NaN is what is left of a weight that nothing reaches, times a number that overflowed.
    if (abs(load<f64>(numbers)) > 0) return true;
  }
  return false;
}

/** Returns 0 times all second moments. */
function moveAll(
  run: Run,
  weights: usize,
  gradient: usize,
  first: usize,
  second: usize,
  rate: f64,
  decay: f64,
  count: u32,
): f64 {
  let flaw: f64 = 0;
  const bytes = <usize>count << 3;
  switch (run.optimiser) {
    case PLAIN:
      for (let at: usize = 0; at < bytes; at += 8) {
        const weight = load<f64>(weights + at);
        store<f64>(weights + at, weight - rate * (load<f64>(gradient + at) + decay * weight));
      }
      break;
    case MOMENTUM:
      for (let at: usize = 0; at < bytes; at += 8) {
        const weight = load<f64>(weights + at);
        const velocity = run.momentum * load<f64>(first + at) + (load<f64>(gradient + at) + decay * weight);
        store<f64>(first + at, velocity);
        store<f64>(weights + at, weight - rate * velocity);
      }
      break;
    case ADAM:
      const firstShare = 1 / (1 - run.firstPower);
      const secondShare = 1 / (1 - run.secondPower);
      for (let at: usize = 0; at < bytes; at += 8) {
        const weight = load<f64>(weights + at);
        const g = load<f64>(gradient + at) + decay * weight;
        const mean = run.momentum * load<f64>(first + at) + (1 - run.momentum) * g;
        const spread = run.secondDecay * load<f64>(second + at) + (1 - run.secondDecay) * (g * g);
        store<f64>(first + at, mean);
        store<f64>(second + at, spread);
        flaw += 0 * spread;
        store<f64>(weights + at, weight - (rate * (mean * firstShare)) / (Math.sqrt(spread * secondShare) + run.epsilon));
      }
      break;
  }
  return flaw;
}
