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
    for (let word: u32 = 0; word < count; word++, words += 16) {
      const state = STATE + (<usize>(word & 1) << 6);
      let s0 = v128.load(state), s1 = v128.load(state, 16), s2 = v128.load(state, 32), s3 = v128.load(state, 48);
      const sum = i32x4.add(s0, s3);
      v128.store(words, i32x4.add(v128.or(i32x4.shl(sum, 7), i32x4.shr_u(sum, 25)), s0));
      const shifted = i32x4.shl(s1, 9);
      s2 = v128.xor(s2, s0); s3 = v128.xor(s3, s1); s1 = v128.xor(s1, s2); s0 = v128.xor(s0, s3);
      v128.store(state, s0);
      v128.store(state, s1, 16);
      v128.store(state, v128.xor(s2, shifted), 32);
      v128.store(state, v128.or(i32x4.shl(s3, 11), i32x4.shr_u(s3, 21)), 48);
    }
  } else {
    for (let word: u32 = 0; word < count; word++, words += 16) {
      for (let lane: usize = 0; lane < 4; lane++) store<u32>(words + (lane << 2), stepLane(word & 1, lane));
    }
  }
}
