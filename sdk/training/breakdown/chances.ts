import type { Samples } from "../../engine/training/run.ts";
import type { LayeredNetwork } from "../../networks/layered.ts";
import { layered } from "../../networks/layered.ts";
import { layersOf, type Network } from "../../networks/network.ts";
import { pathProbability } from "../../queries/path.ts";
import type { CheckedTrainingOptions } from "../options.ts";

/** How likely something is in a step, without cancellation at either end. */
export interface Chance {
  readonly probability: number;
  readonly failure: number;
  readonly log10Failure: number;
}

const NEVER: Chance = { probability: 0, failure: 1, log10Failure: 0 };

/** What is likely in the steps of a training, given the samples of each. */
export interface Chances {
  /** That its masks have an open path from an input that is not 0. */
  open(samples: Uint32Array): Chance;
  /** That some weight's gradient is not 0; of ReLU networks that it is at most so likely. */
  updated(samples: Uint32Array): Chance;
}

/** Whether hidden neurons that nothing reaches put something out nevertheless, all but those that are removed. */
export function hasConstants({ biases, activation }: CheckedTrainingOptions): boolean {
  return biases || activation === "sigmoid";
}

/**
 * The exact chances of a network. Without biases, and for activations that are 0 at 0, a weight's gradient is 0 unless it lies on an
 * open path. Otherwise neurons put something out that nothing reaches, so a weight of the last layer has a gradient
 * wherever a hidden neuron before it and itself are there. Of the cross-entropy of a single output every gradient is 0.
 */
export function chancesOf(network: Network, options: CheckedTrainingOptions, samples: Samples): Chances {
  const width = samples.inputs.length / samples.count;
  const isPresent = samples.inputs.map((value) => (value === 0 ? 0 : 1));
  const hasAll = isPresent.every((is) => is === 1);
  const paths = remember((inputs) => chanceOf(withInputs(network, inputs)));
  const openOf = (batch: Uint32Array) => {
    const counts = hasAll ? [width] : countInputs(batch, isPresent, width, options.maskPer);
    const masks = options.maskPer === "sample" ? batch.length : 1;
    return anyOf(Array.from({ length: masks }, (_, mask) => paths(counts[mask] ?? width)));
  };
  // A full batch is the same in all steps.
  const openOfAll = remember(() => openOf(Uint32Array.from({ length: samples.count }, (_, sample) => sample)));
  const open = (batch: Uint32Array) => (batch.length === samples.count ? openOfAll(samples.count) : openOf(batch));
  if (hasNoGradient(options, samples)) return { open, updated: () => NEVER };
  const last = lastLayers(network);
  if (!hasConstants(options) || last === undefined) return { open, updated: open };
  const chance = chanceOf(last);
  const updated = remember((masks) => anyOf(Array<Chance>(masks).fill(chance)));
  return { open, updated: ({ length }) => updated(options.maskPer === "sample" ? length : 1) };
}

/** The softmax of a single output is 1 whatever the weights: so is its target, and nothing is to be learnt. */
function hasNoGradient({ loss }: CheckedTrainingOptions, { count, targets }: Samples): boolean {
  return loss === "cross-entropy" && targets.length === count && targets.every((target) => target === 1);
}

/** Inputs that are not 0: of each sample that has a mask of its own, or of all samples that share one together. */
function countInputs(batch: Uint32Array, isPresent: Float64Array, width: number, maskPer: "step" | "sample"): number[] {
  const rowOf = (sample: number) => isPresent.subarray(sample * width, (sample + 1) * width);
  const count = (row: Float64Array) => row.reduce((sum, is) => sum + is, 0);
  if (maskPer === "sample") return Array.from(batch, (sample) => count(rowOf(sample)));
  const [only = 0] = batch;
  if (batch.length === 1) return [count(rowOf(only))];
  const together = new Float64Array(width);
  for (const sample of batch) {
    rowOf(sample).forEach((is, input) => {
      if (is === 1) together[input] = 1;
    });
  }
  return [count(together)];
}

/** That any of some independent events happens. */
function anyOf(chances: readonly Chance[]): Chance {
  let [probability, failure, log10Failure] = [0, 1, 0];
  for (const chance of chances) {
    probability += failure * chance.probability;
    failure *= chance.failure;
    log10Failure += chance.log10Failure;
  }
  return { probability, failure, log10Failure };
}

function chanceOf(network: Network | undefined): Chance {
  return network === undefined ? NEVER : pathProbability(network);
}

/** The network with so many inputs; undefined for none. */
function withInputs(network: Network, inputs: number): Network | undefined {
  if (inputs === 0) return undefined;
  if (network.kind === "rectangular") return { ...network, inputs };
  return { ...network, widths: [inputs, ...network.widths.slice(1)] };
}

/** The last hidden layer, as inputs, before the outputs; undefined where there is no hidden layer. */
function lastLayers(network: Network): LayeredNetwork | undefined {
  const layers = layersOf(network);
  const [hidden, outputs] = layers.slice(-2);
  if (layers.length < 3 || hidden === undefined || outputs === undefined) return undefined;
  return layered([hidden.width, outputs.width], rarer(hidden.sites, "Inputs", rarer(outputs.bonds, "Bonds", {})));
}

/** Of both rates the smaller one is the precise one. */
function rarer<Kind extends "Inputs" | "Bonds">(
  { keep, drop }: { readonly keep: number; readonly drop: number },
  kind: Kind,
  rates: object,
): object {
  return { ...rates, ...(drop < keep ? { [`drop${kind}`]: drop } : { [`keep${kind}`]: keep }) };
}

function remember<T>(find: (count: number) => T): (count: number) => T {
  const known = new Map<number, T>();
  return (count) => {
    const found = known.get(count) ?? find(count);
    known.set(count, found);
    return found;
  };
}
