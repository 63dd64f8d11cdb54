/**
 * The engine's streams of random words in plain JavaScript: where a stream starts, and one step of it.
 * Int32Array throughout, since V8 keeps its elements in 32-bit registers without a check for numbers
 * above 2^31.
 */

export const SITES = 1;
export const BONDS = 2;
export const ORDERS = 3;

const GOLDEN = 0x9e3779b9;

const layerWords = new Int32Array(32);

/** Generator A as words s0 s1 s2 s3 of four lanes each, then generator B alike. */
export const state = new Int32Array(32);

function mix(word) {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** Hashes all of an address but its target. Seeds and blocks below 2^32 are all the benchmarks need. */
export function openLayer(seed, purpose, block, layer) {
  for (let i = 0; i < 32; i++) {
    let word = mix(Math.imul(i, GOLDEN));
    word = mix(((word ^ seed) + GOLDEN) | 0);
    word = mix((word + GOLDEN) | 0); // the seed's upper half
    word = mix(((word ^ purpose) + GOLDEN) | 0);
    word = mix(((word ^ block) + GOLDEN) | 0);
    word = mix((word + GOLDEN) | 0); // the block's upper half
    word = mix(((word ^ layer) + GOLDEN) | 0);
    layerWords[i] = word;
  }
}

/** Starts the two generators of one target of the open layer. */
export function openTarget(target) {
  const offset = Math.imul(target, GOLDEN);
  for (let i = 0; i < 32; i++) state[i] = mix((layerWords[i] + offset) | 0);
}

/** Advances one lane of generator A in memory: xoshiro128++. For lanes that are settled one by one. */
export function stepLane(lane) {
  const s0 = state[lane];
  const s1 = state[4 + lane];
  const sum = (s0 + state[12 + lane]) | 0;
  const s2 = state[8 + lane] ^ s0;
  const s3 = state[12 + lane] ^ s1;
  state[lane] = s0 ^ s3;
  state[4 + lane] = s1 ^ s2;
  state[8 + lane] = s2 ^ (s1 << 9);
  state[12 + lane] = (s3 << 11) | (s3 >>> 21);
  return (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
}
