// A program is a list of operations on tensors of words, laid out by the SDK: word i of a tensor has a lane set
// in the trials where its element i is reached. A tensor holds as many words as its randomness needs: along an
// axis where all its elements are equal it has one, which is read with stride 0.
//
//    0  u32 kind           what to do, see below
//    4  u32 layer          number of the layer in the addresses of streams
//    8  u32 out            words written
//   12  u32 input          words read
//   16  u32 count          how many words
//   20  u32 flags          AND, CAUSAL, PER_STEP, NOT, IN_PLACE, COPY
//   24  u32 axes           Axis records: six of GATHER, three of MIX
//   28  u32 mask           MIX: words of the outputs that a removal leaves, a word a channel, or 0
//   32  f64 keep           40  f64 drop
//   48  u32 groups         52  u32 inputs    56  u32 outputs    channels of one group
//   60  u32 kernel         positions of the kernel
//   64  u32 inputStride    68  u32 outputStride    bytes from channel to channel
//   72  u32 inputGroup     76  u32 outputGroup     bytes from group to group
//   80  u32 offsets        84  u32 columns         bonds that exist, output by output; 0: all
//   88  u32 words          room for the bonds into one output
//   92  u32 bytes          where to write the mask of one trial, a byte an element or bond, or 0
//   96  u32 total          where counts are added
//  100  u32 batch          DRAW, per step: samples of a step
//  104  f64 weight         elements that each word stands for

@unmanaged
export class Op {
  kind: u32;
  layer: u32;
  out: usize;
  input: usize;
  count: u32;
  flags: u32;
  axes: usize;
  mask: usize;
  keep: f64;
  drop: f64;
  groups: u32;
  inputs: u32;
  outputs: u32;
  kernel: u32;
  inputStride: usize;
  outputStride: usize;
  inputGroup: usize;
  outputGroup: usize;
  offsets: usize;
  columns: usize;
  words: usize;
  bytes: usize;
  total: usize;
  batch: u32;
  weight: f64;
}

/** out[0..count] = every lane. */
export const FILL: u32 = 0;
/** out[0..count] = the site words of the layer. */
export const DRAW: u32 = 1;
/** out[0..count] = every lane where the bit at `input` is 1. */
export const BITS: u32 = 2;
/** The channels of each group ORed: [groups][inputs][count] to [groups][count]. */
export const REDUCE: u32 = 3;
/** ORs into, or ANDs, what axes say; clears `count` words of `out` first. */
export const GATHER: u32 = 4;
/** Outputs reached through the bonds of a dense layer, a convolution or attention. */
export const MIX: u32 = 5;
/** The same bonds backwards: ORs into `input` what `out` has. */
export const MIX_BACK: u32 = 6;
/** f64 at `total` += weight x ones in input[0..count]. */
export const COUNT: u32 = 7;
/** Trials by number of ones in input[0..count], added to f64[count + 1] at `total`. */
export const HISTOGRAM: u32 = 8;
/** Trials with a one in input[0..count] have an open path. */
export const OPEN: u32 = 9;

/** Bonds that lead from reached words in `input` to reaching ones in `out`, but not in the trials at `mask`: see conduct.ts. */
export const CONDUCT: u32 = 10;
/** Weights of a dense layer without removal that lead from reached to reaching: see pairs.ts. */
export const PAIRS: u32 = 11;

/** GATHER: ANDs instead of ORing. */
export const AND: u32 = 1;
/** MIX: output i of a group reads inputs up to i + inputs - outputs alone. */
export const CAUSAL: u32 = 2;
/** DRAW: one mask for all samples of a step. */
export const PER_STEP: u32 = 4;
/** GATHER, besides AND: with what is not in the input. */
export const NOT: u32 = 8;
/** GATHER: copies, where every output reads one input. */
export const COPY: u32 = 32;
/** MIX: each output has one position, and reads the first position of its inputs alone. */
export const IN_PLACE: u32 = 16;

/**
 * One axis: positions 0..size - 1 of the output, `outStride` bytes apart, read the input at multiples of
 * `inStride`, or by `taps`: u32[size + 1] where each position's taps start, then the taps.
 */
@unmanaged
export class Axis {
  size: u32;
  outStride: usize;
  inStride: usize;
  taps: usize;
}

@inline
export function opAt(ops: usize, index: u32): Op {
  return changetype<Op>(ops + <usize>index * offsetof<Op>());
}

@inline
export function axisAt(axes: usize, index: u32): Axis {
  return changetype<Axis>(axes + <usize>index * offsetof<Axis>());
}
