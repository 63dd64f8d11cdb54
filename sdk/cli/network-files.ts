import { PercolationError, show } from "../errors.ts";
import { fieldOf, rateFlags } from "../flags/flags.ts";
import { usageError } from "../flags/values.ts";
import { type ReadGraphOptions, readGraph } from "../importers/index.ts";
import type { AnyNetwork } from "../networks/any.ts";
import type { GraphNetwork } from "../networks/graph.ts";
import { readBytes } from "./files.ts";
import { readContent } from "./model-files.ts";
import { withRates } from "./model-rates.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The network in a model file of any format. Options and rates are flags as they were typed. */
export async function readModelFile(file: string, options: Fields, rates: Fields): Promise<AnyNetwork> {
  return withRates(await naming(file, options, () => readContent(file, options)), rates);
}

/** The graph in a file. The options are flags as they were typed: the reader checks them. */
export async function readGraphFile(file: string, options: Fields): Promise<GraphNetwork> {
  const bytes = await readBytes(file);
  return naming(file, options, () => readGraph(bytes, { ...options, name: file } as ReadGraphOptions));
}

/** Errors of reading name the file; those of options and rates are about flags. */
async function naming<T>(file: string, options: Fields, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PercolationError)) throw error;
    if (error.field.startsWith("options.")) throw ofOption(error, options) ?? error;
    if (rateFlags.some((name) => isAbout(error, fieldOf(name), options))) throw error;
    // Some readers know the name of the file, and begin with it.
    if (error.message.startsWith(file)) throw error;
    throw new PercolationError(error.code, `${file}: ${inFlags(error.message)}`, { cause: error });
  }
}

/** Whether an error is about a rate that was given, not about one of the file. */
function isAbout({ field }: PercolationError, rate: string, options: Fields): boolean {
  return Object.hasOwn(options, rate) && field.startsWith(`network.${rate}`);
}

/** What the reader says of an option, in terms of the flag. */
function ofOption({ field, message }: PercolationError, options: Fields): PercolationError | undefined {
  const [, name = "", index = ""] = /^options\.(\w+)(\[.*\])?$/.exec(field) ?? [];
  if (!Object.hasOwn(flagOfOption, name) && !Object.hasOwn(options, name)) return undefined;
  const flag = `--${flagOfOption[name] ?? name}`;
  const got = options[name] === true ? "it" : typed(options[name]);
  const rest = message.slice(field.length).replace(/got an (?:array of length \d+|object)$/, () => `got ${got}`);
  if (!rest.startsWith(": expected only ")) return usageError(`${flag}${index}${inFlags(rest)}`);
  return usageError(`${flag}: expected none for a file of this format, got ${got}`);
}

const flagOfOption: Readonly<Record<string, string>> = {
  inputShape: "input-shape",
  inputShapes: "input-shapes",
  tokens: "tokens",
};

/** Names of options in a message as flags. */
function inFlags(message: string): string {
  return message
    .replace(/\binputShape(s?)\b/g, "--input-shape$1")
    .replace("(option --", "(flag --")
    .replace(" (option externalData)", " in the model file or below its folder")
    .replace(/got undefined$/, "got none");
}

/** A value about as it was typed. */
function typed(value: unknown): string {
  if (Array.isArray(value)) return value.join("x");
  if (typeof value !== "object" || value === null) return show(value);
  return Object.entries(value)
    .map(([name, sizes]) => `${name}=${typed(sizes)}`)
    .join(",");
}
