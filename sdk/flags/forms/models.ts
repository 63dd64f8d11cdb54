import { flags, methodFlags } from "../flags.ts";
import type { CommandForm } from "../form.ts";

const model = { meaning: `${flags.model.meaning}; FILE alone says the same` };

export const inspect: CommandForm = {
  meaning: "where a network breaks, layer by layer, and how far its drop rates may rise",
  takes: ["layers", "models"],
  takesFile: true,
  flags: ["failure-below", "steps", "batch", "mask-per", ...methodFlags, "all", "json", "svg", "html"],
  own: {
    model,
    steps: { meaning: "number of training steps of the forecast", fallback: "1000" },
    trials: { fallback: "1000" },
    svg: { meaning: "draw the network to an SVG file, each layer coloured by its risk" },
  },
  usage: "[--json | --svg FILE | --html FILE]",
  examples: ["FILE --drop-sites 0.2 --html report.html", "--widths 784,300,100,10 --drop-bonds 0.99"],
};

/** Asks nothing: prints the network itself. */
export const convert: CommandForm = {
  meaning: "print the network in a model file as JSON, for queries and as a model file again",
  takes: ["layers", "models"],
  takesFile: true,
  flags: ["json"],
  own: { model, json: { meaning: "accepted; the network is JSON anyway" } },
  usage: "",
  examples: ["FILE", "FILE --drop-sites 0.2"],
};
