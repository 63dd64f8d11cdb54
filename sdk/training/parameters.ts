import type { Layer } from "../engine/layers.ts";
import { drawEvenly, drawNormally, type NumberAddress } from "../engine/training/numbers.ts";
import type { Memory, Parameters, Training } from "../engine/training/run.ts";
import { badInput } from "../errors.ts";
import type { Initialisation } from "./options.ts";

/** The variance of a weight, times the numbers of neurons before and behind it. */
const variances: Record<Exclude<Initialisation, "zeros">, (fanIn: number, fanOut: number) => number> = {
  "glorot-uniform": (fanIn, fanOut) => 2 / (fanIn + fanOut),
  "glorot-normal": (fanIn, fanOut) => 2 / (fanIn + fanOut),
  "he-uniform": (fanIn) => 2 / fanIn,
  "he-normal": (fanIn) => 2 / fanIn,
  "lecun-uniform": (fanIn) => 1 / fanIn,
  "lecun-normal": (fanIn) => 1 / fanIn,
};

/** Number of weights between layers. */
export function countWeights(layers: readonly Layer[]): number {
  return layers.slice(1).reduce((sum, { width }, index) => sum + width * (layers[index]?.width ?? 0), 0);
}

/** Weights by seed: uniform or normal, of mean 0 and the variance of Glorot and Bengio, He et al., or LeCun. */
export function drawParameters(
  layers: readonly Layer[],
  kind: Initialisation,
  biases: boolean,
  seed: bigint,
): Parameters {
  const weights = layers.slice(1).map(({ width }, index) => {
    const fanIn = layers[index]?.width ?? 0;
    const count = width * fanIn;
    if (kind === "zeros") return new Float64Array(count);
    const variance = variances[kind](fanIn, width);
    const address: NumberAddress = { seed, purpose: "initial", run: 0, layer: index + 1 };
    return kind.endsWith("normal")
      ? drawNormally(address, count, Math.sqrt(variance))
      : drawEvenly(address, count, Math.sqrt(3 * variance));
  });
  return { weights, biases: biases ? layers.slice(1).map(({ width }) => new Float64Array(width)) : [] };
}

/** What an optimiser remembers, at the start; undefined when that is nothing. */
export function startMemory({ optimiser }: Training, { weights, biases }: Parameters): Memory | undefined {
  if (optimiser === "sgd") return undefined;
  const zeros = () => ({
    weights: weights.map(({ length }) => new Float64Array(length)),
    biases: biases.map(({ length }) => new Float64Array(length)),
  });
  const none = { weights: [], biases: [] };
  return { first: zeros(), second: optimiser === "adam" ? zeros() : none };
}

/** A copy that steps do not change. */
export function copyParameters({ weights, biases }: Parameters): Parameters {
  return { weights: weights.map((each) => each.slice()), biases: biases.map((each) => each.slice()) };
}

/** Parameters from outside, of the shape that a network has; with or without biases, unless that is said. */
export function checkParameters(
  value: unknown,
  layers: readonly Layer[],
  field: string,
  hasBiases?: boolean,
): Parameters {
  const { weights, biases } = (typeof value === "object" && value !== null ? value : {}) as Partial<Parameters>;
  const sizes = layers.slice(1).map(({ width }, index) => width * (layers[index]?.width ?? 0));
  const widths = layers.slice(1).map(({ width }) => width);
  const isExpected = hasBiases ?? !(Array.isArray(biases) && biases.length === 0);
  return {
    weights: checkArrays(weights, sizes, `${field}.weights`),
    biases: checkArrays(biases, isExpected ? widths : [], `${field}.biases`),
  };
}

function checkArrays(value: unknown, lengths: readonly number[], field: string): Float64Array[] {
  if (!Array.isArray(value) || value.length !== lengths.length) {
    throw badInput(field, lengths.length === 0 ? "no arrays" : `${lengths.length} arrays, one per weight layer`, value);
  }
  return lengths.map((length, index) => {
    const each: unknown = value[index];
    const at = `${field}[${index}]`;
    const isArray = Array.isArray(each) || each instanceof Float64Array;
    if (!isArray || each.length !== length) throw badInput(at, `${length} numbers`, each);
    const bad = each.findIndex((number: unknown) => typeof number !== "number" || !Number.isFinite(number));
    if (bad >= 0) throw badInput(`${at}[${bad}]`, "a finite number", each[bad]);
    return Float64Array.from(each);
  });
}
