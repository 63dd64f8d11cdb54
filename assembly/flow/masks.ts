import { selectLanes } from "../reach/words";
import { drawBonds, openBonds } from "./bonds";
import { DRAW, MIX, Op, opAt } from "./op";
import { drawSites } from "./program";

/**
 * Writes the masks of trial `lane` of a block, a byte (0 or 1) for every drawn site word and bond, to the `bytes`
 * of the operations that have them. Bonds stand output by output, those that exist alone. The streams are those of runProgram.
 */
export function writeMasks(
  ops: usize,
  count: u32,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  lane: u32,
): void {
  const block = (<u64>blockHigh << 32) | blockLow;
  selectLanes(128);
  for (let index: u32 = 0; index < count; index++) {
    const op = opAt(ops, index);
    if (!op.bytes) continue;
    if (op.kind == DRAW) {
      drawSites(op, seedLow, seedHigh, block);
      writeLane(op.out, op.count, lane, op.bytes);
    } else if (op.kind == MIX) writeBonds(op, seedLow, seedHigh, block, lane);
  }
}

function writeBonds(op: Op, seedLow: u32, seedHigh: u32, block: u64, lane: u32): void {
  openBonds(op, seedLow, seedHigh, block);
  let written = op.bytes;
  let target: u32 = 0;
  for (let group: u32 = 0; group < op.groups; group++) {
    for (let output: u32 = 0; output < op.outputs; output++, target++) {
      const count = drawBonds(op, target, output, op.words);
      writeLane(op.words, count, lane, written);
      written += count;
    }
  }
}

/** bytes[i] = lane `lane` of words[i]. */
function writeLane(words: usize, count: u32, lane: u32, bytes: usize): void {
  const byte = words + <usize>(lane >> 3);
  const shift = lane & 7;
  for (let i: u32 = 0; i < count; i++) {
    store<u8>(bytes + i, (<u32>load<u8>(byte + ((<usize>i) << 4)) >> shift) & 1);
  }
}
