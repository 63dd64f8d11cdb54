import type { LabelledSamples } from "percolation/training";
import { NO_DIGITS, readDigits } from "../../sdk/studies/digits.ts";

export { PIXELS } from "../../sdk/studies/digits.ts";

/** As {@link readDigits}; tests need them. */
export function mnistDigits(each: number, first = 0): LabelledSamples {
  const digits = readDigits(each, first);
  if (!digits) throw new Error(NO_DIGITS);
  return digits;
}
