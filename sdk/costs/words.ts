import type { Rate } from "../engine/layers.ts";
import { hazard } from "./rough.ts";

// What a drawn word of 128 trials costs (assembly/random/draw.ts), in nanoseconds, and how many are drawn until all
// trials are settled. Fitted to medians of dense layers of 8 to 1024 neurons at rates from 0.001 to 0.999.

/** A word of a rate with more than seven binary digits, and each digit of one with fewer. */
const [WORD, DIGIT] = [9.5, 1];
const MOST_DIGITS = 7;
/** A word that is also compared with what is reached. */
const REACHED = 1.5;
/** Opening the stream of one target. */
const TARGET = 26;
/** log 128 and Euler's constant: of 128 trials the last is settled so many e-foldings on. */
const LAST = 5.43;

/** One word of Bernoulli trials. */
export function wordUnits({ keep, drop }: Rate): number {
  let rest = Math.min(keep, drop);
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    if (rest === 0) return 0.5 + DIGIT * digits;
    rest = 2 * rest - Math.floor(2 * rest);
  }
  return WORD;
}

/** The bonds into one target, drawn until every trial has one that leads to it: of so many, of which `share` are reached. */
export function targetUnits(rate: Rate, bonds: number, share: number): number {
  const open = rate.keep * share;
  const needed = open >= 1 ? 1 : 0.5 + LAST / hazard(open);
  return TARGET + Math.min(bonds, needed) * (wordUnits(rate) + REACHED);
}
