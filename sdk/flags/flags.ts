/** A flag: parsing and help both read this. */
export interface Flag {
  /**
   * What the text becomes. `number`, `numbers` (comma-separated), `sizes` (separated by x or commas) and `rates`
   * (one, or comma-separated) pass on what is no number as it was typed, so that the query's own check names
   * what it expected. `switches` is a switch that may also be given one value an axis; `sites` and `order` stay
   * text until the network is known. `shapes` are sizes by name.
   */
  readonly kind:
    | ("switch" | "switches" | "text" | "number" | "numbers" | "sizes" | "shapes" | "rates")
    | ("sites" | "order");
  /** Stands for the value in the help. */
  readonly value?: string;
  readonly meaning: string;
  readonly fallback?: string;
}

/** Every flag of every command, as most commands take it. {@link fieldOf} tells the field of the query. */
export const flags = {
  widths: { kind: "numbers", value: "A,B,C...", meaning: "neurons per layer: inputs, hidden layers, outputs" },
  width: { kind: "number", value: "W", meaning: "neurons in each hidden layer" },
  depth: { kind: "number", value: "L", meaning: "number of hidden layers, up to 1e15" },
  inputs: { kind: "number", value: "N", meaning: "neurons in the input layer", fallback: "W" },
  outputs: { kind: "number", value: "N", meaning: "neurons in the output layer", fallback: "W" },
  model: {
    kind: "text",
    value: "FILE",
    meaning:
      "ONNX, Keras JSON, TF.js layers-model, config.json of Hugging Face, or what convert prints; rates here replace its own",
  },
  "input-shape": {
    kind: "sizes",
    value: "AxB...",
    meaning: "sizes of the model's input, without the batch and in its file's order, where the file leaves them open",
  },
  "input-shapes": {
    kind: "shapes",
    value: "NAME=AxB,...",
    meaning: "the same for several inputs, by name",
  },
  tokens: { kind: "number", value: "N", meaning: "tokens in a sequence, for a model of Hugging Face" },
  lattice: {
    kind: "text",
    value: "NAME",
    meaning:
      "square, triangular, honeycomb, kagome, cubic, bcc, fcc, diamond, hypercubic (1 to 6 axes) or directed-square",
  },
  size: { kind: "sizes", value: "AxB...", meaning: "cells along each axis of the lattice" },
  periodic: {
    kind: "switches",
    value: "[=true,false...]",
    meaning: "the lattice closes to a torus: along all axes, or those with true",
  },
  graph: {
    kind: "text",
    value: "FILE",
    meaning: "edges as text, CSV or TSV, GraphML, GEXF, Pajek, METIS or node-link JSON",
  },
  format: {
    kind: "text",
    value: "NAME",
    meaning: "of the graph: edge-list, csv, tsv, graphml, gexf, pajek, metis or json",
    fallback: "as the file shows",
  },
  directed: { kind: "switch", meaning: "take every edge as directed, whatever the file says" },
  weight: { kind: "text", value: "NAME", meaning: "the column or attribute that holds the weights of edges" },
  "drop-sites": {
    kind: "rates",
    value: "R[,R...]",
    meaning: "dropout: probability that a hidden neuron or a site is removed; neurons also per hidden layer",
  },
  "keep-sites": { kind: "rates", value: "R[,R...]", meaning: "the same as a probability of survival" },
  "drop-bonds": {
    kind: "rates",
    value: "R[,R...]",
    meaning: "dropconnect: probability that a weight or a bond is removed; weights also per weight layer",
  },
  "keep-bonds": { kind: "rates", value: "R[,R...]", meaning: "the same as a probability of survival" },
  "drop-inputs": {
    kind: "rates",
    value: "R",
    meaning: "probability that an input is removed; not of lattices and graphs",
  },
  "keep-inputs": { kind: "rates", value: "R", meaning: "the same as a probability of survival" },
  "drop-channels": {
    kind: "rates",
    value: "R",
    meaning: "channel dropout: probability that a hidden channel is removed as a whole; models only",
  },
  "keep-channels": { kind: "rates", value: "R", meaning: "the same as a probability of survival" },
  kind: { kind: "text", value: "site|bond", meaning: "what is added or removed: sites, or bonds" },
  of: { kind: "text", value: "sites|bonds", meaning: "the drop rate that varies: of hidden neurons, or of weights" },
  keep: { kind: "number", value: "R", meaning: "probability of survival", fallback: "the network's own" },
  drop: { kind: "number", value: "R", meaning: "the same as a probability of removal" },
  from: { kind: "number", value: "R", meaning: "first drop rate", fallback: "0" },
  to: { kind: "number", value: "R", meaning: "last drop rate", fallback: "1" },
  spare: {
    kind: "text",
    value: "both|from|to|none",
    meaning: "which of the sites of --from and --to are never removed",
    fallback: "both",
  },
  axis: { kind: "number", value: "N", meaning: "the axis to be crossed, from 0", fallback: "the first open one" },
  points: { kind: "number", value: "N", meaning: "number of equally spaced points", fallback: "101" },
  level: { kind: "number", value: "T", meaning: "the path probability to fall below", fallback: "0.5" },
  steps: { kind: "number", value: "T", meaning: "number of training steps" },
  batch: { kind: "number", value: "B", meaning: "samples in a batch", fallback: "1" },
  "failure-below": {
    kind: "number",
    value: "F",
    meaning: "bound that the largest drop rates keep the failure below",
    fallback: "1e-6",
  },
  "mask-per": { kind: "text", value: "step|sample", meaning: "who gets a mask of its own", fallback: "step" },
  attack: {
    kind: "text",
    value: "degree|betweenness|weight",
    meaning: "remove the sites or bonds of a graph with the greatest first, not at random",
  },
  order: {
    kind: "order",
    value: "FILE",
    meaning: "add the sites or bonds whose numbers the file holds, in its order, not at random",
  },
  method: {
    kind: "text",
    value: "auto|exact|monte-carlo",
    meaning: "how to answer; auto is exact wherever that applies",
    fallback: "auto",
  },
  trials: { kind: "number", value: "N", meaning: "masks to sample where the answer is not exact", fallback: "100000" },
  runs: { kind: "number", value: "N", meaning: "number of runs", fallback: "100" },
  "sizes-at": {
    kind: "numbers",
    value: "N[,N...]",
    meaning: "numbers of added elements at which clusters of every size are counted, for --json",
  },
  "first-run": { kind: "number", value: "N", meaning: "number of the first run", fallback: "0" },
  seed: { kind: "text", value: "S", meaning: "seed of all that is random, 0..18446744073709551615", fallback: "0" },
  trial: { kind: "number", value: "T", meaning: "number of the trial", fallback: "0" },
  sample: { kind: "number", value: "N", meaning: "number of the configuration drawn from the seed", fallback: "0" },
  confidence: { kind: "number", value: "C", meaning: "confidence of intervals", fallback: "0.95" },
  labels: { kind: "switch", meaning: "beside --json: also the number of each site's cluster" },
  json: { kind: "switch", meaning: "print the answer as one JSON object" },
  csv: { kind: "switch", meaning: "print the points as comma-separated values" },
  svg: { kind: "text", value: "FILE", meaning: "write the curve to an SVG file" },
  html: { kind: "text", value: "FILE", meaning: "write the report to an HTML page that needs no other file" },
  workers: {
    kind: "number",
    value: "N",
    meaning: "processors that sample side by side; the answer is the same for any number",
    fallback: "all there are",
  },
  all: { kind: "switch", meaning: "list every layer of a large model, also those that remove nothing" },
} as const satisfies Record<string, Flag>;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof flags;

