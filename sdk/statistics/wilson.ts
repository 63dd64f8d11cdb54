import { normalQuantile } from "../engine/mathematics.ts";

/** An interval that covers the true probability with the stated confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/**
 * Wilson's score interval for a probability of which `successes` of `trials` independent trials speak.
 * Unlike the normal interval it is right near 0 and 1 too.
 * Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
 */
export function wilsonInterval(successes: number, trials: number, confidence: number): Interval {
  const z = -normalQuantile((1 - confidence) / 2); // 1 - confidence is exact where it is small
  const share = successes / trials;
  const square = (z * z) / trials;
  const centre = share + square / 2;
  const spread = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - spread) / (1 + square)),
    high: successes === trials ? 1 : Math.min(1, (centre + spread) / (1 + square)),
    confidence,
  };
}
