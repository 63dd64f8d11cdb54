import { methodFlags, rateFlags } from "../flags.ts";
import type { CommandForm } from "../form.ts";

export const curve: CommandForm = {
  meaning: "the path probability as a function of a drop rate",
  takes: ["layers"],
  flags: ["of", "from", "to", "points", ...methodFlags, "json", "csv", "svg"],
  usage: "--of sites|bonds [--json | --csv | --svg FILE]",
  examples: ["--width 8 --depth 10 --of sites --svg curve.svg"],
};

export const critical: CommandForm = {
  meaning: "the drop rate at which the path probability falls below a level",
  takes: ["layers"],
  flags: ["of", "level", ...methodFlags, "json"],
  usage: "--of sites|bonds",
  examples: ["--width 8 --depth 10 --of sites"],
};

export const depth: CommandForm = {
  meaning: "the number of hidden layers at which it falls below a level",
  takes: [],
  flags: ["width", "inputs", "outputs", ...rateFlags, "level", "json"],
  usage: "--width W (--drop-sites R | --drop-bonds R)",
  examples: ["--width 8 --drop-sites 0.5"],
};

export const paths: CommandForm = {
  meaning: "how many open paths there are, and the bounds that follow",
  takes: ["layers"],
  flags: ["json"],
  usage: "",
  examples: ["--widths 784,300,100,10 --drop-bonds 0.998"],
};

export const forecast: CommandForm = {
  meaning: "what a training run will see",
  takes: ["layers", "models"],
  flags: ["steps", "batch", "mask-per", ...methodFlags, "json"],
  usage: "--steps T",
  examples: ["--width 4 --depth 20 --drop-sites 0.5 --steps 4000"],
};
