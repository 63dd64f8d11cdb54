import type { Answers } from "../queries/ask.ts";
import { type FlagName, methodFlags, networkFlags, rateFlags } from "./flags.ts";
import type { ReportContext } from "./report/context.ts";
import { reportCritical } from "./report/critical.ts";
import { reportCurve } from "./report/curve.ts";
import { reportDepth } from "./report/depth.ts";
import { reportForecast } from "./report/forecast.ts";
import type { Report } from "./report/layout.ts";
import { reportMasks } from "./report/masks.ts";
import { reportPath } from "./report/path.ts";
import { reportPaths } from "./report/paths.ts";
import { reportReach } from "./report/reach.ts";

/** A command that asks one question. */
export interface Command<Name extends keyof Answers> {
  readonly meaning: string;
  /** Whether the query holds a network, which the first flags describe. */
  readonly network: boolean;
  /** The flags it takes, in the order of the help. */
  readonly flags: readonly FlagName[];
  /** What its usage line says after the network. */
  readonly usage: string;
  readonly example: string;
  readonly report: (answer: Answers[Name][1], context: ReportContext) => Report;
}

/** The name of a command that asks a question. */
export type CommandName = keyof Answers;

/** All commands that ask a question; `ask` itself takes the question as it is. */
export const commands: { readonly [Name in CommandName]: Command<Name> } = {
  path: {
    meaning: "how likely is it that an open path survives?",
    network: true,
    flags: [...networkFlags, ...methodFlags, "json"],
    usage: "",
    example: "--widths 784,300,100,10 --drop-bonds 0.998",
    report: reportPath,
  },
  curve: {
    meaning: "the path probability as a function of a drop rate",
    network: true,
    flags: [...networkFlags, "of", "from", "to", "points", ...methodFlags, "json", "csv", "svg"],
    usage: "--of sites|bonds [--json | --csv | --svg FILE]",
    example: "--width 8 --depth 10 --of sites --svg curve.svg",
    report: reportCurve,
  },
  critical: {
    meaning: "the drop rate at which the path probability falls below a level",
    network: true,
    flags: [...networkFlags, "of", "level", ...methodFlags, "json"],
    usage: "--of sites|bonds",
    example: "--width 8 --depth 10 --of sites",
    report: reportCritical,
  },
  depth: {
    meaning: "the number of hidden layers at which it falls below a level",
    network: false,
    flags: ["width", "inputs", "outputs", ...rateFlags, "level", "json"],
    usage: "--width W (--drop-sites R | --drop-bonds R)",
    example: "--width 8 --drop-sites 0.5",
    report: reportDepth,
  },
  reach: {
    meaning: "how many outputs are reached, and how much of each layer",
    network: true,
    flags: [...networkFlags, ...methodFlags, "json"],
    usage: "",
    example: "--widths 784,300,100,10 --drop-bonds 0.998",
    report: reportReach,
  },
  paths: {
    meaning: "how many open paths there are, and the bounds that follow",
    network: true,
    flags: [...networkFlags, "json"],
    usage: "",
    example: "--widths 784,300,100,10 --drop-bonds 0.998",
    report: reportPaths,
  },
  masks: {
    meaning: "the masks of one trial",
    network: true,
    flags: [...networkFlags, "seed", "trial", "json"],
    usage: "[--seed S] [--trial T]",
    example: "--widths 784,300,100,10 --drop-sites 0.5 --seed 7 --trial 12 --json",
    report: reportMasks,
  },
  forecast: {
    meaning: "what a training run will see",
    network: true,
    flags: [...networkFlags, "steps", "batch", "mask-per", ...methodFlags, "json"],
    usage: "--steps T",
    example: "--width 4 --depth 20 --drop-sites 0.5 --steps 4000",
    report: reportForecast,
  },
};

export const ASK_MEANING = "any question as a JSON query, answered as JSON";

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
