import { BITS, openLayer, openTarget } from "./address";
import { draw } from "./draw";

/**
 * A mask of one run or sample: bit e of `bits` is set with probability `keep`, independently. The lanes of
 * a Bernoulli word stand for 128 elements here, not for trials. `bits` has whole words for all of them.
 */
export function drawBits(
  seedLow: u32,
  seedHigh: u32,
  runLow: u32,
  runHigh: u32,
  layer: u32,
  count: u32,
  keep: f64,
  drop: f64,
  bits: usize,
): void {
  openLayer(seedLow, seedHigh, BITS, runLow, runHigh, layer);
  openTarget(0);
  draw((count + 127) >> 7, keep, drop, bits, 0, 0, 0);
}
