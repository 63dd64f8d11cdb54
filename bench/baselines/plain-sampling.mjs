/**
 * The engine's Bernoulli words in plain JavaScript: 128 trials a word, as four 32-bit parts. While a part
 * is drawn its two generators are in local variables, between parts in a typed array: locals for all four
 * parts at once would be more than the machine has registers.
 */
import { drawFewDigits } from "./plain-few-digits.mjs";
import { state, stepLane } from "./plain-streams.mjs";

/** The four parts of the word last drawn. */
const success = new Int32Array(4);
const tied = new Int32Array(4);
const equal = new Int32Array(4);

/** Lanes that arrive over some open bond, of the last `drawInto`. */
export const arrived = new Int32Array(4);

/** `count` binary digits of p after position `from`; exact, as powers of two and remainders are. */
function readDigits(p, from, count) {
  return Math.floor(((p * 2 ** from) % 1) * 2 ** count);
}

/** A rate as the drawing takes it; prepared once a query, since that is not what is measured. */
export function prepareRate(keep, drop) {
  const rare = Math.min(keep, drop);
  let digits = 0;
  for (let rest = rare; rest !== 0; rest = (rest * 2) % 1) digits++;
  const flips = drop < keep ? -1 : 0;
  return { rare, flips, digits, head: readDigits(rare, 0, 7) << 25, byte: readDigits(rare, 7, 8) | 0 };
}

/** Decides lanes whose first digits all equal those of the rate; about one word in thirty has any. */
function settle({ rare, digits }) {
  for (let part = 0; part < 4; part++) {
    for (let left = tied[part]; left !== 0; left &= left - 1) {
      const lowest = left & -left;
      for (let compared = equal[part] & lowest ? 15 : 7; compared < digits; compared += 32) {
        const drawn = stepLane(0);
        for (let other = 1; other < 4; other++) stepLane(other);
        const wanted = readDigits(rare, compared, 32);
        if (drawn < wanted) success[part] |= lowest;
        if (drawn !== wanted) break;
      }
    }
  }
}

/** Draws one of the four parts of a word into `success`; returns the lanes left to be settled. */
function drawPart(part, digits, head, byte) {
  let a0 = state[part];
  let a1 = state[4 + part];
  let a2 = state[8 + part];
  let a3 = state[12 + part];
  let b0 = state[16 + part];
  let b1 = state[20 + part];
  let b2 = state[24 + part];
  let b3 = state[28 + part];
  const rounds = digits > 7 ? 8 : digits;
  let won = 0;
  let left = -1;
  let pattern = head;
  let word = 0;
  for (let round = 0; round < rounds; round += 2) {
    const sumA = (a0 + a3) | 0;
    const shiftedA = a1 << 9;
    word = (((sumA << 7) | (sumA >>> 25)) + a0) | 0;
    a2 ^= a0;
    a3 ^= a1;
    a1 ^= a2;
    a0 ^= a3;
    a2 ^= shiftedA;
    a3 = (a3 << 11) | (a3 >>> 21);
    if (pattern < 0) {
      won |= left & ~word;
      left &= word;
    } else left &= ~word;
    if (round + 1 === rounds) break;
    pattern <<= 1;
    const sumB = (b0 + b3) | 0;
    const shiftedB = b1 << 9;
    word = (((sumB << 7) | (sumB >>> 25)) + b0) | 0;
    b2 ^= b0;
    b3 ^= b1;
    b1 ^= b2;
    b0 ^= b3;
    b2 ^= shiftedB;
    b3 = (b3 << 11) | (b3 >>> 21);
    if (round === 6) break; // the eighth word is a byte, not a digit
    if (pattern < 0) {
      won |= left & ~word;
      left &= word;
    } else left &= ~word;
    pattern <<= 1;
  }
  state[part] = a0;
  state[4 + part] = a1;
  state[8 + part] = a2;
  state[12 + part] = a3;
  state[16 + part] = b0;
  state[20 + part] = b1;
  state[24 + part] = b2;
  state[28 + part] = b3;
  let same = 0;
  if (rounds === 8) {
    // The lowest tied lane of each byte takes the byte drawn as its next eight digits.
    for (let shift = 0; left !== 0 && shift < 32; shift += 8) {
      const group = (left >>> shift) & 255;
      const lowest = (group & -group) << shift;
      const drawn = (word >>> shift) & 255;
      if (drawn < byte) won |= lowest;
      else if (drawn === byte) same |= lowest;
      left &= ~lowest;
    }
    left |= same;
    tied[part] = left;
    equal[part] = same;
  } else left = 0;
  success[part] = won;
  return left;
}

function drawWord(rate) {
  const { digits, head, byte } = rate;
  let open = 0;
  for (let part = 0; part < 4; part++) open |= drawPart(part, digits, head, byte);
  if (open !== 0) settle(rate);
}

/** Draws `count` words of the open target to `words`. */
export function drawWords(count, rate, words) {
  if (rate.digits <= 7) return drawFewDigits(count, rate, words);
  for (let at = 0; at < 4 * count; at += 4) {
    drawWord(rate);
    for (let part = 0; part < 4; part++) words[at + part] = success[part] ^ rate.flips;
  }
}

/** Draws words until `arrived`, their OR after AND with those of `reached`, covers the word at `wanted`. */
export function drawInto(count, rate, reached, wanted) {
  arrived.fill(0);
  for (let at = 0; at < 4 * count; at += 4) {
    drawWord(rate);
    let missing = 0;
    for (let part = 0; part < 4; part++) {
      arrived[part] |= (success[part] ^ rate.flips) & reached[at + part];
      missing |= wanted[part] & ~arrived[part];
    }
    if (missing === 0) return;
  }
}
