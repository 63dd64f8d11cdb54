import { type Flag, type FlagName, flags } from "../flags/flags.ts";
import { type CommandName, flagsOf } from "../flags/forms.ts";
import { clusters, sweep, threshold } from "./commands/clusters.ts";
import type { Command } from "./commands/command.ts";
import { critical, curve, depth, forecast, paths } from "./commands/layers.ts";
import { inspect } from "./commands/models.ts";
import { bottleneck, masks, path, reach } from "./commands/walks.ts";

/** How every command that asks a question writes its answer. */
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

/** Commands that may sample. */
const sampling: readonly (CommandName | "convert")[] = [
  "path",
  "curve",
  "critical",
  "reach",
  "bottleneck",
  "forecast",
  "inspect",
  "sweep",
  "threshold",
];

/** All flags of a command on the command line: those of its question, and how the work is done. */
export function allFlagsOf(name: CommandName | "convert"): ReadonlyMap<FlagName, Flag> {
  const known = flagsOf(name);
  return sampling.includes(name) ? new Map<FlagName, Flag>([...known, ["workers", flags.workers]]) : known;
}

/** The flags of `ask`. */
export const askFlags: ReadonlyMap<FlagName, Flag> = new Map<FlagName, Flag>([
  ["workers", flags.workers],
  ["json", { ...flags.json, meaning: "accepted; the answer is JSON anyway" }],
]);
