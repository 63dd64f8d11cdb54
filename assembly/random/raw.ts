import { STATE } from "./slots";

// The words of a stream as they come, for everything that is not a Bernoulli word.

/** Advances one lane of generator `generator` (0 = A, 1 = B) in STATE: xoshiro128++ of Blackman and Vigna. */
export function stepLane(generator: usize, lane: usize): u32 {
  const at = STATE + (generator << 6) + (lane << 2);
  let s0 = load<u32>(at);
  let s1 = load<u32>(at, 16);
  let s2 = load<u32>(at, 32);
  let s3 = load<u32>(at, 48);
  const word = rotl<u32>(s0 + s3, 7) + s0;
  const shifted = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= shifted;
  s3 = rotl<u32>(s3, 11);
  store<u32>(at, s0);
  store<u32>(at, s1, 16);
  store<u32>(at, s2, 32);
  store<u32>(at, s3, 48);
  return word;
}

/** Writes the next `count` words (16 bytes each) of the open target to `words`: from A, B, A, B, ... */
export function fillWords(words: usize, count: u32): void {
  if (ASC_FEATURE_SIMD) {
    // In locals, since a generator whose state goes through memory takes several times as long.
    let a0 = v128.load(STATE), a1 = v128.load(STATE, 16), a2 = v128.load(STATE, 32), a3 = v128.load(STATE, 48);
    let b0 = v128.load(STATE, 64), b1 = v128.load(STATE, 80), b2 = v128.load(STATE, 96), b3 = v128.load(STATE, 112);
    for (let word: u32 = 0; word < count; word += 2, words += 32) {
      let shifted = i32x4.shl(a1, 9);
      v128.store(words, i32x4.add(rotate(i32x4.add(a0, a3), 7), a0));
      a2 = v128.xor(a2, a0); a3 = v128.xor(a3, a1); a1 = v128.xor(a1, a2); a0 = v128.xor(a0, a3);
      a2 = v128.xor(a2, shifted); a3 = rotate(a3, 11);
      if (word + 1 == count) break;
      shifted = i32x4.shl(b1, 9);
      v128.store(words, i32x4.add(rotate(i32x4.add(b0, b3), 7), b0), 16);
      b2 = v128.xor(b2, b0); b3 = v128.xor(b3, b1); b1 = v128.xor(b1, b2); b0 = v128.xor(b0, b3);
      b2 = v128.xor(b2, shifted); b3 = rotate(b3, 11);
    }
    v128.store(STATE, a0); v128.store(STATE, a1, 16); v128.store(STATE, a2, 32); v128.store(STATE, a3, 48);
    v128.store(STATE, b0, 64); v128.store(STATE, b1, 80); v128.store(STATE, b2, 96); v128.store(STATE, b3, 112);
  } else {
    for (let word: u32 = 0; word < count; word++, words += 16) {
      for (let lane: usize = 0; lane < 4; lane++) store<u32>(words + (lane << 2), stepLane(word & 1, lane));
    }
  }
}

@inline
function rotate(word: v128, count: i32): v128 {
  return v128.or(i32x4.shl(word, count), i32x4.shr_u(word, 32 - count));
}
