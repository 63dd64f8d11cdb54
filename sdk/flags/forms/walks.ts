import { methodFlags } from "../flags.ts";
import { type CommandForm, terminals } from "../form.ts";

const SQUARE = "--lattice square --size 32x32 --drop-bonds 0.4 --from axis0=0 --to axis0=-1";

export const path: CommandForm = {
  meaning: "how likely is it that an open path survives?",
  takes: ["layers", "models", "media"],
  flags: ["from", "to", "spare", ...methodFlags, "json"],
  own: terminals,
  usage: "",
  examples: ["--widths 784,300,100,10 --drop-bonds 0.998", SQUARE],
};

export const reach: CommandForm = {
  meaning: "how many outputs are reached, and how much of each layer",
  takes: ["layers", "models", "media"],
  flags: ["from", "to", "spare", ...methodFlags, "json", "csv"],
  own: {
    ...terminals,
    csv: { meaning: "print the probability of each number of reached outputs as comma-separated values" },
  },
  usage: "",
  examples: ["--widths 784,300,100,10 --drop-bonds 0.998", SQUARE],
};

export const bottleneck: CommandForm = {
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
};

export const masks: CommandForm = {
  meaning: "the masks of one trial",
  takes: ["layers", "models", "media"],
  flags: ["seed", "trial", "json"],
  usage: "[--seed S] [--trial T]",
  examples: ["--widths 784,300,100,10 --drop-sites 0.5 --seed 7 --trial 12 --json"],
};
