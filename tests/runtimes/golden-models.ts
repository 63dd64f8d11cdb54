// The golden suite of models: every kind of layer and of removal, inspection, and steps that share masks.
import {
  type ForecastAnswer,
  forecast,
  type InspectAnswer,
  inspect,
  type ModelLayer,
  type ModelNetwork,
  model,
  type PathAnswer,
  pathProbability,
  type ReachAnswer,
  reach,
  sampleMasks,
} from "percolation";
import { bits, type GoldenResult, hash } from "./golden-values.ts";

const SEED = "12345678901234567890";

const vector = (size: number): ModelLayer => ({ type: "input", shape: [size], name: "in" });
const sequence: ModelLayer = { type: "input", shape: [4, 6], name: "in" };
const image: ModelLayer = { type: "input", shape: [3, 6, 5], name: "in" };
const dropped: ModelLayer = { type: "dropout", drop: 0.7, name: "dropped" };
const last: ModelLayer = { type: "dense", units: 3, dropBonds: 0.8, name: "last" };

/** A way through one kind of layer, with random elements before and behind it. */
const through = (input: ModelLayer, ...layers: ModelLayer[]): ModelLayer[] => [input, dropped, ...layers, last];

const pairs = [
  [0, 0],
  [1, 0],
  [0, 2],
] as const;

const kinds: Record<string, ModelLayer[]> = {
  dense: through(vector(9), { type: "dense", units: 7, dropBonds: 0.6 }),
  sparse: through(vector(9), {
    type: "dense",
    units: 3,
    connections: { offsets: [0, 4, 6, 9], columns: [0, 2, 4, 6, 1, 8, 3, 5, 7] },
    dropBonds: 0.3,
  }),
  conv1d: through(sequence, { type: "conv1d", channels: 5, kernel: 3, stride: 2, padding: 1, dropBonds: 0.7 }),
  conv2d: through(image, {
    type: "conv2d",
    channels: 4,
    kernel: [3, 2],
    dilation: [1, 2],
    padding: "same",
    dropBonds: 0.9,
  }),
  conv3d: through(
    { type: "input", shape: [2, 3, 4, 3], name: "in" },
    { type: "conv3d", channels: 3, kernel: 2, dropBonds: 0.9 },
  ),
  depthwise: through(image, { type: "conv2d", channels: 6, groups: 3, kernel: 3, dropBonds: 0.5 }),
  transposed: through(image, {
    type: "conv2d",
    channels: 2,
    kernel: 3,
    stride: 2,
    transposed: true,
    outputPadding: 1,
    dropBonds: 0.9,
  }),
  pool: through(image, { type: "pool", kernel: [2, 3], stride: 2, padding: [[0, 1], 0], ceil: true }),
  "global-pool": through(image, { type: "global-pool" }),
  reduce: through(image, { type: "reduce", axes: [0, 2] }),
  flatten: through(image, { type: "flatten" }),
  reshape: through(image, { type: "reshape", shape: [6, 15] }),
  transpose: through(image, { type: "transpose", axes: [2, 0, 1] }),
  upsample: through(image, { type: "upsample", size: [4, 8], mode: "linear" }),
  pad: through(image, { type: "pad", padding: pairs }, { type: "conv2d", channels: 2, kernel: 2, dropBonds: 0.8 }),
  slice: through(image, { type: "slice", axis: 1, start: 1, end: 6, step: 2 }),
  concat: through(image, { type: "pool", kernel: 1, name: "same" }, { type: "concat", from: ["same", "in"], axis: 2 }),
  add: through(
    image,
    { type: "dense", units: 3, dropBonds: 0.9, name: "branch" },
    { type: "stochastic-depth", drop: 0.5, name: "depth" },
    { type: "add", from: ["dropped", "depth"] },
  ),
  multiply: through(
    image,
    { type: "reduce", axes: [1, 2], keepAxes: true },
    { type: "dense", units: 3, dropBonds: 0.5, name: "gate" },
    { type: "multiply", from: ["dropped", "gate"] },
  ),
  attention: through(sequence, { type: "attention", heads: 4, valueHeads: 2, causal: true, dropAttention: 0.7 }),
  embedding: through(vector(6), { type: "embedding", features: 3 }),
  activation: through(image, { type: "activation" }, { type: "normalization" }),
  mask: through(image, { type: "mask", elements: Uint8Array.from({ length: 12 }, (_, byte) => 37 * byte) }),
  dropout: through(image, { type: "dropout", keep: 0.123 }),
  "shared dropout": through(image, { type: "dropout", drop: 0.8, shared: [0, 2] }),
  "channel-dropout": through(image, { type: "channel-dropout", drop: 0.6 }),
  "drop-block": through(image, { type: "drop-block", drop: 0.6, size: [2, 3] }),
  "shared drop-block": through(image, { type: "drop-block", keep: 0.3, size: 2, sharedChannels: true }),
  "stochastic-depth": through(image, { type: "stochastic-depth", drop: 0.3 }),
  mixed: [
    image,
    dropped,
    { type: "conv2d", channels: 3, kernel: 3, dropBonds: 0.8 },
    { type: "flatten" },
    { type: "dense", units: 6 },
    { type: "dropout", drop: 0.7 },
    { type: "dense", units: 4, dropBonds: 0.6 },
  ],
  exchangeable: [
    image,
    { type: "conv2d", channels: 8, kernel: 3, padding: 1, name: "stem" },
    { type: "channel-dropout", drop: 0.7, name: "x" },
    { type: "conv2d", channels: 8, kernel: 3, padding: 1 },
    { type: "channel-dropout", drop: 0.8 },
    { type: "conv2d", channels: 8, kernel: 3, padding: 1 },
    { type: "stochastic-depth", drop: 0.25, name: "branch" },
    { type: "add", from: ["x", "branch"] },
    { type: "global-pool" },
    { type: "dropout", drop: 0.6 },
    { type: "dense", units: 3 },
  ],
};

