import { readDigits } from "./digits";
import { stepLane } from "./raw";
import { settle } from "./settle";
import { ARRIVED, SUCCESS, TIED, TIED_BYTE } from "./slots";

// The drawing of draw.ts without SIMD: the same words from the same streams, one lane of four after
// the other, with the generators in memory. It is the oracle of the SIMD code in the tests.

/** See `draw` in draw.ts. */
export function drawScalar(
  count: u32,
  rare: f64,
  flip: bool,
  digits: i32,
  words: usize,
  reached: usize,
  columns: usize,
  wanted: usize,
): void {
  const flips: u64 = flip ? ~0 : 0;
  let low: u64 = 0;
  let high: u64 = 0;
  for (let index: u32 = 0; index < count; index++) {
    drawWord(rare, digits);
    const wordLow = load<u64>(SUCCESS) ^ flips;
    const wordHigh = load<u64>(SUCCESS, 8) ^ flips;
    if (words) {
      store<u64>(words + ((<usize>index) << 4), wordLow);
      store<u64>(words + ((<usize>index) << 4), wordHigh, 8);
    }
    if (reached) {
      const column = columns ? load<u32>(columns + ((<usize>index) << 2)) : index;
      low |= wordLow & load<u64>(reached + ((<usize>column) << 4));
      high |= wordHigh & load<u64>(reached + ((<usize>column) << 4), 8);
      if (!((load<u64>(wanted) & ~low) | (load<u64>(wanted, 8) & ~high))) break;
    }
  }
  store<u64>(ARRIVED, low);
  store<u64>(ARRIVED, high, 8);
}

/** Draws one word into SUCCESS: lanes whose uniform number is below `rare`. */
function drawWord(rare: f64, digits: i32): void {
  const rounds = min(digits, 7);
  let open = false;
  for (let lane: usize = 0; lane < 4; lane++) {
    let success: u32 = 0;
    let tied: u32 = ~0;
    for (let round: i32 = 0; round < rounds; round++) {
      const word = stepLane(round & 1, lane);
      if (readDigits(rare, round, 1)) {
        success |= tied & ~word;
        tied &= word;
      } else tied &= ~word;
    }
    let equal: u32 = 0;
    if (digits > 7) {
      const drawn = stepLane(1, lane);
      const wanted = readDigits(rare, 7, 8);
      for (let shift: u32 = 0; shift < 32; shift += 8) {
        const group = (tied >> shift) & 255;
        const lowest = (group & -group) << shift;
        const byte = (drawn >> shift) & 255;
        if (byte < wanted) success |= lowest;
        if (byte == wanted) equal |= lowest;
        tied &= ~lowest;
      }
      tied |= equal;
      open = open || tied != 0;
    }
    store<u32>(SUCCESS + (lane << 2), success);
    store<u32>(TIED + (lane << 2), tied);
    store<u32>(TIED_BYTE + (lane << 2), equal);
  }
  if (open) settle(rare, digits);
}
