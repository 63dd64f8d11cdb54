import { type CommandForm, mediumRates, watched } from "../form.ts";

export const sweep: CommandForm = {
  meaning: "what clusters look like at every probability, or as an attack goes on",
  takes: ["media"],
  flags: [
    ...(["kind", "runs", "first-run", "seed", "points", "keep", "steps", "sizes-at", "attack", "order"] as const),
    ...(["from", "to", "confidence", "json", "csv", "svg"] as const),
  ],
  own: {
    ...watched,
    ...mediumRates,
    runs: { fallback: "100, or 1 where nothing is random" },
    points: { meaning: "number of equally spaced probabilities of survival" },
    keep: {
      kind: "numbers",
      value: "R[,R...]",
      meaning: "the probabilities themselves, instead of --points",
      fallback: "",
    },
    steps: { kind: "switch", value: "", meaning: "means after every number of added elements instead of the curve" },
  },
  usage: "--kind site|bond [--attack degree|betweenness|weight] [--json | --csv | --svg FILE]",
  examples: [
    "--lattice square --size 64x64 --periodic --kind bond",
    "--lattice cubic --size 16x16x16 --kind site --svg sweep.svg",
    "--graph FILE --kind site --attack degree",
  ],
};

export const clusters: CommandForm = {
  meaning: "the clusters of one random configuration",
  takes: ["media"],
  flags: ["kind", "keep", "drop", "seed", "sample", "labels", "json", "csv", "svg"],
  own: {
    ...mediumRates,
    kind: { meaning: "whether --keep or --drop is of sites or of bonds", fallback: "site" },
    csv: { meaning: "print how many clusters there are of each size as comma-separated values" },
    svg: { meaning: "draw the clusters of a lattice in the plane to an SVG file" },
  },
  usage: "[--kind site|bond] [--keep R | --drop R] [--json | --csv | --svg FILE]",
  examples: [
    "--lattice square --size 64x64 --keep 0.6",
    "--lattice square --size 256x256 --kind bond --keep 0.5 --svg clusters.svg",
    "--graph FILE --drop 0.3 --seed 7 --csv",
  ],
};

export const threshold: CommandForm = {
  meaning: "the probability of survival at which a large cluster appears",
  takes: ["media"],
  flags: ["kind", "method", "runs", "seed", "axis", "from", "to", "json", "csv"],
  own: {
    ...watched,
    ...mediumRates,
    runs: { fallback: "1000" },
    csv: { meaning: "print the threshold as comma-separated values" },
    method: {
      value: "NAME",
      meaning: "auto, median-crossing, wrapping-crossing, susceptibility-peak or molloy-reed",
    },
  },
  usage: "--kind site|bond",
  examples: ["--lattice square --size 64x64 --periodic --kind site", "--graph FILE --kind bond --method molloy-reed"],
};
