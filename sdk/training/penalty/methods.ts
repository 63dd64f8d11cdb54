import type { Rate } from "../../engine/layers.ts";
import type { WeightedSamples } from "../../engine/training/penalty/criterion.ts";
import { PercolationError } from "../../errors.ts";
import type { WeightedNetwork } from "./network.ts";
import { workOfMasks } from "./work.ts";

/** Neurons that can be removed at most when all masks are gone through. */
const MOST_REMOVABLE = 24;
/** Multiplications that going through all masks may take: some ten seconds, of about 1 ns each. */
const MOST_WORK = 2 ** 33;
/** Products of doubles that covariances may take: some ten seconds. */
const MOST_PRODUCTS = 2 ** 34;

/** The first of the methods that applies. */
export function chooseMethod(network: WeightedNetwork, samples: WeightedSamples, rates: readonly Rate[]) {
  if (whyNotLinear(network, samples) === undefined && productsOf(network, samples) <= MOST_PRODUCTS) return "moments";
  const isFew = countRemovable(network, rates) <= MOST_REMOVABLE;
  return isFew && samples.count * workOfMasks(network.widths, rates) <= MOST_WORK ? "enumeration" : "monte-carlo";
}

function countRemovable({ widths }: WeightedNetwork, rates: readonly Rate[]): number {
  return rates.reduce((count, { drop }, index) => count + (drop > 0 ? (widths[index] ?? 0) : 0), 0);
}

const INSTEAD = 'use method "monte-carlo", or "moments" where it applies';

/** Throws where going through all masks would take too long. */
export function requireFew(network: WeightedNetwork, { count }: WeightedSamples, rates: readonly Rate[]): void {
  const removable = countRemovable(network, rates);
  const few = `at most ${MOST_REMOVABLE} neurons that can be removed, to go through all masks`;
  if (removable > MOST_REMOVABLE) throw tooMany("network.widths", few, removable);
  const work = workOfMasks(network.widths, rates);
  if (work > MOST_WORK) {
    const cheap = `layers whose 2^${removable} masks take at most 2^33 multiplications`;
    throw tooMany("network.widths", cheap, Math.round(work));
  }
  const most = Math.floor(MOST_WORK / work);
  if (count > most) throw tooMany("data", `at most ${most} examples for 2^${removable} masks of this network`, count);
}

function tooMany(field: string, expected: string, actual: number): PercolationError {
  return new PercolationError("too-large", `${field}: expected ${expected}, got ${actual}; ${INSTEAD}`, { field });
}

/** Throws where moments do not say what dropout does. */
export function requireLinear(network: WeightedNetwork, samples: WeightedSamples): void {
  const found = whyNotLinear(network, samples);
  if (found !== undefined) {
    const message = `${found}; use method "enumeration" or "monte-carlo"`;
    throw new PercolationError("method-unavailable", message, { field: found.slice(0, found.indexOf(":")) });
  }
  const products = productsOf(network, samples);
  if (products <= MOST_PRODUCTS) return;
  const message = `network.widths: expected layers and data whose moments take at most 2^34 products, got ${products}; use method "monte-carlo"`;
  throw new PercolationError("too-large", message, { field: "network.widths" });
}

/** What keeps a network from acting linearly under every mask; undefined where nothing does. */
function whyNotLinear({ activation, weights, biases }: WeightedNetwork, samples: WeightedSamples): string | undefined {
  if (activation === "linear") return undefined;
  const hidden = weights.length - 1;
  if (hidden === 0) return undefined;
  const arrays: [string, Float64Array][] = [
    ...weights.slice(0, hidden).map((layer, index): [string, Float64Array] => [`network.weights[${index}]`, layer]),
    ...biases.slice(0, hidden).map((layer, index): [string, Float64Array] => [`network.biases[${index}]`, layer]),
  ];
  for (const [field, numbers] of arrays) {
    const at = numbers.findIndex((number) => number < 0);
    if (at >= 0) return tellNegative(`${field}[${at}]`, numbers[at]);
  }
  const at = samples.inputs.findIndex((number) => number < 0);
  const width = samples.inputs.length / samples.count;
  return at < 0 ? undefined : tellNegative(`data[${Math.floor(at / width)}].input[${at % width}]`, samples.inputs[at]);
}

function tellNegative(field: string, actual: number | undefined): string {
  return `${field}: expected a number from 0 on, for moments of a ReLU network, got ${actual}`;
}

/** Products that covariances take, of all examples. */
export function productsOf({ widths }: WeightedNetwork, { count }: WeightedSamples): number {
  const ofLayers = widths.slice(1).reduce((sum, width, index) => {
    const before = widths[index] ?? 0;
    return sum + width * before * (before + width / 2);
  }, 0);
  return count * ofLayers;
}
