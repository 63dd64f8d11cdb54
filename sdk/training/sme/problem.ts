import * as v from "valibot";
import { requireMemory } from "../../engine/arena.ts";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { badInput, PercolationError } from "../../errors.ts";
import { check, name } from "../../networks/check.ts";
import { layersOf, type Network, unrollLayers } from "../../networks/network.ts";
import { checkData, type TrainingData } from "../data.ts";
import { checkTrainable } from "../options.ts";

/**
 * Dropout in a network of one hidden layer, f(x) = sum over its units of a activation(w . x), without biases; masks are
 * divided by the rate at which units are kept, and the loss is the sum of (f - y)^2 over the samples, divided by twice their
 * number. The trainer's loss is twice that: its learning rates are half of these.
 *
 * Parameters are numbers unit by unit: a, then w.
 */
export interface DropoutProblem {
  /** `layered([inputs, units, 1], { dropSites })`, with a drop below 1 and nothing else removed. */
  readonly network: Network;
  /** What it is trained on, with `targets` of one number a sample. */
  readonly data: TrainingData;
  /** Of the hidden units; `"relu"` unless given. */
  readonly activation?: "linear" | "relu" | "tanh" | "sigmoid";
  /**
   * All parameters, or the weights to the output alone; `"all"` unless given. Gradients, Hessians and paths are of what is
   * trained: of `"outputs"`, one number a unit.
   */
  readonly trained?: "all" | "outputs";
}

const problemSchema = v.strictObject({
  network: v.unknown(),
  data: v.unknown(),
  activation: v.optional(name("linear", "relu", "tanh", "sigmoid"), "relu"),
  trained: v.optional(name("all", "outputs"), "all"),
});

export function checkProblem(problem: DropoutProblem): Model {
  const { network, data, activation, trained } = check(problemSchema, problem, "problem");
  const layers = unrollLayers(layersOf(checkTrainable(network)), 4096);
  const [inputs, hidden, output] = layers;
  if (layers.length !== 3 || !inputs || !hidden || output?.width !== 1) {
    const widths = layers.map(({ width }) => width).join("-");
    throw badInput("problem.network", "a network of one hidden layer and one output", widths);
  }
  if (inputs.sites.drop > 0) throw badInput("problem.network.dropInputs", "none", inputs.sites.drop);
  const bonds = Math.max(hidden.bonds.drop, output.bonds.drop);
  if (bonds > 0) throw badInput("problem.network.dropBonds", "none", bonds);
  const { keep, drop } = hidden.sites;
  if (keep === 0) throw badInput("problem.network.dropSites", "a number from 0 on and below 1", drop);
  // What survivors are multiplied with.
  if (!Number.isFinite(1 / keep)) throw badInput("problem.network.keepSites", "a rate whose inverse is finite", keep);
  const samples = checkData(data as TrainingData, inputs.width, 1, "problem.data");
  const size = trained === "all" ? 1 + inputs.width : 1;
  return { inputs: inputs.width, width: hidden.width, keep, drop, activation, size, samples };
}

/** All parameters of a network, unit by unit. */
export function checkStart(value: unknown, { width, inputs }: Model, field = "parameters"): Float64Array {
  return checkNumbers(value, width * (1 + inputs), field);
}

/** So many finite numbers; a copy. */
export function checkNumbers(value: unknown, length: number, field: string): Float64Array {
  const isArray = Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;
  if (!isArray || value.length !== length) throw badInput(field, `${length} numbers`, value);
  const bad = value.findIndex((number: unknown) => typeof number !== "number" || !Number.isFinite(number));
  if (bad >= 0) throw badInput(`${field}[${bad}]`, "a finite number", value[bad]);
  return Float64Array.from(value);
}

/** Rows of matrices that are decomposed: the time grows with the cube of it. */
const MOST_TRAINED = 2048;

/** Throws `too-large` where a matrix of all that is trained would be. */
export function requireMatrix(model: Model): void {
  const dimension = dimensionOf(model);
  if (dimension <= MOST_TRAINED) return;
  throw new PercolationError(
    "too-large",
    `problem: expected at most ${MOST_TRAINED} trained numbers, of which a square matrix is filled, got ${dimension}`,
    { field: "problem" },
  );
}

/** Throws `too-large` where so many rows of all that is trained would not fit. */
export function requireRows(model: Model, rows: number, field: string): void {
  requireMemory(8 * rows * dimensionOf(model), field);
}
