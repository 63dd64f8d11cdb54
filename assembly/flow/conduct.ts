import { addLanes, addWord, clearCounts } from "../reach/tally";
import { LANES } from "../reach/words";
import { openBonds, placeBonds } from "./bonds";
import { visitBack } from "./mix-back";
import { Op } from "./op";

// Which bonds of a layer conduct: lead from an element that is reached to one that reaches the outputs, at some
// position. Counted in every trial, whether the bond itself survives or not; and those that do in all trials together.
//
//   total:  | surviving bonds that conduct | trials by number of conducting bonds, 0 to count |     f64 each

const CONDUCTING: usize = memory.data(16, 16);

export function conduct(op: Op, seedLow: u32, seedHigh: u32, block: u64): void {
  openBonds(op, seedLow, seedHigh, block);
  clearCounts();
  let target: u32 = 0;
  let alive: u64 = 0;
  for (let group: u32 = 0; group < op.groups; group++) {
    const input = op.input + <usize>group * op.inputGroup;
    let out = op.out + <usize>group * op.outputGroup;
    for (let output: u32 = 0; output < op.outputs; output++, target++, out += op.outputStride) {
      const places = placeBonds(op, target, output);
      // Behind the bonds and those drawn: one word a place, in which it conducts.
      const conducting = op.words + (<usize>(2 * op.inputs * op.kernel) << 4);
      memory.fill(conducting, 0, <usize>places << 4);
      visitBack<u8>(op, op.kernel == 1 ? places : op.inputs, input, out, conducting);
      alive += count(op, target, places, conducting);
    }
  }
  store<f64>(op.total, load<f64>(op.total) + <f64>alive);
  addLanes(LANES, 32, op.count, op.total + 8);
}

/** Counts the bonds into one output that exist and conduct; returns in how many trials they survive too. */
function count(op: Op, target: u32, places: u32, conducting: usize): u64 {
  let alive: u64 = 0;
  let columns: usize = 0;
  let existing = places;
  if (op.columns) {
    const first = load<u32>(op.offsets + (<usize>target << 2));
    existing = load<u32>(op.offsets + (<usize>target << 2), 4) - first;
    columns = op.columns + (<usize>first << 2);
  }
  for (let bond: u32 = 0; bond < existing; bond++) {
    const place = <usize>(columns ? load<u32>(columns + (<usize>bond << 2)) : bond) << 4;
    const low = load<u64>(conducting + place);
    const high = load<u64>(conducting + place, 8);
    if (!(low | high)) continue;
    alive += popcnt<u64>(low & load<u64>(op.words + place)) + popcnt<u64>(high & load<u64>(op.words + place, 8));
    store<u64>(CONDUCTING, op.mask ? low & ~load<u64>(op.mask) : low);
    store<u64>(CONDUCTING, op.mask ? high & ~load<u64>(op.mask, 8) : high, 8);
    addWord(CONDUCTING);
  }
  return alive;
}
