/**
 * The order of a run in plain JavaScript: Fisher-Yates with unbiased draws, from the words of the engine's
 * stream. Products with 32 bits are exact in doubles up to a bound of 2^21, which is all that is asked here.
 */
import { ORDERS, openLayer, openTarget, state } from "./plain-streams.mjs";

const parts = new Int32Array(256);

/** The next 64 words of the open target, generators A and B in turn: lane by lane, with its state in locals. */
function refill() {
  for (let lane = 0; lane < 8; lane++) {
    const at = lane < 4 ? lane : lane + 12;
    let s0 = state[at];
    let s1 = state[at + 4];
    let s2 = state[at + 8];
    let s3 = state[at + 12];
    for (let index = lane; index < 256; index += 8) {
      const sum = (s0 + s3) | 0;
      const shifted = s1 << 9;
      parts[index] = ((sum << 7) | (sum >>> 25)) + s0;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    state[at] = s0;
    state[at + 4] = s1;
    state[at + 8] = s2;
    state[at + 12] = s3;
  }
}

let next = 256;

function drawPart() {
  if (next === 256) {
    refill();
    next = 0;
  }
  return parts[next++] >>> 0;
}

/** Shuffles the first `count` words of `order`. */
export function shuffle(seed, run, order, count) {
  openLayer(seed, ORDERS, run, 0);
  openTarget(0);
  next = 256;
  for (let last = count - 1; last > 0; last--) {
    const bound = last + 1;
    let product = drawPart() * bound;
    if (product >>> 0 < bound) {
      const excess = 2 ** 32 % bound;
      while (product >>> 0 < excess) product = drawPart() * bound;
    }
    const other = (product * 2 ** -32) | 0;
    const element = order[last];
    order[last] = order[other];
    order[other] = element;
  }
}