/** What a flag was given, by the flag's name. */
export type FlagValues = { readonly [Name in FlagName]?: FlagValue };
export type FlagValue = boolean | string | number | readonly (string | number | boolean)[] | NamedSizes;
/** Sizes by name. */
export type NamedSizes = Readonly<Record<string, readonly (string | number)[]>>;

/** Flags that say what is removed. */
export const rateFlags = [
  "drop-sites",
  "keep-sites",
  "drop-bonds",
  "keep-bonds",
  "drop-inputs",
  "keep-inputs",
] as const;

/** The same for channels, which only models have. */
export const channelFlags = ["drop-channels", "keep-channels"] as const;

/** Flags that say what the network is, by the kinds of networks that a command takes. */
export const networkFlags = {
  layers: ["widths", "width", "depth", "inputs", "outputs", "model", "input-shape", "input-shapes", "tokens"],
  models: [],
  media: ["lattice", "size", "periodic", "graph", "format", "directed", "weight"],
} as const;

/** Flags that say how the answer is found. */
export const methodFlags = ["method", "trials", "seed", "confidence"] as const;

/** Flags that say how the answer is written: no part of the query. */
export const outputFlags = ["json", "csv", "svg", "html"] as const;

/** The field of a query that a flag stands for: `drop-sites` is `dropSites`. */
export function fieldOf(flag: FlagName): string {
  if (flag === "lattice") return "cell";
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The flag that stands for a field of a query. */
export const flagOfField: ReadonlyMap<string, FlagName> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ (Object.keys(flags) as FlagName[]).map((flag) => [fieldOf(flag), flag]),
);
