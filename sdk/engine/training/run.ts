import { layOut } from "../arena.ts";
import type { Layer } from "../layers.ts";
import { halves } from "../seeds.ts";
import type { TrainingExports } from "./exports.ts";
import { withTraining } from "./instance.ts";

// Records and arrays of the module that trains: see assembly/training/records.ts.

/** Weights and biases of each layer behind the inputs; no biases where there are none. */
export interface Parameters {
  readonly weights: readonly Float64Array[];
  readonly biases: readonly Float64Array[];
}

/** What optimisers remember of each layer: velocities, or Adam's first and second moments. */
export interface Memory {
  readonly first: Parameters;
  readonly second: Parameters;
}

/** Numbers of the module for what it can be asked for. */
export const activations = { linear: 0, relu: 1, tanh: 2, sigmoid: 3 } as const;
export const losses = { "mean-squared-error": 0, "cross-entropy": 1 } as const;
export const optimisers = { sgd: 0, momentum: 1, adam: 2 } as const;

/** How a network is trained: checked, every number given. */
export interface Training {
  /** From the inputs to the outputs, fully connected. */
  readonly layers: readonly Layer[];
  /** Of the hidden layers. */
  readonly activation: keyof typeof activations;
  readonly loss: keyof typeof losses;
  readonly isInverted: boolean;
  /** Averaged: the loss is its mean over all masks of the neurons of the last hidden layer, see assembly/training/average.ts. */
  readonly masks: "drawn" | "averaged";
  readonly batch: number;
  readonly maskPer: "step" | "sample";
  readonly optimiser: keyof typeof optimisers;
  readonly rate: number;
  readonly rateDecay: number;
  readonly weightDecay: number;
  readonly momentum: number;
  readonly secondDecay: number;
  readonly epsilon: number;
  readonly seed: bigint;
}

