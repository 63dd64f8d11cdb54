import { openTarget } from "../random/address";
import { draw } from "../random/draw";
import { ARRIVED } from "../random/slots";
import { LANES, narrow } from "../reach/words";
import { hasAll, openBonds, placeBonds, span } from "./bonds";
import { Axis, axisAt, IN_PLACE, Op } from "./op";

// Dense layers, convolutions and attention whose bonds are not all there: each output channel has its bonds drawn
// once, and they serve at all its positions.

/** Lanes in which some input is reached. */
const ALIVE: usize = memory.data(16, 16);
/** Lanes an output can be reached in at all: ALIVE, where it survives. */
const POSSIBLE: usize = memory.data(16, 16);

export function mix(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  openBonds(op, seedLow, seedHigh, block);
  const inPlace = (op.flags & IN_PLACE) != 0;
  let target: u32 = 0;
  for (let group: u32 = 0; group < op.groups; group++) {
    const input = op.input + <usize>group * op.inputGroup;
    let out = op.out + <usize>group * op.outputGroup;
    if (inPlace) look(input, op.inputs);
    for (let output: u32 = 0; output < op.outputs; output++, target++, out += op.outputStride) {
      if (inPlace) enter(op, target, output, input, out);
      else {
        placeBonds(op, target, output);
        spread(op, output, input, out);
      }
    }
  }
}

/** ALIVE = lanes in which some of the words is set. */
function look(words: usize, count: u32): void {
  memory.copy(ALIVE, LANES, 16);
  narrow(ALIVE, words, count);
}

/** One output at one position: its bonds are drawn until no further one can change it. */
function enter(op: Op, target: u32, output: u32, input: usize, out: usize): void {
  let low = load<u64>(ALIVE);
  let high = load<u64>(ALIVE, 8);
  if (op.mask) {
    low &= load<u64>(op.mask + (<usize>target << 4));
    high &= load<u64>(op.mask + (<usize>target << 4), 8);
  }
  if (low | high) {
    store<u64>(POSSIBLE, low);
    store<u64>(POSSIBLE, high, 8);
    let count = span(op, output);
    let columns: usize = 0;
    if (op.columns) {
      const first = load<u32>(op.offsets + (<usize>target << 2));
      count = load<u32>(op.offsets + (<usize>target << 2), 4) - first;
      columns = op.columns + (<usize>first << 2);
    }
    if (op.drop > 0) openTarget(target);
    // With certain bonds the drawing has no digits to draw: every word is all ones.
    draw(count, op.keep, op.drop, 0, input, columns, POSSIBLE);
    low &= load<u64>(ARRIVED);
    high &= load<u64>(ARRIVED, 8);
  }
  store<u64>(out, low);
  store<u64>(out, high, 8);
}

/** One output channel at all positions. */
function spread(op: Op, output: u32, input: usize, out: usize): void {
  const depth = axisAt(op.axes, 0);
  const height = axisAt(op.axes, 1);
  const width = axisAt(op.axes, 2);
  const inputs = op.kernel == 1 ? span(op, output) : op.inputs;
  for (let z: u32 = 0; z < depth.size; z++) {
    for (let y: u32 = 0; y < height.size; y++) {
      let at = out + <usize>z * depth.outStride + <usize>y * height.outStride;
      for (let x: u32 = 0; x < width.size; x++, at += width.outStride) {
        collect(op, inputs, depth, z, height, y, width, x, input, at);
      }
    }
  }
}

/** out = OR over taps and channels of input AND bond. */
function collect(
  op: Op,
  inputs: u32,
  depth: Axis,
  z: u32,
  height: Axis,
  y: u32,
  width: Axis,
  x: u32,
  input: usize,
  out: usize,
): void {
  let low: u64 = 0;
  let high: u64 = 0;
  const step = <usize>op.kernel << 4;
  const zEnd = pairsEnd(depth, z);
  const yEnd = pairsEnd(height, y);
  const xEnd = pairsEnd(width, x);
  for (let zTap = pairsStart(depth, z); zTap < zEnd; zTap += 8) {
    for (let yTap = pairsStart(height, y); yTap < yEnd; yTap += 8) {
      for (let xTap = pairsStart(width, x); xTap < xEnd; xTap += 8) {
        let from = input + load<u32>(zTap) + load<u32>(yTap) + load<u32>(xTap);
        let bond = op.words + (<usize>(load<u32>(zTap, 4) + load<u32>(yTap, 4) + load<u32>(xTap, 4)) << 4);
        for (let channel: u32 = 0; channel < inputs; channel++, from += op.inputStride, bond += step) {
          low |= load<u64>(from) & load<u64>(bond);
          high |= load<u64>(from, 8) & load<u64>(bond, 8);
          if (hasAll(low, high)) {
            store<u64>(out, low);
            store<u64>(out, high, 8);
            return;
          }
        }
      }
    }
  }
  store<u64>(out, low);
  store<u64>(out, high, 8);
}

/** Where the taps of position `i` start, of a table of pairs: offset in bytes, place in the kernel. */
@inline
export function pairsStart(axis: Axis, i: u32): usize {
  return axis.taps + ((<usize>axis.size + 1) << 2) + (<usize>load<u32>(axis.taps + (<usize>i << 2)) << 3);
}

@inline
export function pairsEnd(axis: Axis, i: u32): usize {
  return axis.taps + ((<usize>axis.size + 1) << 2) + (<usize>load<u32>(axis.taps + (<usize>i << 2), 4) << 3);
}
