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

/**
 * Decides the lanes of TIED one by one, lowest lane first: each takes lane 0 of fresh words of
 * generator A as its next 32 digits until they differ from those of `p`, and joins SUCCESS if they
 * are smaller. Past the last digit of `p` nothing is smaller.
 */
export function settle(p: f64, digits: i32): void {
  for (let lane: u32 = 0; lane < 128; lane++) {
    const byte: usize = lane >> 3;
    const bit: u8 = 1 << <u8>(lane & 7);
    if (!(load<u8>(TIED + byte) & bit)) continue;
    let compared = load<u8>(TIED_BYTE + byte) & bit ? 15 : 7;
    while (compared < digits) {
      const drawn = stepLane(0, 0);
      stepLane(0, 1);
      stepLane(0, 2);
      stepLane(0, 3);
      const wanted = readDigits(p, compared, 32);
      if (drawn < wanted) store<u8>(SUCCESS + byte, load<u8>(SUCCESS + byte) | bit);
      if (drawn != wanted) break;
      compared += 32;
    }
  }
}
