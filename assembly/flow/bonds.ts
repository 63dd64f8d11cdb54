import { BONDS, openLayer, openTarget } from "../random/address";
import { draw } from "../random/draw";
import { LANES } from "../reach/words";
import { CAUSAL, Op } from "./op";

// The bonds into one output: which exist, and in which trials they survive.

/** Opens the streams of the layer's bonds, if any may be removed. */
export function openBonds(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  if (op.drop > 0) openLayer(seedLow, seedHigh, BONDS, <u32>block, <u32>(block >> 32), op.layer);
}

/** Number of bonds that output `output` of a group may have, before any is missing. */
@inline
export function span(op: Op, output: u32): u32 {
  return op.flags & CAUSAL ? output + 1 + op.inputs - op.outputs : op.inputs * op.kernel;
}

/** Draws the bonds into output number `target` of the layer to `words`, one after another; returns their number. */
export function drawBonds(op: Op, target: u32, output: u32, words: usize): u32 {
  const at = op.offsets + (<usize>target << 2);
  const count = op.columns ? load<u32>(at, 4) - load<u32>(at) : span(op, output);
  if (op.drop > 0) {
    openTarget(target);
    draw(count, op.keep, op.drop, words, 0, 0, 0);
  } else memory.fill(words, 255, <usize>count << 4);
  return count;
}

/**
 * The same at the places of all bonds that could exist, in op.words; those that do not are 0. Returns the
 * number of places.
 */
export function placeBonds(op: Op, target: u32, output: u32): u32 {
  if (!op.columns) return drawBonds(op, target, output, op.words);
  const places = op.inputs * op.kernel;
  const drawn = op.words + (<usize>places << 4);
  const count = drawBonds(op, target, output, drawn);
  memory.fill(op.words, 0, <usize>places << 4);
  const columns = op.columns + (<usize>load<u32>(op.offsets + (<usize>target << 2)) << 2);
  for (let bond: u32 = 0; bond < count; bond++) {
    const place = op.words + (<usize>load<u32>(columns + (<usize>bond << 2)) << 4);
    memory.copy(place, drawn + (<usize>bond << 4), 16);
  }
  return places;
}

/** Whether a word has every lane of the block. */
@inline
export function hasAll(low: u64, high: u64): bool {
  return low == load<u64>(LANES) && high == load<u64>(LANES, 8);
}
