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
      scatter(op, op.kernel == 1 ? span(op, output) : op.inputs, input, out);
    }
  }
}

function scatter(op: Op, inputs: u32, input: usize, out: usize): void {
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
              const to = input + load<u32>(zTap) + load<u32>(yTap) + load<u32>(xTap);
              scatterWord(op, inputs, to, load<u32>(zTap, 4) + load<u32>(yTap, 4) + load<u32>(xTap, 4), low, high);
            }
          }
        }
      }
    }
  }
}

@inline
function scatterWord(op: Op, inputs: u32, to: usize, place: u32, low: u64, high: u64): void {
  let bond = op.words + (<usize>place << 4);
  for (let channel: u32 = 0; channel < inputs; channel++, to += op.inputStride, bond += <usize>op.kernel << 4) {
    store<u64>(to, load<u64>(to) | (low & load<u64>(bond)));
    store<u64>(to, load<u64>(to, 8) | (high & load<u64>(bond, 8)), 8);
  }
}
