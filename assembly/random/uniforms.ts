import { openLayer, openTarget, UNIFORMS } from "./address";
import { fillWords } from "./raw";

// Uniform numbers in [1, 2), 52 random bits each: the highest of a 64-bit part of a word behind the exponent
// of 1, so that they compare as the numbers one below do, without any arithmetic.

/** Opens the uniform numbers of the elements at `layer` in a trial. */
export function openUniforms(seedLow: u32, seedHigh: u32, trialLow: u32, trialHigh: u32, layer: u32): void {
  openLayer(seedLow, seedHigh, UNIFORMS, trialLow, trialHigh, layer);
  openTarget(0);
}

/** Writes the next `count` uniform numbers to `numbers`, which has room for an even number of them. */
export function fillUniforms(numbers: usize, count: u32): void {
  const words = (count + 1) >> 1;
  fillWords(numbers, words);
  for (let at = numbers; at < numbers + (<usize>words << 4); at += 16) {
    if (ASC_FEATURE_SIMD) {
      v128.store(at, v128.or(i64x2.shr_u(v128.load(at), 12), i64x2.splat(0x3ff0000000000000)));
    } else {
      store<u64>(at, (load<u64>(at) >> 12) | 0x3ff0000000000000);
      store<u64>(at, (load<u64>(at, 8) >> 12) | 0x3ff0000000000000, 8);
    }
  }
}
