import type { Answers } from "../queries/ask.ts";
import { channelFlags, type Flag, type FlagName, flags, networkFlags, rateFlags } from "./flags.ts";
import type { CommandForm } from "./form.ts";
import { clusters, sweep, threshold } from "./forms/clusters.ts";
import { critical, curve, depth, forecast, paths } from "./forms/layers.ts";
import { convert, inspect } from "./forms/models.ts";
import { bottleneck, masks, path, reach } from "./forms/walks.ts";

/** The name of a command that asks a question. */
export type CommandName = keyof Answers;

/** What every question may be given in flags. */
export const forms: { readonly [Name in CommandName]: CommandForm } = {
  path,
  curve,
  critical,
  depth,
  reach,
  bottleneck,
  paths,
  masks,
  forecast,
  inspect,
  sweep,
  clusters,
  threshold,
};

/** The form of every command but `ask`. */
export function formOf(name: CommandName | "convert"): CommandForm {
  return name === "convert" ? convert : forms[name];
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(forms, name);
}

/** The flags of a command that describe its network. */
export function networkFlagsOf(name: CommandName | "convert"): readonly FlagName[] {
  const { takes } = formOf(name);
  if (takes.length === 0) return [];
  const rates = takes.includes("layers") ? rateFlags : rateFlags.slice(0, 4);
  const channels = takes.includes("models") ? channelFlags : [];
  return [...takes.flatMap((kind) => networkFlags[kind]), ...rates, ...channels];
}

/** All flags of a command, as it takes them. */
export function flagsOf(name: CommandName | "convert"): ReadonlyMap<FlagName, Flag> {
  const { flags: others, own = {} } = formOf(name);
  return new Map([...networkFlagsOf(name), ...others].map((flag) => [flag, { ...flags[flag], ...own[flag] }]));
}
