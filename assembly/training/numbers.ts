import { openLayer, openTarget } from "../random/address";
import { STATE } from "../random/slots";
import { fillUniforms } from "../random/uniforms";
import { normalQuantile } from "../statistics/quantile";

// Random numbers of weights and of noise: a stream each, addressed as masks are, with a purpose of its own.

/** 2^-53: half the distance between two uniform numbers. */
const HALF: f64 = 1.1102230246251565e-16;

/** Opens the stream of a purpose, of a run or step, of a layer. */
export function openNumbers(seedLow: u32, seedHigh: u32, purpose: u32, runLow: u32, runHigh: u32, layer: u32): void {
  openLayer(seedLow, seedHigh, purpose, runLow, runHigh, layer);
  openTarget(0);
}

/** Where the open stream stands: 128 bytes, to be kept and brought back. */
export function streamState(): usize {
  return STATE;
}

/** Writes numbers that are uniform in -limit..limit. There is room for an even number of them. */
export function fillEvenly(numbers: usize, count: u32, limit: f64): void {
  fillUniforms(numbers, count);
  for (const end = numbers + (<usize>count << 3); numbers < end; numbers += 8) {
    // From 52 bits, in the middle of 2^52 equal parts.
    store<f64>(numbers, 2 * limit * (load<f64>(numbers) - 1.5 + HALF));
  }
}

/** Writes normal numbers of mean 0: the quantiles of uniform ones. There is room for an even number of them. */
export function fillNormally(numbers: usize, count: u32, deviation: f64): void {
  fillUniforms(numbers, count);
  for (const end = numbers + (<usize>count << 3); numbers < end; numbers += 8) {
    store<f64>(numbers, deviation * normalQuantile(load<f64>(numbers) - 1 + HALF));
  }
}
