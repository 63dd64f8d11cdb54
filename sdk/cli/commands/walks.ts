import { curveToSvg } from "../../plot/index.ts";
import { methodFlags } from "../flags.ts";
import { bottleneckCsv, reachCsv } from "../output.ts";
import { reportBottleneck } from "../report/bottleneck.ts";
import { reportMasks } from "../report/masks.ts";
import { reportPath } from "../report/path.ts";
import { reportReach } from "../report/reach.ts";
import { type Command, terminals } from "./command.ts";

const SQUARE = "--lattice square --size 32x32 --drop-bonds 0.4 --from axis0=0 --to axis0=-1";

export const path: Command<"path"> = {
  meaning: "how likely is it that an open path survives?",
  takes: ["layers", "models", "media"],
  flags: ["from", "to", "spare", ...methodFlags, "json"],
  own: terminals,
  usage: "",
  examples: ["--widths 784,300,100,10 --drop-bonds 0.998", SQUARE],
  report: reportPath,
};

export const reach: Command<"reach"> = {
  meaning: "how many outputs are reached, and how much of each layer",
  takes: ["layers", "models", "media"],
  flags: ["from", "to", "spare", ...methodFlags, "json", "csv"],
  own: {
    ...terminals,
    csv: { meaning: "print the probability of each number of reached outputs as comma-separated values" },
  },
  usage: "",
  examples: ["--widths 784,300,100,10 --drop-bonds 0.998", SQUARE],
  report: reportReach,
  csv: reachCsv,
};

export const bottleneck: Command<"bottleneck"> = {
  meaning: "the drop rate at which each trial loses its last path, and the curve that follows",
  takes: ["layers", "media"],
  flags: ["of", "from", "to", "spare", "points", "trials", "seed", "confidence", "json", "csv", "svg"],
  own: {
    ...terminals,
    of: { meaning: "the drop rate that varies: of hidden neurons or sites, or of weights or bonds" },
    trials: { meaning: "number of trials", fallback: "10000" },
  },
  usage: "--of sites|bonds [--json | --csv | --svg FILE]",
  examples: [
    "--widths 784,300,100,10 --of bonds --trials 1000",
    "--lattice square --size 32x32 --of bonds --from axis0=0 --to axis0=-1 --trials 1000",
  ],
  report: reportBottleneck,
  csv: bottleneckCsv,
  svg: (answer) => ({ text: curveToSvg(answer), shows: `the curve of ${answer.curve.length} points` }),
};

export const masks: Command<"masks"> = {
  meaning: "the masks of one trial",
  takes: ["layers", "models", "media"],
  flags: ["seed", "trial", "json"],
  usage: "[--seed S] [--trial T]",
  examples: ["--widths 784,300,100,10 --drop-sites 0.5 --seed 7 --trial 12 --json"],
  report: reportMasks,
};