const options = { trials: 1000, seed: SEED } as const;

/** Models of which some parts are sampled even where the method is left open. */
export const models = { mixed: model(kinds.mixed ?? []), "drop-block": model(kinds["drop-block"] ?? []) };

export const reachSampling = { ...options, method: "monte-carlo" } as const;

export function recordReach(name: string, { open, layers, distribution }: ReachAnswer, result: GoldenResult): void {
  result[`model ${name} open`] = open ?? -1;
  result[`model ${name} layers`] = layers.map(bits);
  result[`model ${name} outputs`] = distribution.map((share) => Math.round(share * 1000));
}

export const pathSampling = options;

export function recordPath(name: string, answer: PathAnswer, result: GoldenResult): void {
  const { method, probability, failure, log10Failure, log10Probability } = answer;
  result[`model ${name} path`] = [method, ...[probability, failure, log10Failure, log10Probability].map(bits)];
}

function sampled(name: string, network: ModelNetwork, result: GoldenResult): void {
  recordReach(name, reach(network, reachSampling), result);
  recordPath(name, pathProbability(network, pathSampling), result);
  for (const trial of [0, 128 * 4294967296 + 77]) {
    const masks = sampleMasks(network, { seed: 99, trial }).layers ?? [];
    result[`model ${name} masks ${trial}`] = masks.flatMap(({ sites, bonds }) =>
      [sites, bonds].flatMap((mask) => (mask ? [hash(mask)] : [])),
    );
  }
}

/** Bits of doubles, in one order of bytes everywhere. */
function bytesOf(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((value, index) => {
    view.setFloat64(8 * index, value);
  });
  return new Uint8Array(view.buffer);
}

export const inspection = { trials: 500, seed: SEED, failureBelow: 0.2 } as const;

/** Writes down every number that an inspection says of its layers. */
export function recordInspection(name: string, answer: InspectAnswer, result: GoldenResult): void {
  for (const { name: layer, reached, reaching, effective, effectiveWeights = -1, removal } of answer.layers) {
    const { cutProbability = -1, importance = -1, largestDrop = -1 } = removal ?? {};
    const numbers = [reached, reaching, effective, effectiveWeights, cutProbability, importance, largestDrop];
    result[`inspect ${name} ${layer}`] = hash(bytesOf(numbers));
  }
  const found = answer.findings.map(({ kind, layers }) => [kind, ...layers].join(" "));
  result[`inspect ${name}`] = [answer.method, bits(answer.largestDrop), ...answer.ranking, ...found];
}

export const steps = model([
  vector(3),
  { type: "dropout", drop: 0.9, name: "x" },
  { type: "dense", units: 3, from: "in", dropBonds: 0.9 },
  { type: "stochastic-depth", drop: 0.4, per: "step", name: "branch" },
  { type: "add", from: ["x", "branch"] },
]);

export const stepOptions = [2, 7, 200].map(
  (batch) => ({ steps: 100, batch, maskPer: "sample", trials: 500, seed: SEED }) as const,
);

export function recordSteps(answers: readonly ForecastAnswer[], result: GoldenResult): void {
  result["model steps"] = answers.map(({ updateProbability }) => bits(updateProbability));
}

/** Adds the results on models. */
export function runGoldenModels(result: GoldenResult): void {
  for (const [name, layers] of Object.entries(kinds)) sampled(name, model(layers), result);
  for (const name of ["exchangeable", "mixed", "add", "conv2d", "multiply", "drop-block"]) {
    recordInspection(name, inspect(model(kinds[name] ?? []), inspection), result);
  }
  const answers = stepOptions.map((each) => forecast(steps, each));
  recordSteps(answers, result);
}
