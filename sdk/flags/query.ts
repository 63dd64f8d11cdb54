import { type Flag, type FlagName, type FlagValue, type FlagValues, fieldOf, outputFlags } from "./flags.ts";
import { type CommandName, flagsOf, forms } from "./forms.ts";
import type { GivenNetwork } from "./network.ts";
import { readNumber } from "./values.ts";

/** The query that flags describe beside their network, unchecked; `order` is what the file of that flag holds. */
export function describeQuery(
  name: CommandName,
  values: FlagValues,
  network: GivenNetwork | undefined,
  order?: string,
): Readonly<Record<string, unknown>> {
  const flags = flagsOf(name);
  const query: Record<string, unknown> = { ask: name, ...(network ? { network } : {}) };
  for (const flag of forms[name].flags) {
    const value = values[flag];
    if (value === undefined || isOfOutput(flag)) continue;
    query[fieldOf(flag)] = flag === "order" ? readOrder(order ?? "") : readField(flags.get(flag), value, network);
  }
  return query;
}

/** Whether a flag says how the answer is written, and nothing of the question. */
export function isOfOutput(flag: FlagName): boolean {
  return flag === "labels" || flag === "all" || (outputFlags as readonly FlagName[]).includes(flag);
}

function readField(flag: Flag | undefined, value: FlagValue, network: GivenNetwork | undefined): unknown {
  return flag?.kind === "sites" ? readSites(String(value), network) : value;
}

/** `axis0=-1` is a plane. Anything else is sites by number, or nodes by label where the graph has labels. */
function readSites(text: string, network: GivenNetwork | undefined): unknown {
  const [, axis, at] = /^axis(\d+)=(-?\d+)$/.exec(text) ?? [];
  const labels = network?.kind === "graph" ? network.labels : undefined;
  if (labels?.includes(text)) return [text];
  if (axis !== undefined) return { axis: Number(axis), at: Number(at) };
  return text.split(",").map((word) => (labels ? word : readNumber(word)));
}

/** Numbers between blanks, lines or commas. */
function readOrder(text: string): (number | string)[] {
  const words = text.split(/[\s,]+/);
  return words.filter((word) => word !== "").map(readNumber);
}
