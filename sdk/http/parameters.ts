import { show } from "../errors.ts";
import { type Flag, type FlagName, type FlagValue, type FlagValues, outputFlags } from "../flags/flags.ts";
import { type CommandName, flagsOf, forms } from "../flags/forms.ts";
import { describeNetwork, shapesOf } from "../flags/network.ts";
import { describeQuery, isOfOutput } from "../flags/query.ts";
import { readValue, usageError } from "../flags/values.ts";
import { Problem } from "./problem.ts";

/** Flags that take files, and those that only make sense beside them. */
const fileFlags: readonly FlagName[] = [
  ...(["model", "input-shape", "input-shapes", "tokens", "drop-channels", "keep-channels"] as const),
  ...(["graph", "format", "directed", "weight", "order"] as const),
];

/** Characters of a query string that are read. */
export const MAX_QUERY_STRING = 16384;

/** Flags by which networks are given in files. */
const FILES = ["model", "graph"];

const tables = new Map<CommandName, ReadonlyMap<FlagName, Flag>>();

/** The flags of a question that are parameters of its GET form. */
export function parametersOf(name: CommandName): ReadonlyMap<FlagName, Flag> {
  const known = tables.get(name);
  if (known) return known;
  const table = new Map([...flagsOf(name)].filter(([flag]) => !fileFlags.includes(flag) && !isOfOutput(flag)));
  tables.set(name, table);
  return table;
}

/** The query that the parameters of a GET form describe, unchecked. */
export function readParameters(name: CommandName, text: string): Readonly<Record<string, unknown>> {
  if (text.length > MAX_QUERY_STRING) {
    throw new Problem(
      "uri-too-long",
      `query string: expected at most ${MAX_QUERY_STRING} characters, got ${text.length}`,
    );
  }
  const values = readValues(name, new URLSearchParams(text));
  const form = forms[name];
  const shapes = shapesOf(form).filter((shape) => !FILES.includes(shape));
  const network = form.takes.length > 0 ? describeNetwork(shapes, values, (flag) => flag) : undefined;
  return describeQuery(name, values, network && "kind" in network ? network : undefined);
}

function readValues(name: CommandName, given: URLSearchParams): FlagValues {
  const table = parametersOf(name);
  const values = new Map<FlagName, FlagValue>();
  const seen = new Set<string>();
  for (const [key, text] of given) {
    if (seen.has(key)) throw usageError(`${key}: expected once, got it again`, key);
    seen.add(key);
    const flag = table.get(key as FlagName);
    if (flag === undefined) throw unknown(name, key);
    const value = readParameter(flag, key, text);
    if (value !== undefined) values.set(key as FlagName, value);
  }
  return Object.fromEntries(values);
}

/** Forms in pages send fields that were left empty: these say nothing. */
function readParameter(flag: Flag, key: string, text: string): FlagValue | undefined {
  if (flag.kind === "switches") return readValue(flag.kind, text);
  if (flag.kind !== "switch") return text === "" ? undefined : readValue(flag.kind, text);
  if (text === "" || text === "true") return true;
  if (text === "false") return undefined;
  throw usageError(`${key}: expected true or false, got ${show(text)}`, key);
}

function unknown(name: CommandName, key: string): Problem {
  const isKnown = flagsOf(name).has(key as FlagName);
  if (isKnown && (outputFlags as readonly string[]).includes(key)) {
    return malformed(key, "no such parameter, answers are JSON");
  }
  if (isKnown && fileFlags.includes(key as FlagName)) {
    return malformed(key, "no file in a GET form, networks of files go by POST /v1/query");
  }
  return malformed(key, `one of ${[...parametersOf(name).keys()].join(", ")}`);
}

function malformed(key: string, expectation: string): Problem {
  const shown = show(key);
  return new Problem("invalid-input", `parameter: expected ${expectation}, got ${shown}`, {
    field: "parameter",
    expectation,
    value: shown,
  });
}
