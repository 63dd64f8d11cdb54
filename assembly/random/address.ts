// A stream of random words is addressed by (seed, purpose, block, layer, target). The address is
// hashed in two steps: `openLayer` turns all but the target into 32 words, once per layer and block;
// `openTarget` mixes the target in, once per neuron, and leaves the state of two generators.
//
// Both steps apply bijections of 32-bit words to 32 distinct starting values, so the 32 words of a
// state are distinct too, and no generator can start from the all-zero state it would never leave.

import { LAYER, STATE } from "./slots";

/** Purposes keep streams apart. Later ones take later numbers. */
export const SITES: u32 = 1;
export const BONDS: u32 = 2;
/** Orders in which a sweep adds elements; the block is the number of the run. */
export const ORDERS: u32 = 3;
/** Masks of one run or sample, a bit an element; layer 0 for sites, 1 for bonds. */
export const BITS: u32 = 4;
/** Uniform numbers of one trial, one an element; layer 0 for sites, 1 for bonds. */
export const UNIFORMS: u32 = 5;
/** Random graphs. */
export const GRAPHS: u32 = 6;

const GOLDEN: u32 = 0x9e3779b9; // 2^32 / golden ratio, odd: steps through all words

/** Mixing function of 32-bit words: the finaliser of MurmurHash3 (A. Appleby, public domain). */
@inline
function mix(word: u32): u32 {
  word = (word ^ (word >> 16)) * 0x85ebca6b;
  word = (word ^ (word >> 13)) * 0xc2b2ae35;
  return word ^ (word >> 16);
}

/** The mixing function on four words at a time. */
@inline
function mixFour(words: v128): v128 {
  words = i32x4.mul(v128.xor(words, i32x4.shr_u(words, 16)), i32x4.splat(0x85ebca6b));
  words = i32x4.mul(v128.xor(words, i32x4.shr_u(words, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(words, i32x4.shr_u(words, 16));
}

/** Mixes one word of the address into the base words. */
function absorb(word: u32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < 128; i += 16) {
      const words = v128.xor(v128.load(LAYER + i), i32x4.splat(word));
      v128.store(LAYER + i, mixFour(i32x4.add(words, i32x4.splat(GOLDEN))));
    }
  } else {
    for (let i: usize = 0; i < 128; i += 4) store<u32>(LAYER + i, mix((load<u32>(LAYER + i) ^ word) + GOLDEN));
  }
}

/** Hashes all of an address but its target into LAYER. */
export function openLayer(seedLow: u32, seedHigh: u32, purpose: u32, blockLow: u32, blockHigh: u32, layer: u32): void {
  for (let i: u32 = 0; i < 32; i++) store<u32>(LAYER + (<usize>i << 2), mix(i * GOLDEN));
  absorb(seedLow);
  absorb(seedHigh);
  absorb(purpose);
  absorb(blockLow);
  absorb(blockHigh);
  absorb(layer);
}

/** Starts the two generators of one target of the open layer: fills STATE. */
export function openTarget(target: u32): void {
  const offset = target * GOLDEN;
  if (ASC_FEATURE_SIMD) {
    const offsets = i32x4.splat(offset);
    for (let i: usize = 0; i < 128; i += 16) v128.store(STATE + i, mixFour(i32x4.add(v128.load(LAYER + i), offsets)));
  } else {
    for (let i: usize = 0; i < 128; i += 4) store<u32>(STATE + i, mix(load<u32>(LAYER + i) + offset));
  }
}
