import { parseArgs } from "node:util";
import { PercolationError, show } from "../errors.ts";
import type { Flag, FlagName, FlagValue, FlagValues } from "./flags.ts";

/** What stands on the command line after the command. */
export interface Arguments {
  readonly values: FlagValues;
  readonly positionals: readonly string[];
}

/** A command line that cannot be understood, in the form that errors of queries have. */
export function usageError(message: string): PercolationError {
  return new PercolationError("invalid-input", message);
}

/** Parses the flags that `command` takes. */
export function parseArguments(
  command: string,
  flags: ReadonlyMap<FlagName, Flag>,
  given: readonly string[],
): Arguments {
  const options = Object.fromEntries(
    [...flags].map(([name, { kind }]) => [
      name,
      { type: kind === "switch" ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  const bare = [...flags].flatMap(([name, { kind }]) => (kind === "switches" ? [`--${name}`] : []));
  const args = joinNegativeNumbers(given).map((text) => (bare.includes(text) ? `${text}=` : text));
  const { values, positionals } = strictly(command, () =>
    parseArgs({ args, options, strict: true, allowPositionals: true }),
  );
  const read = [...flags].flatMap(([name, { kind }]): [FlagName, FlagValue][] => {
    const text = values[name];
    if (typeof text === "boolean") return [[name, text]];
    return typeof text === "string" ? [[name, readValue(kind, text)]] : [];
  });
  return { values: Object.fromEntries(read), positionals };
}

/** `--from -1` would be a missing value followed by a flag; as `--from=-1` it is a number out of range. */
function joinNegativeNumbers(given: readonly string[]): string[] {
  const joined: string[] = [];
  for (const text of given) {
    const before = joined[joined.length - 1];
    if (/^-[\d.]/.test(text) && before !== undefined && /^--[^=]+$/.test(before)) {
      joined[joined.length - 1] = `${before}=${text}`;
    } else {
      joined.push(text);
    }
  }
  return joined;
}

/** parseArgs speaks of options and in several lines; its errors become one line in the words of this program. */
function strictly<T>(command: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const name = /'(-[^' =]*)/.exec(error.message)?.[1] ?? "";
    if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      throw usageError(`${name}: expected a flag of ${command}, see percolation ${command} --help`);
    }
    if (error.code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") throw error;
    const takesNone = error.message.includes("does not take an argument");
    throw usageError(`${name}: expected ${takesNone ? "no value, got one" : "a value, got none"}`);
  }
}

function readValue(kind: Flag["kind"], text: string): FlagValue {
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
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text;
}
