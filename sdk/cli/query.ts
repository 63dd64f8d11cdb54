import { readNumber } from "./arguments.ts";
import { type CommandName, commands, flagsOf } from "./commands.ts";
import { readBytes } from "./files.ts";
import { type Flag, type FlagName, type FlagValue, type FlagValues, fieldOf, outputFlags } from "./flags.ts";
import { type GivenNetwork, readNetwork } from "./network-flags.ts";

/** The query that the flags of a command describe, unchecked. Files are read here. */
export async function readQuery(name: CommandName, values: FlagValues): Promise<Readonly<Record<string, unknown>>> {
  const command = commands[name];
  const network = command.takes.length > 0 ? await readNetwork(command, values) : undefined;
  const flags = flagsOf(name);
  const query: Record<string, unknown> = { ask: name, ...(network ? { network } : {}) };
  for (const flag of command.flags) {
    const value = values[flag];
    if (value === undefined || isOfOutput(flag)) continue;
    query[fieldOf(flag)] = await readField(flags.get(flag), value, network);
  }
  return query;
}

/** Whether a flag says how the answer is written, and nothing of the question. */
function isOfOutput(flag: FlagName): boolean {
  return flag === "labels" || flag === "all" || (outputFlags as readonly FlagName[]).includes(flag);
}

function readField(flag: Flag | undefined, value: FlagValue, network: GivenNetwork | undefined): unknown {
  if (flag?.kind === "sites") return readSites(String(value), network);
  return flag?.kind === "order" ? readOrder(String(value)) : value;
}

/** `axis0=-1` is a plane. Anything else is sites by number, or nodes by label where the graph has labels. */
function readSites(text: string, network: GivenNetwork | undefined): unknown {
  const [, axis, at] = /^axis(\d+)=(-?\d+)$/.exec(text) ?? [];
  const labels = network?.kind === "graph" ? network.labels : undefined;
  if (labels?.includes(text)) return [text];
  if (axis !== undefined) return { axis: Number(axis), at: Number(at) };
  return text.split(",").map((word) => (labels ? word : readNumber(word)));
}

/** The numbers in a file, between blanks, lines or commas. */
async function readOrder(file: string): Promise<(number | string)[]> {
  const words = new TextDecoder().decode(await readBytes(file)).split(/[\s,]+/);
  return words.filter((word) => word !== "").map(readNumber);
}
