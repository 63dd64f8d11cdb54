import { readDigits } from "./digits";
import { fillWords } from "./raw";
import { SUCCESS, TIED, TIED_BYTE, WORD } from "./slots";

// What the bit-sliced drawing leaves undecided: about one word in thirty has a lane or two whose
// first digits all equal those of the probability. Rare, so this is plain code on memory.

/** Part 0 of the next word of generator A, all of which advances. */
function stepFirst(): u32 {
  fillWords(WORD, 1);
  return load<u32>(WORD);
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
