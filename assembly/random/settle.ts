import { readDigits } from "./digits";
import { STATE, SUCCESS, TIED, TIED_BYTE } from "./slots";

// What the bit-sliced drawing leaves undecided: about one word in thirty has a lane or two whose
// first digits all equal those of the probability. Rare, so this is plain code on memory.

@inline
function rotate(word: u32, count: u32): u32 {
  return (word << count) | (word >> (32 - count));
}

/** Advances one lane of generator `generator` (0 = A, 1 = B) in STATE: xoshiro128++ of Blackman and Vigna. */
export function stepLane(generator: usize, lane: usize): u32 {
  const at = STATE + (generator << 6) + (lane << 2);
  let s0 = load<u32>(at);
  let s1 = load<u32>(at, 16);
  let s2 = load<u32>(at, 32);
  let s3 = load<u32>(at, 48);
  const word = rotate(s0 + s3, 7) + s0;
  const shifted = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= shifted;
  s3 = rotate(s3, 11);
  store<u32>(at, s0);
  store<u32>(at, s1, 16);
  store<u32>(at, s2, 32);
  store<u32>(at, s3, 48);
  return word;
}

/** Advances all of generator A in STATE and returns part 0 of its word. */
function stepFirst(): u32 {
  if (ASC_FEATURE_SIMD) {
    let s0 = v128.load(STATE);
    let s1 = v128.load(STATE, 16);
    let s2 = v128.load(STATE, 32);
    let s3 = v128.load(STATE, 48);
    const word = rotate(i32x4.extract_lane(s0, 0) + i32x4.extract_lane(s3, 0), 7) + i32x4.extract_lane(s0, 0);
    const shifted = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s3 = v128.or(i32x4.shl(s3, 11), i32x4.shr_u(s3, 21));
    v128.store(STATE, s0);
    v128.store(STATE, s1, 16);
    v128.store(STATE, v128.xor(s2, shifted), 32);
    v128.store(STATE, s3, 48);
    return word;
  } else {
    const word = stepLane(0, 0);
    stepLane(0, 1);
    stepLane(0, 2);
    stepLane(0, 3);
    return word;
  }
}

/**
 * Decides the lanes of TIED one by one, lowest lane first: each takes part 0 of fresh words of
 * generator A as its next 32 digits until they differ from those of `p`, and joins SUCCESS if they
 * are smaller. Past the last digit of `p` nothing is smaller.
 */
export function settle(p: f64, digits: i32): void {
  for (let half: usize = 0; half < 16; half += 8) {
    let success = load<u64>(SUCCESS + half);
    for (let tied = load<u64>(TIED + half); tied; tied &= tied - 1) {
      const lane = tied & -tied;
      let compared = load<u64>(TIED_BYTE + half) & lane ? 15 : 7;
      while (compared < digits) {
        const drawn = stepFirst();
        const wanted = readDigits(p, compared, 32);
        if (drawn < wanted) success |= lane;
        if (drawn != wanted) break;
        compared += 32;
      }
    }
    store<u64>(SUCCESS + half, success);
  }
}
