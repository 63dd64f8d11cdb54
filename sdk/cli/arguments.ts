import { parseArgs } from "node:util";
import type { Flag, FlagName, FlagValue } from "../flags/flags.ts";
import { readValue, usageError } from "../flags/values.ts";

/** What stands on the command line after the command. */
export interface Arguments<Name extends string = FlagName> {
  readonly values: { readonly [Each in Name]?: FlagValue };
  readonly positionals: readonly string[];
}

/** Parses the flags that `command` takes. */
export function parseArguments<Name extends string>(
  command: string,
  flags: ReadonlyMap<Name, Flag>,
  given: readonly string[],
): Arguments<Name> {
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
  const read = [...flags].flatMap(([name, { kind }]): [Name, FlagValue][] => {
    const text = values[name];
    if (typeof text === "boolean") return [[name, text]];
    return typeof text === "string" ? [[name, readValue(kind, text)]] : [];
  });
  return { values: Object.fromEntries(read) as Arguments<Name>["values"], positionals };
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
