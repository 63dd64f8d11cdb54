import { countDigits, readDigits } from "./digits";
import { drawScalar } from "./draw-scalar";
import { settle } from "./settle";
import { ARRIVED, DIGITS, FLIPS, STATE, SUCCESS, TIED, TIED_BYTE } from "./slots";

// Bernoulli words: 128 trials a word, each lane set with probability `keep`, exact to the double given.
//
// The rarer of keep and drop is drawn, since min(keep, drop) is exact whichever of them was given
// (1 - x is exact for x >= 1/2). Its digits are compared with random digits, bit-sliced:
//   words 1 to 7, from the generators A B A B A B A: one digit of every lane;
//   word 8, from B: the lowest lane still tied in each group of eight takes its byte as 8 digits;
//   lanes tied after that are settled one by one (settle.ts).
// A probability of at most 7 digits (1/2, 1/4, 3/8, ...) draws just its digits and has no ties.
// Two generators, because one is bound by the latency of its own recurrence; in locals, because
// globals make them six times slower. What does not change in the loop stays in memory: sixteen
// vector registers hold no more than the two generators and the word being drawn.

/**
 * Draws up to `count` words of the open target. For each of them, in order:
 *  - stores it to `words`, when that is not 0;
 *  - ORs `word & reached[column]` into ARRIVED, when `reached` is not 0; column is `columns[index]`,
 *    or the index itself when `columns` is 0. Stops as soon as ARRIVED holds every lane of the word at
 *    `wanted`: no later word can add one that counts.
 */
export function draw(
  count: u32,
  keep: f64,
  drop: f64,
  words: usize,
  reached: usize,
  columns: usize,
  wanted: usize,
): void {
  const flip = drop < keep;
  const rare = flip ? drop : keep;
  const digits = countDigits(rare);
  if (ASC_FEATURE_SIMD) {
    if (digits > 7) drawSimd<u64>(count, rare, flip, digits, words, reached, columns, wanted);
    else if (digits == 1) drawSimd<bool>(count, rare, flip, digits, words, reached, columns, wanted);
    else drawSimd<u8>(count, rare, flip, digits, words, reached, columns, wanted);
  } else drawScalar(count, rare, flip, digits, words, reached, columns, wanted);
}

/** T says how many digits the loop is compiled for: bool for one, u8 for at most 7, u64 for any number. */
function drawSimd<T>(
  count: u32,
  rare: f64,
  flip: bool,
  digits: i32,
  words: usize,
  reached: usize,
  columns: usize,
  wanted: usize,
): void {
  if (ASC_FEATURE_SIMD) {
    const pairs = sizeof<T>() == 8 ? 3 : isBoolean<T>() ? 0 : digits >> 1;
    const head = isBoolean<T>() ? i32.MIN_VALUE : <i32>(readDigits(rare, 0, 7) << 25);
    v128.store(FLIPS, i64x2.splat(flip ? -1 : 0));
    v128.store(DIGITS, i8x16.splat(<i8>readDigits(rare, 7, 8)));
    let arrived = i64x2.splat(0);
    let a0 = v128.load(STATE), a1 = v128.load(STATE, 16), a2 = v128.load(STATE, 32), a3 = v128.load(STATE, 48);
    let b0 = v128.load(STATE, 64), b1 = v128.load(STATE, 80), b2 = v128.load(STATE, 96), b3 = v128.load(STATE, 112);
    let word: v128, shifted: v128;
    for (let index: u32 = 0; index < count; index++) {
      let success = i64x2.splat(0);
      let tied = i64x2.splat(-1);
      let pattern = head;
      for (let pair: i32 = 0; pair < pairs; pair++) {
        word = i32x4.add(rotate7(i32x4.add(a0, a3)), a0);
        shifted = i32x4.shl(a1, 9);
        a2 = v128.xor(a2, a0); a3 = v128.xor(a3, a1); a1 = v128.xor(a1, a2); a0 = v128.xor(a0, a3);
        a2 = v128.xor(a2, shifted); a3 = rotate11(a3);
        if (pattern < 0) { success = v128.or(success, v128.andnot(tied, word)); tied = v128.and(tied, word); }
        else tied = v128.andnot(tied, word);
        pattern <<= 1;
        word = i32x4.add(rotate7(i32x4.add(b0, b3)), b0);
        shifted = i32x4.shl(b1, 9);
        b2 = v128.xor(b2, b0); b3 = v128.xor(b3, b1); b1 = v128.xor(b1, b2); b0 = v128.xor(b0, b3);
        b2 = v128.xor(b2, shifted); b3 = rotate11(b3);
        if (pattern < 0) { success = v128.or(success, v128.andnot(tied, word)); tied = v128.and(tied, word); }
        else tied = v128.andnot(tied, word);
        pattern <<= 1;
      }
      if (sizeof<T>() == 8 || isBoolean<T>() || digits & 1) {
        word = i32x4.add(rotate7(i32x4.add(a0, a3)), a0);
        shifted = i32x4.shl(a1, 9);
        a2 = v128.xor(a2, a0); a3 = v128.xor(a3, a1); a1 = v128.xor(a1, a2); a0 = v128.xor(a0, a3);
        a2 = v128.xor(a2, shifted); a3 = rotate11(a3);
        if (isBoolean<T>()) success = v128.not(word); // the one digit is a 1, and 0 is below it
        else if (pattern < 0) { success = v128.or(success, v128.andnot(tied, word)); tied = v128.and(tied, word); }
        else tied = v128.andnot(tied, word);
      }
      if (sizeof<T>() == 8) {
        word = i32x4.add(rotate7(i32x4.add(b0, b3)), b0);
        shifted = i32x4.shl(b1, 9);
        b2 = v128.xor(b2, b0); b3 = v128.xor(b3, b1); b1 = v128.xor(b1, b2); b0 = v128.xor(b0, b3);
        b2 = v128.xor(b2, shifted); b3 = rotate11(b3);
        const wantedByte = v128.load(DIGITS);
        const lowest = v128.and(tied, i8x16.neg(tied));
        const equal = v128.and(lowest, i8x16.eq(word, wantedByte));
        success = v128.or(success, v128.and(lowest, i8x16.lt_u(word, wantedByte)));
        tied = v128.or(v128.andnot(tied, lowest), equal);
        if (v128.any_true(tied)) {
          v128.store(STATE, a0); v128.store(STATE, a1, 16); v128.store(STATE, a2, 32); v128.store(STATE, a3, 48);
          v128.store(SUCCESS, success);
          v128.store(TIED, tied);
          v128.store(TIED_BYTE, equal);
          settle(rare, digits);
          success = v128.load(SUCCESS);
          a0 = v128.load(STATE); a1 = v128.load(STATE, 16); a2 = v128.load(STATE, 32); a3 = v128.load(STATE, 48);
        }
      }
      if (!isBoolean<T>()) success = v128.xor(success, v128.load(FLIPS)); // 1/2 is never flipped
      if (words) v128.store(words + (<usize>index << 4), success);
      if (reached) {
        const column = columns ? load<u32>(columns + (<usize>index << 2)) : index;
        arrived = v128.or(arrived, v128.and(success, v128.load(reached + (<usize>column << 4))));
        if (!v128.any_true(v128.andnot(v128.load(wanted), arrived))) break;
      }
    }
    v128.store(ARRIVED, arrived);
  }
}

@inline
function rotate7(word: v128): v128 {
  return v128.or(i32x4.shl(word, 7), i32x4.shr_u(word, 25));
}

@inline
function rotate11(word: v128): v128 {
  return v128.or(i32x4.shl(word, 11), i32x4.shr_u(word, 21));
}
