import { PercolationError, show } from "../errors.ts";
import type { Flag, FlagValue } from "./flags.ts";

/** Flags that cannot be understood, in the form that errors of queries have. */
export function usageError(message: string, field = ""): PercolationError {
  return new PercolationError("invalid-input", message, { field });
}

/** What the text of a flag says. */
export function readValue(kind: Flag["kind"], text: string): FlagValue {
  switch (kind) {
    case "number":
      return readNumber(text);
    case "numbers":
      return text.split(",").map(readNumber);
    case "rates":
      return text.includes(",") ? text.split(",").map(readNumber) : readNumber(text);
    case "sizes":
      return text.split(/[x,]/i).map(readNumber);
    case "shapes":
      return Object.fromEntries(text.split(",").map(readShape));
    case "switches":
      return readSwitches(text);
    default:
      return text;
  }
}

/** `NAME=AxB`; names may hold an equals sign too. */
function readShape(text: string): [string, (number | string)[]] {
  const end = text.lastIndexOf("=");
  if (end <= 0) throw usageError(`--input-shapes: expected NAME=AxB, got ${show(text)}`);
  return [
    text.slice(0, end),
    text
      .slice(end + 1)
      .split(/x/i)
      .map(readNumber),
  ];
}

/** Nothing is true; one value is itself. */
function readSwitches(text: string): FlagValue {
  const values = text.split(",").map((word) => (word === "true" ? true : word === "false" ? false : word));
  return text === "" ? true : values.length === 1 ? (values[0] ?? text) : values;
}

/** A decimal number, also as 1e12; any other text as it is, for the query's own check to refuse. */
export function readNumber(text: string): number | string {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text;
}
