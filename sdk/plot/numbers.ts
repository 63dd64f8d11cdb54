import { writeCount } from "./count-words.ts";

/** Significant digits of exact probabilities. */
export const EXACT_DIGITS = 12;
/** Significant digits of exact numbers that are sums of many terms. */
export const SUM_DIGITS = 12;
/** Significant digits of estimates and of numbers in sentences. */
export const ESTIMATE_DIGITS = 6;

/** A number with at most so many significant digits; small ones in scientific notation. */
export function significant(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded);
}

/** A confidence as people write it. */
export function percent(share: number): string {
  return `${significant(100 * share, ESTIMATE_DIGITS)} %`;
}

/** A probability, and its complement, with their decimal logarithms. */
export interface Share {
  readonly value: number;
  readonly log10: number;
  readonly complement: number;
  readonly log10Complement: number;
}

/** A probability: from its logarithm where it underflows, from its complement where it rounds to 1. */
export function writeShare({ value, log10, complement, log10Complement }: Share, digits: number): string {
  if (value === 0) return writePower(log10);
  const text = significant(value, digits);
  if (text !== "1" || log10Complement === Number.NEGATIVE_INFINITY) return text;
  return `1 - ${complement === 0 ? writePower(log10Complement) : significant(complement, 3)}`;
}

/** 10 to a power, which no double may hold, as `1e-5049286.7`. */
export function writePower(log10: number): string {
  if (log10 === Number.NEGATIVE_INFINITY) return "0";
  return `1e${log10 > 0 ? "+" : ""}${log10.toFixed(1).replace(/\.0$/, "")}`;
}

/** One over a probability, about: `79`, `2.5 x 10^8`, `10^5049287`. */
export function writeOneIn(value: number, log10: number): string {
  if (!(1 / value < 1e15)) return `10^${Math.round(-log10)}`;
  return writeAbout(1 / value);
}

/** A positive number about: whole below 1000, otherwise with two or three digits. */
export function writeAbout(count: number): string {
  if (count < 1000) return String(Math.round(count));
  return writeCount(Number(count.toPrecision(count < 999500 ? 3 : 2)));
}
