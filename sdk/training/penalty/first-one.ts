import * as v from "valibot";
import { badInput } from "../../errors.ts";
import { check } from "../../networks/check.ts";
import type { WeightedNetwork } from "./network.ts";
import { checkRate, type RemovalRate } from "./rates.ts";
import { build, shapeFields, type UniformShape } from "./shape.ts";

/**
 * The weights of a layer that tells which input is the first to survive: neuron i has weight -1 on the inputs before
 * input i, 1 on input i and 0 behind it. With inputs 0 or 1 neuron i puts out 1 if input i is the first that is 1, all
 * others 0, so the layer's sum is the same whatever is removed, as long as some input is left.
 *
 * @param inputs - K, 1..4096; as many neurons.
 * @returns K * K weights, row by row.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, section on negative weights. Their text says input K where it means input
 *   i, and {0,1}^n where it means {0,1}^K.
 *
 * @example
 * import { firstOneGadget } from "percolation/training";
 * firstOneGadget(2); // => new Float64Array([1, 0, -1, 1])
 */
export function firstOneGadget(inputs: number): Float64Array {
  return makeGadget(inputs, "inputs");
}

function makeGadget(inputs: number, field: string): Float64Array {
  if (!Number.isInteger(inputs) || inputs < 1 || inputs > 4096) throw badInput(field, "an integer in 1..4096", inputs);
  return Float64Array.from({ length: inputs * inputs }, (_, at) => {
    const [target, source] = [Math.floor(at / inputs), at % inputs];
    return Number(source === target) - Number(source < target);
  });
}

/** What {@link firstOneNetwork} takes: shape, rate, and variants. */
export interface FirstOneOptions extends UniformShape, RemovalRate {
  /** Of the output; 0 unless given. */
  readonly outputBias?: number;
  /** What the weights of the output are multiplied with; 1 unless given. */
  readonly outputFactor?: number;
}

/**
 * The network W_neg whose negative weights beat every network without them on half (1...1) -> 1, half (0...0) -> 0: n /
 * K copies of {@link firstOneGadget}, middle weights 1, output weights
 *
 *   c = keep K / (n^(d-1) (1 + v K / n) (1 + v / n)^(d-2)),   v = drop / keep.
 *
 * At keep 1/2 this is the paper's. ERRATUM: its definition prints K^2 where its proof ends with K; enumeration confirms
 * K. The printed network is that with `outputFactor: K`. For K = 2 an output bias of 1/5 and a factor 4/5 give 1/10 in
 * the limit; with the paper's weights unchanged it is 0.115 (this project's finding).
 *
 * @param options - Shape, with n a multiple of K and at least 2 layers, the rate, and variants.
 * @throws PercolationError `invalid-input`; `too-large` for more than 2^27 weights.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 8 and Lemma 10; other rates than 1/2 are this project's derivation.
 *
 * @example
 * import { dropoutCriterion, firstOneNetwork, halfAtOrigin } from "percolation/training";
 * const network = firstOneNetwork({ inputs: 4, width: 8, layers: 2, drop: 0.5 });
 * dropoutCriterion(network, halfAtOrigin([1, 1, 1, 1], 1), { drop: 0.5 }).criterion.toFixed(9); // => "0.187500000"
 */
export function firstOneNetwork(options: FirstOneOptions): WeightedNetwork {
  const { inputs, width, layers, drop, keep, outputBias, outputFactor } = checkFirstOne(options);
  const odds = drop / keep;
  let output = (keep * inputs) / width / (1 + (odds * inputs) / width);
  for (let layer = 2; layer < layers; layer++) output /= width * (1 + odds / width);
  // At most 1 so far.
  output *= outputFactor;
  const gadget = makeGadget(inputs, "options.inputs");
  const make = (index: number, count: number) => {
    if (index === 0) return Float64Array.from({ length: count }, (_, at) => gadget[at % gadget.length] ?? 0);
    return new Float64Array(count).fill(index === layers - 1 ? output : 1);
  };
  const { widths, weights } = build({ inputs, width, layers }, make, "options");
  const biases = widths
    .slice(1)
    .map((each, index) => new Float64Array(each).fill(index === layers - 1 ? outputBias : 0));
  return { widths, activation: "relu", weights, biases };
}

/**
 * The dropout criterion of {@link firstOneNetwork} on half (1...1) -> 1, half (0...0) -> 0. With
 * s = (1 - drop^K) / ((1 + v K / n) (1 + v / n)^(d-2)), v = drop / keep, bias b and factor f:
 *
 *   J_D = (b^2 + f^2 s - 2 f s (1 - b) + (1 - b)^2) / 2,   which is (1 - s) / 2 for b = 0, f = 1.
 *
 * @param options - As of {@link firstOneNetwork}.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Lemma 10; other rates, biases and factors are this project's derivation.
 *
 * @example
 * import { firstOneCriterion } from "percolation/training";
 * firstOneCriterion({ inputs: 4, width: 8, layers: 2, drop: 0.5 }); // => 0.1875
 */
export function firstOneCriterion(options: FirstOneOptions): number {
  const { inputs, width, layers, drop, keep, outputBias, outputFactor } = checkFirstOne(options);
  const noise = noiseOf(inputs, width, layers, drop / keep);
  let lost = 1;
  for (let input = 0; input < inputs && lost > 0; input++) lost *= drop;
  const rest = 1 - outputBias;
  if (outputBias === 0 && outputFactor === 1) return (noise + lost) / (1 + noise) / 2;
  const share = (1 - lost) / (1 + noise);
  const criterion = (outputBias ** 2 + outputFactor ** 2 * share - 2 * outputFactor * share * rest + rest ** 2) / 2;
  if (Number.isFinite(criterion)) return criterion;
  const [field, value] =
    Math.abs(outputBias) > Math.abs(outputFactor) ? ["outputBias", outputBias] : ["outputFactor", outputFactor];
  throw badInput(`options.${field}`, "a number whose square is finite", value);
}

/** (1 + v K / n) (1 + v / n)^(d-2) - 1, or the greatest double, beside which 1 is nothing. */
function noiseOf(inputs: number, width: number, layers: number, odds: number): number {
  let noise = (odds * inputs) / width;
  for (let layer = 2; layer < layers; layer++) noise += odds / width + (noise * odds) / width;
  return Math.min(noise, Number.MAX_VALUE);
}

const FINITE = "a finite number";
const finite = v.pipe(v.number(FINITE), v.finite(FINITE));
const schema = v.strictObject({
  ...shapeFields(2),
  drop: v.optional(v.unknown()),
  keep: v.optional(v.unknown()),
  outputBias: v.optional(finite, 0),
  outputFactor: v.optional(finite, 1),
});

function checkFirstOne(options: FirstOneOptions) {
  const { drop, keep, ...checked } = check(schema, options, "options");
  const { inputs, width } = checked;
  if (width % inputs !== 0) throw badInput("options.width", `a multiple of ${inputs}, the inputs`, width);
  return { ...checked, ...checkRate({ drop, keep } as RemovalRate, "options") };
}
