import { Layer } from "../reach/layer";
import { setWork, stepBack, workLength } from "./expectation";

// The number K of reached neurons, layer by layer, is a Markov chain. Two functions of it are carried
// back from the outputs to the inputs, as natural logarithms:
//
//   cut(k)  = log P(no output is reached | K = k)
//   open(k) = log P(some output is reached | K = k)
//
// Both are sums of positive terms throughout, so both keep their relative precision however small.
//
//   work:  | cut | open | alive | before | hazard | spare |    widest + 1 f64 each, then the work of stepBack

export let cut: usize = 0;
export let open: usize = 0;
/** Used by the repetition of equal layers only. */
export let alive: usize = 0;
/** `alive` one layer before. */
export let before: usize = 0;
export let hazard: usize = 0;

let spare: usize = 0;

/** Bytes of work for networks whose widest layer has `widest` neurons. */
export function carriedBytes(widest: u32): f64 {
  return 8 * (6 * (<f64>widest + 1) + <f64>workLength(widest));
}

/** Lays out the work and starts at the outputs: K = 0 is cut, any other K is open. */
export function startAtOutputs(width: u32, widest: u32, work: usize): void {
  const length = (<usize>widest + 1) << 3;
  cut = work;
  open = cut + length;
  alive = open + length;
  before = alive + length;
  hazard = before + length;
  spare = hazard + length;
  setWork(spare + length, widest);
  for (let k: usize = 0; k <= width; k++) {
    store<f64>(cut + (k << 3), k == 0 ? 0 : -Infinity);
    store<f64>(open + (k << 3), k == 0 ? -Infinity : 0);
  }
}

/** Carries `values` (cut, open, alive or hazard) back through `layer`, for k = first..last; returns the new array. */
@inline
function carry(layer: Layer, values: usize, first: u32, last: u32): usize {
  stepBack(layer, values, spare, first, last);
  const carried = spare;
  spare = values;
  return carried;
}

/** Carries cut and open back through `layer`, to k = first..last reached neurons before it. */
export function carryBack(layer: Layer, first: u32, last: u32): void {
  cut = carry(layer, cut, first, last);
  open = carry(layer, open, first, last);
}

/** Carries alive and hazard back likewise, to all k of a layer of the same width. */
export function carryRates(layer: Layer): void {
  memory.copy(before, alive, (<usize>layer.width + 1) << 3);
  alive = carry(layer, alive, 0, layer.width);
  hazard = carry(layer, hazard, 0, layer.width);
}

/**
 * result[0] = log P(open path), result[1] = log P(no open path) of the network whose first two layers
 * are `inputs` and `layer`, with cut and open standing at `layer`. They still stand there afterwards.
 */
export function finishAtInputs(inputs: Layer, layer: Layer, result: usize): void {
  finish(inputs, layer, open, result);
  finish(inputs, layer, cut, result + 8);
}

function finish(inputs: Layer, layer: Layer, values: usize, result: usize): void {
  const width = inputs.width;
  // Inputs that all stay are one known number, not a distribution.
  if (inputs.dropSites == 0) stepBack(layer, values, result, width, width);
  else {
    stepBack(layer, values, spare, 0, width);
    // `inputs` has certain bonds, so from one imaginary source each input survives with keepSites.
    stepBack(inputs, spare, result, 1, 1);
  }
}
