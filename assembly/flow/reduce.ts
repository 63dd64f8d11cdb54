import { LANES } from "../reach/words";
import { join } from "./gather";
import { Op } from "./op";

/** ORs the channels of each group, until every word has every lane: [groups][inputs][count] to [groups][count]. */
export function reduce(op: Op): void {
  const bytes = <usize>op.count << 4;
  let input = op.input;
  for (let group: u32 = 0; group < op.groups; group++) {
    const out = op.out + <usize>group * bytes;
    memory.copy(out, input, bytes);
    for (let channel: u32 = 1; channel < op.inputs && !isFull(out, bytes); channel++) {
      const from = input + <usize>channel * bytes;
      for (let at: usize = 0; at < bytes; at += 16) join<bool>(out + at, from + at);
    }
    input += <usize>op.inputs * bytes;
  }
}

/** Whether every word has every lane. The first that has not is found soon, if any. */
function isFull(words: usize, bytes: usize): bool {
  const low = load<u64>(LANES);
  const high = load<u64>(LANES, 8);
  for (let at: usize = 0; at < bytes; at += 16) {
    if (load<u64>(words + at) != low || load<u64>(words + at, 8) != high) return false;
  }
  return true;
}
