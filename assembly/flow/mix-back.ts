import { openBonds, placeBonds, span } from "./bonds";
import { pairsEnd, pairsStart } from "./mix";
import { axisAt, Op } from "./op";

/** ORs into op.input what reaches the outputs: every word of op.out goes back through the bonds it would come by. */
export function mixBack(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  openBonds(op, seedLow, seedHigh, block);
  if (op.count) memory.fill(op.input, 0, <usize>op.count << 4);
  let target: u32 = 0;
  for (let group: u32 = 0; group < op.groups; group++) {
    const input = op.input + <usize>group * op.inputGroup;
    let out = op.out + <usize>group * op.outputGroup;
    for (let output: u32 = 0; output < op.outputs; output++, target++, out += op.outputStride) {
      placeBonds(op, target, output);
      visitBack<bool>(op, op.kernel == 1 ? span(op, output) : op.inputs, input, out, op.words);
    }
  }
}

/**
 * Goes from each word of the outputs at `out` through the bonds it would come by, to the inputs at `input` and the places of
 * the bonds at `words`. T says what it writes: bool ORs the output and the bond into the input, u8 the output
 * and the input into the place of the bond.
 */
export function visitBack<T>(op: Op, inputs: u32, input: usize, out: usize, words: usize): void {
  const depth = axisAt(op.axes, 0);
  const height = axisAt(op.axes, 1);
  const width = axisAt(op.axes, 2);
  for (let z: u32 = 0; z < depth.size; z++) {
    for (let y: u32 = 0; y < height.size; y++) {
      for (let x: u32 = 0; x < width.size; x++) {
        const at = out + <usize>z * depth.outStride + <usize>y * height.outStride + <usize>x * width.outStride;
        const low = load<u64>(at);
        const high = load<u64>(at, 8);
        if (!(low | high)) continue;
        const zEnd = pairsEnd(depth, z);
        const yEnd = pairsEnd(height, y);
        const xEnd = pairsEnd(width, x);
        for (let zTap = pairsStart(depth, z); zTap < zEnd; zTap += 8) {
          for (let yTap = pairsStart(height, y); yTap < yEnd; yTap += 8) {
            for (let xTap = pairsStart(width, x); xTap < xEnd; xTap += 8) {
              const from = input + load<u32>(zTap) + load<u32>(yTap) + load<u32>(xTap);
              const place = load<u32>(zTap, 4) + load<u32>(yTap, 4) + load<u32>(xTap, 4);
              visitChannels<T>(op, inputs, from, words + (<usize>place << 4), low, high);
            }
          }
        }
      }
    }
  }
}

@inline
function visitChannels<T>(op: Op, inputs: u32, input: usize, bond: usize, low: u64, high: u64): void {
  for (let channel: u32 = 0; channel < inputs; channel++, input += op.inputStride, bond += <usize>op.kernel << 4) {
    const to = isBoolean<T>() ? input : bond;
    const by = isBoolean<T>() ? bond : input;
    store<u64>(to, load<u64>(to) | (low & load<u64>(by)));
    store<u64>(to, load<u64>(to, 8) | (high & load<u64>(by, 8)), 8);
  }
}