/** Samples, row by row. */
export interface Samples {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

/** Where a training is: changed in place by its steps. */
export interface Progress {
  step: number;
  firstPower: number;
  secondPower: number;
}

/** Reports of steps, column by column. */
export interface Reports {
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly weightNorm: Float64Array;
  readonly updated: Uint8Array;
  readonly open: Uint8Array;
}

/** Samples of the steps, and how many entries lie between those of one step and the next. */
export interface Order {
  readonly samples: Uint32Array;
  readonly stride: number;
}

const [LAYER, RUN, REPORT] = [152, 128, 40];
/** Fields of a layer's record that are pointers to arrays of its own, in their order. */
const ARRAYS = [
  "biases",
  "weights",
  "norms",
  "gradient",
  "biasGradient",
  "first",
  "biasFirst",
  "second",
  "biasSecond",
  "values",
  "outputs",
  "deltas",
  "siteWords",
  "siteMask",
  "bondWords",
  "bondMask",
  "effective",
  "reached",
  "spread",
] as const;
type ArrayName = (typeof ARRAYS)[number];

/** Bytes of each array of a layer; 0 for those that it does not need. */
function arraysOf(training: Training, index: number): Record<ArrayName, number> {
  const { width, sites, bonds } = training.layers[index] as Layer;
  const weights = index === 0 ? 0 : width * (training.layers[index - 1]?.width ?? 0);
  const hasBonds = index > 0 && bonds.drop > 0;
  const biases = 8 * width;
  const gradients = isFused(training) ? 0 : 8 * weights;
  const first = training.optimiser === "sgd" ? 0 : 1;
  const second = training.optimiser === "adam" ? 1 : 0;
  const isAveraged = sites.drop > 0 && training.masks === "averaged";
  const hasSites = sites.drop > 0 && !isAveraged;
  return {
    biases,
    weights: 8 * weights,
    norms: 8 * width,
    gradient: gradients,
    biasGradient: biases,
    first: first * 8 * weights,
    biasFirst: first * biases,
    second: second * 8 * weights,
    biasSecond: second * biases,
    values: 8 * width,
    outputs: 8 * width,
    deltas: 8 * width,
    siteWords: hasSites ? 16 * width : 0,
    siteMask: hasSites ? 8 * width : 0,
    bondWords: hasBonds ? 16 * weights : 0,
    bondMask: hasBonds ? 8 * weights : 0,
    effective: hasBonds ? 8 * weights : 0,
    reached: width,
    spread: isAveraged ? 16 * width : 0,
  };
}

/** Whether rows of weights are moved as their gradients are found: see assembly/training/fused.ts. */
function isFused({ batch, optimiser, weightDecay, layers, masks }: Training): boolean {
  if (masks === "averaged") return false;
  return batch === 1 && optimiser === "sgd" && weightDecay === 0 && layers.every(({ bonds }) => bonds.drop === 0);
}

/** Everything laid out in the module's arena, and where the results will be. */
interface Laid {
  readonly run: number;
  readonly layers: readonly Record<ArrayName, number>[];
  readonly reports: number;
  readonly outputs: number;
}

/** What of a training goes into the arena: its samples, how many steps, and rows of outputs to be had. */
interface Room {
  readonly samples: Samples;
  readonly order: Order;
  readonly steps: number;
  readonly rows: number;
}

export function layOutRun(
  module: TrainingExports,
  training: Training,
  parameters: Parameters,
  memory: Memory | undefined,
  { step, firstPower, secondPower }: Progress,
  { samples, order, steps, rows }: Room,
): Laid {
  const { layers } = training;
  const sizes = layers.map((_, index) => arraysOf(training, index));
  const names = sizes.flatMap((each, index) => ARRAYS.map((name) => [`${name} ${index}`, each[name]] as const));
  const pointers: Record<string, number> = layOut(module, {
    run: RUN,
    layers: LAYER * layers.length,
    reports: REPORT * steps,
    order: order.samples.byteLength,
    inputs: samples.inputs.byteLength,
    targets: samples.targets.byteLength,
    outputs: 8 * rows * (layers.at(-1)?.width ?? 0),
    ...Object.fromEntries(names),
  });
  const at = (name: string) => pointers[name] ?? 0;
  const { buffer } = module.memory;
  const put = (name: string, values: Float64Array | undefined) => {
    if (values) new Float64Array(buffer, at(name), values.length).set(values);
  };
  const laid = layers.map((_, index) => {
    const arrays = Object.fromEntries(
      ARRAYS.map((name) => [name, sizes[index]?.[name] ? at(`${name} ${index}`) : 0]),
    ) as Record<ArrayName, number>;
    if (index === 0 || parameters.biases.length === 0) arrays.biases = 0;
    writeLayer(buffer, at("layers") + LAYER * index, training, index, arrays);
    if (index > 0) {
      put(`weights ${index}`, parameters.weights[index - 1]);
      if (arrays.biases) put(`biases ${index}`, parameters.biases[index - 1]);
      if (arrays.first) {
        put(`first ${index}`, memory?.first.weights[index - 1]);
        put(`biasFirst ${index}`, memory?.first.biases[index - 1]);
      }
      if (arrays.second) {
        put(`second ${index}`, memory?.second.weights[index - 1]);
        put(`biasSecond ${index}`, memory?.second.biases[index - 1]);
      }
    }
    return arrays;
  });
  put("inputs", samples.inputs);
  put("targets", samples.targets);
  new Uint32Array(buffer, at("order"), order.samples.length).set(order.samples);
  const words = new Uint32Array(buffer, at("run"), RUN / 4);
  const numbers = new Float64Array(buffer, at("run"), RUN / 8);
  words.set([at("layers"), layers.length, at("inputs"), at("targets"), at("order"), training.batch]);
  words.set([training.maskPer === "sample" ? 1 : 0, losses[training.loss], optimisers[training.optimiser]], 6);
  words.set([at("reports"), ...halves(training.seed)], 9);
  const { rate, rateDecay, weightDecay, momentum, secondDecay, epsilon } = training;
  numbers.set([rate, rateDecay, weightDecay, momentum, secondDecay, epsilon, firstPower, secondPower, step], 6);
  words[30] = 4 * order.stride;
  return { run: at("run"), layers: laid, reports: at("reports"), outputs: at("outputs") };
}

function writeLayer(
  buffer: ArrayBuffer,
  pointer: number,
  training: Training,
  index: number,
  arrays: Record<ArrayName, number>,
): void {
  const { layers, activation, isInverted } = training;
  const { width, sites, bonds } = layers[index] as Layer;
  const isLast = index === layers.length - 1;
  const words = new Uint32Array(buffer, pointer, LAYER / 4);
  const numbers = new Float64Array(buffer, pointer, LAYER / 8);
  words.set([width, index > 0 ? (layers[index - 1]?.width ?? 0) : 0, isLast ? 0 : activations[activation]]);
  words.set(
    ARRAYS.map((name) => arrays[name]),
    3,
  );
  numbers.set([sites.keep, sites.drop, bonds.keep, bonds.drop], 11);
  // A neuron that is never kept has no survivors to scale.
  const scaleOf = (keep: number) => (isInverted && keep > 0 ? 1 / keep : 1);
  const meanOf = (keep: number) => (isInverted ? Math.sign(keep) : keep);
  numbers.set([scaleOf(sites.keep), scaleOf(bonds.keep), meanOf(sites.keep), meanOf(bonds.keep)], 15);
}

/**
 * Trains `steps` steps: parameters, memory and progress are changed in place. Returns their reports, of fewer steps
 * when one gave a loss, weights, biases or moments that are no finite numbers: the last one is that step's.
 */
export function runTraining(
  training: Training,
  parameters: Parameters,
  memory: Memory | undefined,
  progress: Progress,
  samples: Samples,
  order: Order,
  steps: number,
): { readonly reports: Reports; readonly hasDiverged: boolean } {
  return withTraining((module) => {
    const room = { samples, order, steps, rows: 0 };
    const { run, layers, reports } = layOutRun(module, training, parameters, memory, progress, room);
    const done = module.train(run, steps);
    const { buffer } = module.memory;
    const take = (from: number | undefined, to: Float64Array | undefined) => {
      if (from && to) to.set(new Float64Array(buffer, from, to.length));
    };
    layers.slice(1).forEach((arrays, index) => {
      take(arrays.weights, parameters.weights[index]);
      take(arrays.biases, parameters.biases[index]);
      take(arrays.first, memory?.first.weights[index]);
      take(arrays.biasFirst, memory?.first.biases[index]);
      take(arrays.second, memory?.second.weights[index]);
      take(arrays.biasSecond, memory?.second.biases[index]);
    });
    const numbers = new Float64Array(buffer, run, RUN / 8);
    const [firstPower = 1, secondPower = 1, step = 0] = numbers.subarray(12, 15);
    Object.assign(progress, { firstPower, secondPower, step });
    const reported = Math.min(steps, done + 1);
    return { reports: readReports(buffer, reports, reported), hasDiverged: done < steps };
  });
}

function readReports(buffer: ArrayBuffer, pointer: number, count: number): Reports {
  const rows = new Float64Array(buffer, pointer, (count * REPORT) / 8);
  const column = (index: number) => Float64Array.from({ length: count }, (_, row) => rows[5 * row + index] ?? 0);
  return {
    loss: column(0),
    gradientNorm: column(1),
    weightNorm: column(2),
    updated: Uint8Array.from(column(3)),
    open: Uint8Array.from(column(4)),
  };
}

/** The loss of the next step's batch and its gradients, with the masks of that step. */
export function differentiate(
  training: Training,
  parameters: Parameters,
  progress: Progress,
  samples: Samples,
  order: Order,
): { readonly loss: number; readonly gradients: Parameters } {
  return withTraining((module) => {
    const stored: Training = { ...training, optimiser: "momentum" };
    const room = { samples, order, steps: 1, rows: 0 };
    const laid = layOutRun(module, stored, parameters, undefined, progress, room);
    module.differentiate(laid.run);
    const { buffer } = module.memory;
    const read = (pointer: number | undefined, like: Float64Array) =>
      new Float64Array(buffer, pointer ?? 0, like.length).slice();
    return {
      loss: new Float64Array(buffer, laid.reports, 1)[0] ?? 0,
      gradients: {
        weights: parameters.weights.map((each, index) => read(laid.layers[index + 1]?.gradient, each)),
        biases: parameters.biases.map((each, index) => read(laid.layers[index + 1]?.biasGradient, each)),
      },
    };
  });
}

/** What the network puts out for samples, without removal, and its mean loss against their targets. */
export function runNetwork(
  training: Training,
  parameters: Parameters,
  samples: Samples,
): { readonly outputs: Float64Array; readonly loss: number } {
  return withTraining((module) => {
    const start = { step: 0, firstPower: 1, secondPower: 1 };
    const order = { samples: new Uint32Array(0), stride: 0 };
    const room = { samples, order, steps: 0, rows: samples.count };
    const { run, outputs } = layOutRun(module, training, parameters, undefined, start, room);
    module.predict(run, samples.count, outputs);
    const width = training.layers.at(-1)?.width ?? 0;
    const targets = new Uint32Array(module.memory.buffer, run, 4)[3] ?? 0;
    const hasTargets = samples.targets.length > 0;
    return {
      outputs: new Float64Array(module.memory.buffer, outputs, samples.count * width).slice(),
      loss: hasTargets ? module.meanLoss(losses[training.loss], outputs, targets, width, samples.count) : Number.NaN,
    };
  });
}
