import { PercolationError } from "../errors.ts";
import { type FlagName, type FlagValues, flagOfField } from "../flags/flags.ts";
import { INTERRUPTED, Interruption } from "./interruption.ts";

/** How a run ends that has no answer: one line for stderr, and the exit code. */
export interface Failure {
  readonly line: string;
  readonly exitCode: number;
}

/** What to say of anything thrown. Errors of fields speak of the flags that `values` came from, if any. */
export function describeFailure(error: unknown, values?: FlagValues): Failure {
  if (error instanceof Interruption) return { line: error.message, exitCode: INTERRUPTED };
  if (!(error instanceof PercolationError)) {
    return {
      line: oneLine(`percolation failed: ${error instanceof Error ? error.message : String(error)}`),
      exitCode: 1,
    };
  }
  const message = values ? inFlags(error, values) : error.message;
  return { line: oneLine(message), exitCode: error.code === "engine-unavailable" ? 1 : 2 };
}

/** What queries and pictures say of fields, and what it is called where there are flags. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/,? or (?:a unit cell \{.*?\}|an array of elements)/, ""],
  [/expected an array of 1\.\.6 integers/, "expected AxB..., 1 to 6 integers"],
  [/expected "degree"/, 'expected one of "degree"'],
  [/an array of elements, for a lattice/, "none for a lattice"],
  [/an array of sites of the graph/, "sites of the graph"],
  [/from and to, or a lattice/, "--from and --to, or a lattice"],
  [/got undefined$/, "got none"],
];

/** `network.dropSites[1]: ...` in the words of who typed `--drop-sites`. */
function inFlags({ field, message }: PercolationError, values: FlagValues): string {
  const [, name = "", index = ""] = /^(?:network\.)?(\w+?)((?:\[\d+\])?)(?:\.axis|\.at)?$/.exec(field) ?? [];
  const picture = values.html === undefined ? "svg" : "html";
  const flag = field.startsWith("answer.") ? picture : flagOfField.get(name);
  if (!flag || !message.startsWith(`${field}: `)) return message;
  const rest = message
    .slice(field.length)
    .replace(/\b(?:drop|keep)(?:Sites|Channels|Bonds|Inputs)\b/g, (other) => `--${flagOfField.get(other)}`)
    .replace(/\bsince (\w+) is given/, (words, other) => (flagOfField.has(other) ? `since --${other} is given` : words))
    .replace(/got an (?:array of length \d+|object)$/, () => `got ${JSON.stringify(typed(values[flag]))}`);
  return `--${flag}${index}${WORDS.reduce((words, [pattern, instead]) => words.replace(pattern, instead), rest)}`;
}

/** A comma-separated value about as it was typed. */
function typed(value: FlagValues[FlagName]): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** Names of files and of nodes in models may hold anything; nothing of it may steer a terminal, turn its text around or start a new line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+/gu, " ").trim();
}
