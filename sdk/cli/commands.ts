import type { Answers } from "../queries/ask.ts";
import { clusters, sweep, threshold } from "./commands/clusters.ts";
import type { Command, CommandForm } from "./commands/command.ts";
import { critical, curve, depth, forecast, paths } from "./commands/layers.ts";
import { convert, inspect } from "./commands/models.ts";
import { bottleneck, masks, path, reach } from "./commands/walks.ts";
import { channelFlags, type Flag, type FlagName, flags, networkFlags, rateFlags } from "./flags.ts";

/** The name of a command that asks a question. */
export type CommandName = keyof Answers;

/** All commands that ask a question; `ask` itself takes the question as it is. */
export const commands: { readonly [Name in CommandName]: Command<Name> } = {
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

export const ASK_MEANING = "any question as a JSON query, answered as JSON";

/** The form of every command but `ask`. */
export function formOf(name: CommandName | "convert"): CommandForm {
  return name === "convert" ? convert : commands[name];
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
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
