import { openLayer, openTarget, SITES } from "../random/address";
import { draw } from "../random/draw";
import { addCounts } from "../reach/tally";
import { countOnes, LANES, selectLanes } from "../reach/words";
import { conduct } from "./conduct";
import { gather } from "./gather";
import { mix } from "./mix";
import { mixBack } from "./mix-back";
import { BITS, CONDUCT, COUNT, DRAW, FILL, GATHER, HISTOGRAM, MIX, MIX_BACK, Op, OPEN, opAt, PAIRS, PER_STEP, REDUCE } from "./op";
import { pairs } from "./pairs";
import { reduce } from "./reduce";

/** A histogram has no bins past this one, in which all higher counts are. */
const MOST_BINS: u32 = 1 << 22;
/** Lanes with an open path. */
const ARRIVALS: usize = memory.data(16, 16);

/**
 * Runs a program on `blocks` blocks of trials from block (blockLow, blockHigh) on; the last holds `lanes` trials.
 * Returns the number of trials with an open path; their lanes are written to `open`, a word a block (0: not).
 * Time: one drawn word a removable element, and a few operations a word of a tensor, times `blocks`.
 */
export function runProgram(
  ops: usize,
  count: u32,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  blocks: u32,
  lanes: u32,
  open: usize,
): f64 {
  let trials: u64 = 0;
  for (let i: u32 = 0; i < blocks; i++) {
    selectLanes(i == blocks - 1 ? lanes : 128);
    memory.fill(ARRIVALS, 0, 16);
    const block = ((<u64>blockHigh << 32) | blockLow) + i;
    for (let index: u32 = 0; index < count; index++) run(opAt(ops, index), seedLow, seedHigh, block);
    trials += countOnes(ARRIVALS, 1);
    if (open) memory.copy(open + (<usize>i << 4), ARRIVALS, 16);
  }
  return <f64>trials;
}

function run(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  switch (op.kind) {
    case FILL:
      fill(op.out, op.count, LANES);
      break;
    case DRAW:
      drawSites(op, seedLow, seedHigh, block);
      break;
    case BITS:
      spreadBits(op);
      break;
    case REDUCE:
      reduce(op);
      break;
    case GATHER:
      gather(op);
      break;
    case MIX:
      mix(op, seedLow, seedHigh, block);
      break;
    case MIX_BACK:
      mixBack(op, seedLow, seedHigh, block);
      break;
    case COUNT:
      add(op.total, op.weight * <f64>countOnes(op.input, op.count));
      break;
    case HISTOGRAM:
      addCounts(op.input, op.count, LANES, min(op.count, MOST_BINS), op.total);
      break;
    case CONDUCT:
      conduct(op, seedLow, seedHigh, block);
      break;
    case PAIRS:
      pairs(op);
      break;
    case OPEN:
      arrive(op.input, op.count);
      break;
  }
}

/** Copies the word at `word` to out[0..count]. */
function fill(out: usize, count: u32, word: usize): void {
  for (let i: u32 = 0; i < count; i++) memory.copy(out + (<usize>i << 4), word, 16);
}

/** The site words of a layer. */
export function drawSites(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  if (op.flags & PER_STEP && op.batch > 1) drawSteps(op, seedLow, seedHigh, block);
  else drawBlock(op, seedLow, seedHigh, block, op.out);
}

function drawBlock(op: Op, seedLow: u32, seedHigh: u32, block: u64, words: usize): void {
  openLayer(seedLow, seedHigh, SITES, <u32>block, <u32>(block >> 32), op.layer);
  openTarget(0);
  draw(op.count, op.keep, op.drop, words, 0, 0, 0);
}

/** Trial t is a sample of step t / batch, and has the mask that trial t / batch has otherwise. */
function drawSteps(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  memory.fill(op.out, 0, <usize>op.count << 4);
  let drawn: u64 = ~0;
  for (let lane: u32 = 0; lane < 128; lane++) {
    const step = ((block << 7) + lane) / op.batch;
    if (step >> 7 != drawn) {
      drawn = step >> 7;
      drawBlock(op, seedLow, seedHigh, drawn, op.words);
    }
    for (let i: u32 = 0; i < op.count; i++) {
      const bit = (load<u8>(op.words + (<usize>i << 4) + ((<usize>step & 127) >> 3)) >> <u8>(step & 7)) & 1;
      const at = op.out + (<usize>i << 4) + (lane >> 3);
      store<u8>(at, load<u8>(at) | (bit << <u8>(lane & 7)));
    }
  }
}

function spreadBits(op: Op): void {
  for (let i: u32 = 0; i < op.count; i++) {
    const bit = (load<u8>(op.input + (i >> 3)) >> <u8>(i & 7)) & 1;
    if (bit) memory.copy(op.out + (<usize>i << 4), LANES, 16);
    else memory.fill(op.out + (<usize>i << 4), 0, 16);
  }
}

@inline
function add(total: usize, amount: f64): void {
  store<f64>(total, load<f64>(total) + amount);
}

/** ARRIVALS |= every word, until it has every lane. */
function arrive(words: usize, count: u32): void {
  let low = load<u64>(ARRIVALS);
  let high = load<u64>(ARRIVALS, 8);
  for (let i: u32 = 0; i < count; i++, words += 16) {
    low |= load<u64>(words);
    high |= load<u64>(words, 8);
    if (low == load<u64>(LANES) && high == load<u64>(LANES, 8)) break;
  }
  store<u64>(ARRIVALS, low);
  store<u64>(ARRIVALS, high, 8);
}
