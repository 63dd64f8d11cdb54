import { addWord, clearCounts, readLane } from "../reach/tally";
import { LANES } from "../reach/words";
import { Op } from "./op";

// A dense layer whose weights are all there: a weight leads from reached to reaching when both its ends do, so each trial has
// as many of them as the product of both counts.

const COUNTS: usize = memory.data(1024, 16); // 128 f64

/** total += sum over the trials of (ones among `inputs` words of input) x (ones among `outputs` words of out). */
export function pairs(op: Op): void {
  readCounts(op.input, op.inputs, 0);
  const total = readCounts(op.out, op.outputs, COUNTS);
  store<f64>(op.total, load<f64>(op.total) + total);
}

/** Counts the ones of each lane: into COUNTS, or as a sum weighted by what is there. */
function readCounts(words: usize, count: u32, weights: usize): f64 {
  clearCounts();
  for (let i: u32 = 0; i < count; i++) addWord(words + (<usize>i << 4));
  let sum: f64 = 0;
  for (let lane: u32 = 0; lane < 128; lane++) {
    const isTrial = (load<u8>(LANES + (lane >> 3)) >> <u8>(lane & 7)) & 1;
    const ones = isTrial ? <f64>readLane(lane, 32) : 0;
    const at = COUNTS + (<usize>lane << 3);
    if (weights) sum += load<f64>(at) * ones;
    else store<f64>(at, ones);
  }
  return sum;
}
