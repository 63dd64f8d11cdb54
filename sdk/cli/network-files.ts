import { PercolationError, show } from "../errors.ts";
import { type ReadGraphOptions, readGraph, readOnnx } from "../importers/index.ts";
import type { GraphNetwork } from "../networks/graph.ts";
import type { LayeredNetwork } from "../networks/layered.ts";
import type { Removal } from "../networks/removal.ts";
import { usageError } from "./arguments.ts";
import { readBytes } from "./files.ts";
import { fieldOf, rateFlags } from "./flags.ts";

/** The network in an ONNX file. */
export async function readModel(file: string, rates: Removal): Promise<LayeredNetwork> {
  const bytes = await readBytes(file);
  return namingFile(file, () => readOnnx(bytes, rates));
}

/** The graph in a file. The options are flags as they were typed: the reader checks them. */
export async function readGraphFile(file: string, options: Readonly<Record<string, unknown>>): Promise<GraphNetwork> {
  const bytes = await readBytes(file);
  try {
    return namingFile(file, () => readGraph(bytes, { ...options, name: file } as ReadGraphOptions));
  } catch (error) {
    throw (error instanceof PercolationError && ofOption(error, options)) || error;
  }
}

/** Errors of reading name the file; those of rates are about flags. */
function namingFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PercolationError) || error.field.startsWith("options.")) throw error;
    const ofRates = rateFlags.some((name) => error.field.startsWith(`network.${fieldOf(name)}`));
    if (ofRates) throw error;
    throw new PercolationError(error.code, `${file}: ${error.message}`, { cause: error });
  }
}

/** What the reader says of an option, in terms of the flag. */
function ofOption({ field, message }: PercolationError, options: Readonly<Record<string, unknown>>) {
  const [, name = ""] = /^options\.(\w+)$/.exec(field) ?? [];
  if (!Object.hasOwn(options, name)) return undefined;
  const rest = message.slice(field.length);
  if (!rest.startsWith(": expected only ")) return usageError(`--${name}${rest}`);
  const got = options[name] === true ? "it" : show(options[name]);
  return usageError(`--${name}: expected none for a file of this format, got ${got}`);
}
