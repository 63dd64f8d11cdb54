import type { FlagName, FlagValues } from "../flags/flags.ts";
import type { CommandForm } from "../flags/form.ts";
import { type CommandName, forms } from "../flags/forms.ts";
import { describeNetwork, type GivenNetwork, shapesOf } from "../flags/network.ts";
import { describeQuery } from "../flags/query.ts";
import { readBytes } from "./files.ts";
import { readGraphFile, readModelFile } from "./network-files.ts";

/** The query that the flags of a command describe, unchecked. Files are read here. */
export async function readQuery(name: CommandName, values: FlagValues): Promise<Readonly<Record<string, unknown>>> {
  const form = forms[name];
  const network = form.takes.length > 0 ? await readNetwork(form, values) : undefined;
  const order = values.order === undefined ? undefined : await readBytes(String(values.order));
  return describeQuery(name, values, network, new TextDecoder().decode(order));
}

/** The network that the flags describe, unchecked: the query checks it. Files are read here. */
export async function readNetwork(form: CommandForm, values: FlagValues): Promise<GivenNetwork> {
  const write = (name: FlagName) => (name === "model" && form.takesFile ? "FILE" : `--${name}`);
  const found = describeNetwork(shapesOf(form), values, write);
  if ("kind" in found) return found;
  const { from, file, options, rates } = found;
  return from === "model" ? readModelFile(file, options, rates) : readGraphFile(file, { ...options, ...rates });
}
