import * as v from "valibot";
import type { Layer } from "../../engine/layers.ts";
import type { Parameters } from "../../engine/training/run.ts";
import { badInput } from "../../errors.ts";
import { check, integer, name } from "../../networks/check.ts";
import { CERTAIN } from "../../networks/removal.ts";
import { checkParameters } from "../parameters.ts";

/** A network with given weights and one linear output, as arXiv:1602.04484 looks at it. */
export interface WeightedNetwork extends Parameters {
  /** Neurons per layer: inputs, hidden layers, and the one output. */
  readonly widths: readonly number[];
  /** What hidden neurons make of what they get. */
  readonly activation: "relu" | "linear";
  /** Row by row, one array per weight layer: entry `target * fanIn + source`. */
  readonly weights: readonly Float64Array[];
  /** One array per weight layer; no array at all where all are 0. Biases are never removed. */
  readonly biases: readonly Float64Array[];
}

const WIDTHS = "an array of 2..4096 widths";
const schema = v.strictObject({
  widths: v.pipe(v.array(integer(1, 2 ** 20), WIDTHS), v.minLength(2, WIDTHS), v.maxLength(4096, WIDTHS)),
  activation: name("relu", "linear"),
  weights: v.custom<unknown>((value) => value !== undefined, "an array of arrays of numbers"),
  biases: v.custom<unknown>((value) => value !== undefined, "an array of arrays of numbers"),
});

/** A network whose arrays have the right lengths and hold finite numbers. */
export function checkWeighted(value: unknown, field = "network"): WeightedNetwork {
  const { widths, activation, weights, biases } = check(schema, value, field);
  if (widths.at(-1) !== 1) throw badInput(`${field}.widths[${widths.length - 1}]`, "1, a single output", widths.at(-1));
  const layers = widths.map((width): Layer => ({ width, sites: CERTAIN, bonds: CERTAIN, repeat: 1 }));
  return { widths, activation, ...checkParameters({ weights, biases }, layers, field) };
}

/**
 * The same function of the inputs and of every mask, when the inputs are multiplied with `factors`: the weights of the
 * first layer divided by them (Theorem 4: rescaling inputs one by one changes nothing that dropout can see).
 *
 * @param network - Any {@link WeightedNetwork}.
 * @param factors - One finite number other than 0 for each input.
 * @throws PercolationError `invalid-input`, also for factors that leave a number that is not finite.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 4.
 *
 * @example
 * import { differenceNetwork, rescaleInputs } from "percolation/training";
 * rescaleInputs(differenceNetwork(), [2, 4]).weights[0]; // => new Float64Array([0.5, 0.25, 0.5, 0.25])
 */
export function rescaleInputs(network: WeightedNetwork, factors: readonly number[]): WeightedNetwork {
  const checked = checkWeighted(network);
  const [inputs = 0] = checked.widths;
  checkFactors(factors, inputs, "one for each input", (factor) => factor !== 0, "a finite number other than 0");
  const [first = new Float64Array(0), ...others] = checked.weights;
  const scaled = first.map((weight, at) => weight / (factors[at % inputs] ?? 1));
  const bad = scaled.findIndex((weight) => !Number.isFinite(weight));
  const at = bad % inputs;
  if (bad >= 0) throw badInput(`factors[${at}]`, "one that leaves all weights finite", factors[at]);
  return { ...checked, weights: [scaled, ...others] };
}

/**
 * The weights of layer j multiplied with `factors[j]` and its biases with the product of the factors up to j: the
 * output is multiplied with the product of them all, for every input and every mask. Where that is 1, the criterion,
 * the risk and the penalty stay what they are, so no minimiser is alone (Theorem 5).
 *
 * @param network - Any {@link WeightedNetwork}.
 * @param factors - One finite number above 0 for each weight layer.
 * @throws PercolationError `invalid-input`, also for factors that leave a number that is not finite.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 5.
 *
 * @example
 * import { differenceNetwork, rescaleLayers } from "percolation/training";
 * rescaleLayers(differenceNetwork(), [4, 0.25]).weights[1]; // => new Float64Array([0.25, 0.25])
 */
export function rescaleLayers(network: WeightedNetwork, factors: readonly number[]): WeightedNetwork {
  const checked = checkWeighted(network);
  const { weights, biases } = checked;
  checkFactors(factors, weights.length, "one for each weight layer", (factor) => factor > 0, "a finite number above 0");
  let product = 1;
  const products = factors.map((factor) => {
    product *= factor;
    return product;
  });
  const scaled = {
    weights: weights.map((layer, index) => layer.map((weight) => weight * (factors[index] ?? 1))),
    // A bias of 0 stays 0, whatever the product.
    biases: biases.map((layer, index) => layer.map((bias) => (bias === 0 ? 0 : bias * (products[index] ?? 1)))),
  };
  for (const arrays of [scaled.weights, scaled.biases]) {
    const bad = arrays.findIndex((layer) => !layer.every(Number.isFinite));
    if (bad >= 0) throw badInput(`factors[${bad}]`, "one that leaves all weights and biases finite", factors[bad]);
  }
  return { ...checked, ...scaled };
}

function checkFactors(
  factors: readonly number[],
  count: number,
  each: string,
  isFit: (factor: number) => boolean,
  expected: string,
): void {
  if (!Array.isArray(factors) || factors.length !== count)
    throw badInput("factors", `${count} numbers, ${each}`, factors);
  const bad = factors.findIndex(
    (factor: unknown) => typeof factor !== "number" || !Number.isFinite(factor) || !isFit(factor),
  );
  if (bad >= 0) throw badInput(`factors[${bad}]`, expected, factors[bad]);
}
