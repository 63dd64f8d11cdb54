/** A flag: parsing and help both read this. */
export interface Flag {
  /**
   * What the text becomes. `number`, `numbers` (comma-separated) and `rates` (one, or comma-separated) pass
   * on what is no number as it was typed, so that the query's own check names what it expected.
   */
  readonly kind: "switch" | "text" | "number" | "numbers" | "rates";
  /** Stands for the value in the help. */
  readonly value?: string;
  readonly meaning: string;
  readonly fallback?: string;
}

const rate = (name: string, meaning: string): Flag => ({ kind: "rates", value: name, meaning });

/** Every flag of every command. The name, in camel case, is the field of the query. */
export const flags = {
  widths: { kind: "numbers", value: "A,B,C...", meaning: "neurons per layer: inputs, hidden layers, outputs" },
  width: { kind: "number", value: "W", meaning: "neurons in each hidden layer" },
  depth: { kind: "number", value: "L", meaning: "number of hidden layers, up to 1e15" },
  inputs: { kind: "number", value: "N", meaning: "neurons in the input layer", fallback: "W" },
  outputs: { kind: "number", value: "N", meaning: "neurons in the output layer", fallback: "W" },
  model: { kind: "text", value: "FILE", meaning: "an ONNX file of dense layers; rates given here replace its own" },
  "drop-sites": rate("R[,R...]", "dropout: probability that a hidden neuron is removed, for all or per hidden layer"),
  "keep-sites": rate("R[,R...]", "the same as a probability of survival"),
  "drop-bonds": rate("R[,R...]", "dropconnect: probability that a weight is removed, for all or per weight layer"),
  "keep-bonds": rate("R[,R...]", "the same as a probability of survival"),
  "drop-inputs": rate("R", "probability that an input is removed"),
  "keep-inputs": rate("R", "the same as a probability of survival"),
  of: { kind: "text", value: "sites|bonds", meaning: "the drop rate that varies: of hidden neurons, or of weights" },
  from: { kind: "number", value: "R", meaning: "first drop rate", fallback: "0" },
  to: { kind: "number", value: "R", meaning: "last drop rate", fallback: "1" },
  points: { kind: "number", value: "N", meaning: "number of equally spaced points", fallback: "101" },
  level: { kind: "number", value: "T", meaning: "the path probability to fall below", fallback: "0.5" },
  steps: { kind: "number", value: "T", meaning: "number of training steps" },
  batch: { kind: "number", value: "B", meaning: "samples in a batch", fallback: "1" },
  "mask-per": { kind: "text", value: "step|sample", meaning: "who gets a mask of its own", fallback: "step" },
  method: {
    kind: "text",
    value: "auto|exact|monte-carlo",
    meaning: "how to answer; auto is exact wherever that applies",
    fallback: "auto",
  },
  trials: { kind: "number", value: "N", meaning: "masks to sample where the answer is not exact", fallback: "100000" },
  seed: { kind: "text", value: "S", meaning: "seed of the masks, 0..18446744073709551615", fallback: "0" },
  trial: { kind: "number", value: "T", meaning: "number of the trial", fallback: "0" },
  confidence: { kind: "number", value: "C", meaning: "confidence of intervals", fallback: "0.95" },
  json: { kind: "switch", meaning: "print the answer as one JSON object" },
  csv: { kind: "switch", meaning: "print the points as comma-separated values" },
  svg: { kind: "text", value: "FILE", meaning: "write the curve to an SVG file" },
} as const satisfies Record<string, Flag>;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof flags;

/** What a flag was given, by the flag's name. */
export type FlagValues = { readonly [Name in FlagName]?: FlagValue };
export type FlagValue = boolean | string | number | readonly (string | number)[];

/** Flags that say what is removed. */
export const rateFlags = [
  "drop-sites",
  "keep-sites",
  "drop-bonds",
  "keep-bonds",
  "drop-inputs",
  "keep-inputs",
] as const;

/** Flags that say what the network is. */
export const networkFlags = ["widths", "width", "depth", "inputs", "outputs", "model", ...rateFlags] as const;

/** Flags that say how the answer is found. */
export const methodFlags = ["method", "trials", "seed", "confidence"] as const;

/** Flags that say how the answer is written: no part of the query. */
export const outputFlags: readonly FlagName[] = ["json", "csv", "svg"];

/** The field of a query that a flag stands for: `drop-sites` is `dropSites`. */
export function fieldOf(flag: FlagName): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
