import { invalidLine } from "./failures.ts";

/** Decimal notation only: JavaScript by itself also takes "0x10", "Infinity" and the empty text for numbers. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

const DIGITS = /^\d+$/;

/** A finite number in decimal notation, undefined for any other text. */
export function decimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The weight of an edge in a line. */
export function weightAt(line: number, text: string): number {
  const value = decimal(text);
  if (value === undefined) throw invalidLine(line, "a finite number as weight", text);
  return value;
}

/** An integer in low..high in a line; `what` names it in the error. */
export function integerAt(line: number, text: string | undefined, low: number, high: number, what: string): number {
  const value = text !== undefined && DIGITS.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw invalidLine(line, `${what} in ${low}..${high}`, text);
  return value;
}
