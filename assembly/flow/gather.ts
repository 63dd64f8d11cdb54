import { AND, Axis, axisAt, COPY, NOT, Op } from "./op";

// Windows, slices, transposes, repetitions: every output element reads the elements of a box of taps, axis by
// axis. The last axis is the inner loop; an odometer turns the others.

const AXES: u32 = 6;

export function gather(op: Op): void {
  if (op.count) memory.fill(op.out, 0, <usize>op.count << 4);
  gatherAxis(op, 0, op.out, op.input);
}

/** The axes from number `index` on, at the output and input that those before it have led to. */
function gatherAxis(op: Op, index: u32, out: usize, input: usize): void {
  const axis = axisAt(op.axes, index);
  if (index == AXES - 1) {
    if (op.flags & COPY) row<u16>(axis, out, input);
    else if (!(op.flags & AND)) row<bool>(axis, out, input);
    else if (op.flags & NOT) row<u64>(axis, out, input);
    else row<u8>(axis, out, input);
    return;
  }
  for (let i: u32 = 0; i < axis.size; i++, out += axis.outStride) {
    if (!axis.taps) {
      gatherAxis(op, index + 1, out, input + <usize>i * axis.inStride);
      continue;
    }
    const end = tapEnd(axis, i);
    for (let tap = tapStart(axis, i); tap < end; tap += 4) gatherAxis(op, index + 1, out, input + load<u32>(tap));
  }
}

/** Where the taps of position `i` start, of a table of plain offsets. */
@inline
function tapStart(axis: Axis, i: u32): usize {
  return axis.taps + ((<usize>axis.size + 1 + load<u32>(axis.taps + (<usize>i << 2))) << 2);
}

@inline
function tapEnd(axis: Axis, i: u32): usize {
  return axis.taps + ((<usize>axis.size + 1 + load<u32>(axis.taps + (<usize>i << 2), 4)) << 2);
}

/** The last axis. T says what it is compiled for: u16 copies, bool ORs, u8 ANDs, u64 ANDs with what is not there. */
function row<T>(axis: Axis, out: usize, input: usize): void {
  const outStride = axis.outStride;
  if (!axis.taps) {
    const inStride = axis.inStride;
    for (let i = axis.size; i > 0; i--, out += outStride, input += inStride) join<T>(out, input);
    return;
  }
  for (let i: u32 = 0; i < axis.size; i++, out += outStride) {
    const end = tapEnd(axis, i);
    for (let tap = tapStart(axis, i); tap < end; tap += 4) join<T>(out, input + load<u32>(tap));
  }
}

/** What becomes of the word at `out`. */
@inline
export function join<T>(out: usize, input: usize): void {
  if (sizeof<T>() == 2) {
    store<u64>(out, load<u64>(input));
    store<u64>(out, load<u64>(input, 8), 8);
  } else if (ASC_FEATURE_SIMD) {
    const word = v128.load(input);
    const old = v128.load(out);
    v128.store(out, isBoolean<T>() ? v128.or(old, word) : sizeof<T>() == 1 ? v128.and(old, word) : v128.andnot(old, word));
  } else {
    for (let half: usize = 0; half < 16; half += 8) {
      const word = load<u64>(input + half);
      const old = load<u64>(out + half);
      store<u64>(out + half, isBoolean<T>() ? old | word : sizeof<T>() == 1 ? old & word : old & ~word);
    }
  }
}
