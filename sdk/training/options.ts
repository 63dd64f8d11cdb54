import * as v from "valibot";
import type { Layer } from "../engine/layers.ts";
import type { Training } from "../engine/training/run.ts";
import { badInput, PercolationError } from "../errors.ts";
import { check, name } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, unrollLayers } from "../networks/network.ts";
import { seed } from "../networks/seed.ts";

/** How weights begin: uniform or normal, of mean 0 and the variance 2 / (fanIn + fanOut), 2 / fanIn or 1 / fanIn; or all 0. */
export type Initialisation =
  | "glorot-uniform"
  | "glorot-normal"
  | "he-uniform"
  | "he-normal"
  | "lecun-uniform"
  | "lecun-normal"
  | "zeros";

/** How a network is trained. */
export interface TrainingOptions {
  /** What hidden neurons make of what they get; outputs are linear. `"relu"` unless given. */
  readonly activation?: "linear" | "relu" | "tanh" | "sigmoid";
  /** Whether neurons behind the inputs have biases; true unless given. Biases are never removed. */
  readonly biases?: boolean;
  /**
   * What is minimised: the mean over samples and outputs of squared errors, or minus the mean logarithm of the softmax
   * of the outputs at the target. `"mean-squared-error"` unless given.
   */
  readonly loss?: "mean-squared-error" | "cross-entropy";
  /** Plain gradient descent, with a velocity, or Adam (Kingma and Ba, 2015); `"sgd"` unless given. */
  readonly optimiser?: "sgd" | "momentum" | "adam";
  /** Above 0; 0.01 unless given. */
  readonly learningRate?: number;
  /** Step t, from 0 on, has the rate learningRate / (1 + learningRateDecay t); 0 unless given. */
  readonly learningRateDecay?: number;
  /** Times the weights, not the biases, is added to their gradients; 0 unless given. */
  readonly weightDecay?: number;
  /** In 0..1, below 1: of velocities, or Adam's of first moments; 0.9 unless given. */
  readonly momentum?: number;
  /** Adam's of second moments, in 0..1, below 1; 0.999 unless given. */
  readonly secondMomentum?: number;
  /** Adam's, above 0; 1e-8 unless given. */
  readonly epsilon?: number;
  /** Samples of a step, in 1..1048576 and at most all, or `"full"` for all; 1 unless given. */
  readonly batch?: number | "full";
  /** One mask for all samples of a step, or one for each; `"step"` unless given. */
  readonly maskPer?: "step" | "sample";
  /**
   * Whether masks are drawn, or the loss is the mean over all of them, and no mask is drawn: the mean squared error
   * without removal plus its variance, drop / keep times the mean over samples and outputs of the sum of the squares of
   * what each neuron of the last hidden layer adds to an output. Exact (Zhang and Xu, arXiv:2207.05952, where half the
   * sum over the outputs of it is R_1), so only where neurons of that layer alone are removed, `inverted`, by
   * `"mean-squared-error"`. Steps report that loss; all neurons are there, so whether a path is open is up to the inputs.
   * There is nothing for `maskPer` to choose then.
   * `"drawn"` unless given.
   */
  readonly masks?: "drawn" | "averaged";
  /** Whether survivors are divided by the rate at which they are kept; true unless given. */
  readonly inverted?: boolean;
  /** How weights begin; biases begin at 0. `"glorot-uniform"` unless given. */
  readonly initialisation?: Initialisation;
  /** Seed of weights, orders and masks, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const ABOVE_0 = "a finite number above 0";
const FROM_0 = "a finite number from 0 on";
const BELOW_1 = "a number from 0 on and below 1";
const above0 = v.pipe(v.number(ABOVE_0), v.finite(ABOVE_0), v.gtValue(0, ABOVE_0));
const from0 = v.pipe(v.number(FROM_0), v.finite(FROM_0), v.minValue(0, FROM_0));
const below1 = v.pipe(v.number(BELOW_1), v.minValue(0, BELOW_1), v.ltValue(1, BELOW_1));
const BOOLEAN = "true or false";
const MOST_BATCH = 1_048_576;
const BATCH = `an integer in 1..${MOST_BATCH} or "full"`;

function isBatch(value: unknown): boolean {
  return (
    value === "full" || (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_BATCH)
  );
}

const trainingSchema = v.strictObject({
  activation: v.optional(name("linear", "relu", "tanh", "sigmoid"), "relu"),
  biases: v.optional(v.boolean(BOOLEAN), true),
  loss: v.optional(name("mean-squared-error", "cross-entropy"), "mean-squared-error"),
  optimiser: v.optional(name("sgd", "momentum", "adam"), "sgd"),
  learningRate: v.optional(above0, 0.01),
  learningRateDecay: v.optional(from0, 0),
  weightDecay: v.optional(from0, 0),
  momentum: v.optional(below1, 0.9),
  secondMomentum: v.optional(below1, 0.999),
  epsilon: v.optional(above0, 1e-8),
  batch: v.optional(v.custom<number | "full">(isBatch, BATCH), 1),
  maskPer: v.optional(name("step", "sample"), "step"),
  masks: v.optional(name("drawn", "averaged"), "drawn"),
  inverted: v.optional(v.boolean(BOOLEAN), true),
  initialisation: v.optional(
    name("glorot-uniform", "glorot-normal", "he-uniform", "he-normal", "lecun-uniform", "lecun-normal", "zeros"),
    "glorot-uniform",
  ),
  seed: v.optional(seed, "0"),
});

/** {@link TrainingOptions} with every default filled in. */
export interface CheckedTrainingOptions extends Required<TrainingOptions> {
  /** As decimal text. */
  readonly seed: string;
}

/** Layers that are gone through one by one. */
const MOST_LAYERS = 4096;

/** A network that can be trained: every weight exists. */
export function checkTrainable(value: unknown): Network {
  const network = checkNetwork(value);
  if ("connections" in network && network.connections !== undefined) {
    throw new PercolationError(
      "method-unavailable",
      "network.connections: expected none, networks are trained with all their weights, got some",
      { field: "network.connections" },
    );
  }
  return network;
}

export function checkOptions(options: TrainingOptions): CheckedTrainingOptions {
  return check(trainingSchema, options, "options");
}

/** How the kernels train a network with these options, on so many samples. */
export function trainingOf(network: Network, options: CheckedTrainingOptions, samples: number): Training {
  const { batch } = options;
  if (batch !== "full" && batch > samples) throw badInput("options.batch", `at most ${samples}, all samples`, batch);
  const layers = unrollLayers(layersOf(network), MOST_LAYERS);
  if (options.masks === "averaged") requireAverage(layers, options);
  return {
    layers,
    activation: options.activation,
    loss: options.loss,
    isInverted: options.inverted,
    masks: options.masks,
    batch: batch === "full" ? samples : batch,
    maskPer: options.maskPer,
    optimiser: options.optimiser,
    rate: options.learningRate,
    rateDecay: options.learningRateDecay,
    weightDecay: options.weightDecay,
    momentum: options.momentum,
    secondDecay: options.secondMomentum,
    epsilon: options.epsilon,
    seed: BigInt(options.seed),
  };
}

/** Refuses what has no such mean in closed form. */
function requireAverage(layers: readonly Layer[], { loss, inverted }: CheckedTrainingOptions): void {
  const since = "since masks are averaged";
  if (loss !== "mean-squared-error") throw badInput("options.loss", `"mean-squared-error", ${since}`, loss);
  if (!inverted) throw badInput("options.inverted", `true, ${since}`, inverted);
  for (const [index, { sites, bonds }] of layers.entries()) {
    const isLastHidden = index === layers.length - 2 && index > 0;
    const field = index === 0 ? "network.dropInputs" : `network.dropSites[${index - 1}]`;
    if (bonds.drop > 0) throw badInput(`network.dropBonds[${index - 1}]`, `0, ${since}`, bonds.drop);
    if (sites.drop > 0 && !isLastHidden) throw badInput(field, `0 before the last hidden layer, ${since}`, sites.drop);
    if (sites.keep === 0) throw badInput(field, `a rate below 1, ${since}`, sites.drop);
  }
}
