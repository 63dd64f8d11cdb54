import { exp, log } from "../../engine/mathematics.ts";
import { badInput } from "../../errors.ts";
import type { WeightedNetwork } from "./network.ts";
import { checkRate, type RemovalRate } from "./rates.ts";

/** The shape of the networks of arXiv:1602.04484. */
export interface UniformShape {
  /** K, inputs. */
  readonly inputs: number;
  /** n, neurons of each hidden layer. */
  readonly width: number;
  /** d, layers with weights: hidden layers and the output, at least 1. */
  readonly layers: number;
}

/** Layers of weights are gone through one by one. */
const MOST_LAYERS = 4095;

export function checkShape({ inputs, width, layers }: UniformShape, least = 1): UniformShape {
  const checked = { inputs, width, layers };
  for (const [field, value] of Object.entries(checked)) {
    const [low, high] = field === "layers" ? [least, MOST_LAYERS] : [1, 2 ** 20];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw badInput(field, `an integer in ${low}..${high}`, value);
    }
  }
  return checked;
}

/** Widths, and weights made for each weight layer of their size. */
function build({ inputs, width, layers }: UniformShape, make: (index: number, count: number) => Float64Array) {
  const widths = [inputs, ...Array<number>(layers - 1).fill(width), 1];
  const weights = widths.slice(1).map((each, index) => make(index, each * (widths[index] ?? 0)));
  return { widths, weights };
}

/**
 * The weights of a layer that tells which input is the first to survive: neuron i has weight -1 on the inputs before input i,
 * 1 on input i and 0 behind it. With inputs 0 or 1 neuron i puts out 1 if input i is the first that is 1, all others 0, so the
 * layer's sum is the same whatever is removed, as long as some input is left.
 *
 * @param inputs - K, 1..4096; as many neurons.
 * @returns K * K weights, row by row.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, section on negative weights. Their text says input K where it means input i, and
 *   {0,1}^n where it means {0,1}^K.
 *
 * @example
 * import { firstOneGadget } from "percolation/training";
 * firstOneGadget(2); // => new Float64Array([1, 0, -1, 1])
 */
export function firstOneGadget(inputs: number): Float64Array {
  if (!Number.isInteger(inputs) || inputs < 1 || inputs > 4096)
    throw badInput("inputs", "an integer in 1..4096", inputs);
  return Float64Array.from({ length: inputs * inputs }, (_, at) => {
    const [target, source] = [Math.floor(at / inputs), at % inputs];
    return Number(source === target) - Number(source < target);
  });
}

/** The network {@link firstOneNetwork} and variants of it. */
export interface FirstOneOptions extends UniformShape, RemovalRate {
  /** Of the output; 0 unless given. */
  readonly outputBias?: number;
  /** What the weights of the output are multiplied with; 1 unless given. */
  readonly outputFactor?: number;
}

/**
 * The network W_neg whose negative weights beat every network without them on half (1...1) -> 1, half (0...0) -> 0: n / K copies of
 * {@link firstOneGadget}, middle weights 1, output weights
 *
 *   c = keep K / (n^(d-1) (1 + v K / n) (1 + v / n)^(d-2)),   v = drop / keep.
 *
 * At keep 1/2 this is the paper's. ERRATUM: its definition prints K^2 where its proof ends with K; enumeration confirms K.
 * The printed network is that with `outputFactor: K`. For K = 2 an output bias of 1/5 and a factor 4/5 give 1/10 in the limit; with
 * the paper's weights unchanged it is 0.115 (this project's finding).
 *
 * @param options - Shape, with n a multiple of K and at least 2 layers, the rate, and variants.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 8 and Lemma 10; other rates than 1/2 are this project's derivation.
 *
 * @example
 * import { dropoutCriterion, firstOneNetwork, halfAtOrigin } from "percolation/training";
 * const network = firstOneNetwork({ inputs: 4, width: 8, layers: 2, drop: 0.5 });
 * dropoutCriterion(network, halfAtOrigin([1, 1, 1, 1], 1), { drop: 0.5 }).criterion; // => 0.1875
 */
export function firstOneNetwork(options: FirstOneOptions): WeightedNetwork {
  const { inputs, width, layers, drop, keep, outputBias, outputFactor } = checkFirstOne(options);
  const odds = drop / keep;
  let output = (outputFactor * keep * inputs) / width / (1 + (odds * inputs) / width);
  for (let layer = 2; layer < layers; layer++) output /= width * (1 + odds / width);
  const gadget = firstOneGadget(inputs);
  const { widths, weights } = build({ inputs, width, layers }, (index, count) => {
    if (index === 0) return Float64Array.from({ length: count }, (_, at) => gadget[at % gadget.length] ?? 0);
    return new Float64Array(count).fill(index === layers - 1 ? output : 1);
  });
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
  const odds = drop / keep;
  let noise = (odds * inputs) / width;
  for (let layer = 2; layer < layers; layer++) noise += odds / width + (noise * odds) / width;
  let lost = 1;
  for (let input = 0; input < inputs && lost > 0; input++) lost *= drop;
  const rest = 1 - outputBias;
  if (outputBias === 0 && outputFactor === 1) return (noise + lost) / (1 + noise) / 2;
  const share = (1 - lost) / (1 + noise);
  return (outputBias ** 2 + outputFactor ** 2 * share - 2 * outputFactor * share * rest + rest ** 2) / 2;
}

function checkFirstOne(options: FirstOneOptions) {
  const { outputBias = 0, outputFactor = 1 } = options;
  const shape = checkShape(options, 2);
  if (shape.width % shape.inputs !== 0)
    throw badInput("width", `a multiple of ${shape.inputs}, the inputs`, shape.width);
  for (const [field, value] of Object.entries({ outputBias, outputFactor })) {
    if (!Number.isFinite(value)) throw badInput(field, "a finite number", value);
  }
  return { ...shape, ...checkRate(options), outputBias, outputFactor };
}

/**
 * The network of equal weights that puts out y for the input (1...1): all weights (y / (K n^(d-1)))^(1/d), no biases. Its risk there
 * is 0; its dropout penalty, {@link constantPenalty}, grows exponentially with the depth where its weights do not.
 *
 * @param shape - K, n and d.
 * @param target - y, 0 and more.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 18, which has y at most K n^(d-1).
 *
 * @example
 * import { constantNetwork } from "percolation/training";
 * constantNetwork({ inputs: 4, width: 4, layers: 3 }, 8).weights[2]; // => new Float64Array([0.5, 0.5, 0.5, 0.5])
 */
export function constantNetwork(shape: UniformShape, target: number): WeightedNetwork {
  const checked = checkShape(shape);
  if (!(target >= 0 && Number.isFinite(target))) throw badInput("target", "a finite number from 0 on", target);
  const { inputs, width, layers } = checked;
  const weight = target === 0 ? 0 : rootOf(target, inputs, width, layers);
  return { ...build(checked, (_, count) => new Float64Array(count).fill(weight)), activation: "relu", biases: [] };
}

/** (target / (inputs width^(layers - 1)))^(1 / layers), by logarithms and a step of Newton's method. */
function rootOf(target: number, inputs: number, width: number, layers: number): number {
  const root = exp((log(target / inputs) - (layers - 1) * log(width)) / layers);
  let output = inputs * root;
  for (let layer = 1; layer < layers; layer++) output *= width * root;
  return root - (root * (output - target)) / (target * layers);
}

/**
 * The dropout penalty of {@link constantNetwork} on (1...1) -> y, which is its criterion as well:
 *
 *   y^2 ((1 + v / K) (1 + v / n)^(d-1) - 1),   v = drop / keep,
 *
 * y^2 times the relative variance of the number of open paths. Costs O(d).
 *
 * @param shape - K, n and d.
 * @param target - y.
 * @param rate - `drop` or `keep`.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 18; other rates than 1/2 are this project's derivation.
 *
 * @example
 * import { constantPenalty } from "percolation/training";
 * constantPenalty({ inputs: 4, width: 4, layers: 5 }, 32, { drop: 0.5 }); // => 2101
 */
export function constantPenalty(shape: UniformShape, target: number, rate: RemovalRate): number {
  const { inputs, width, layers } = checkShape(shape);
  if (!Number.isFinite(target)) throw badInput("target", "a finite number", target);
  const { drop, keep } = checkRate(rate);
  const odds = drop / keep;
  let relative = odds / inputs;
  for (let layer = 1; layer < layers; layer++) relative += odds / width + (relative * odds) / width;
  return target * target * relative;
}

/**
 * The network of two inputs and two hidden ReLU neurons whose weights are all 1, without biases: at (1, -1) its dropout penalty
 * is negative for y = 8 (Figure 1), at (1, -2) it depends on the label (the example of Theorem 20).
 *
 * @see Helmbold and Long, arXiv:1602.04484, Figure 1 and Theorem 20.
 *
 * @example
 * import { differenceNetwork, dropoutCriterion, onlyAt } from "percolation/training";
 * const at = (y: number) => dropoutCriterion(differenceNetwork(), onlyAt([1, -2], y), { drop: 0.5 }).penalty;
 * [at(0), at(8)]; // => [6, -10]
 */
export function differenceNetwork(): WeightedNetwork {
  const shape = { inputs: 2, width: 2, layers: 2 };
  return { ...build(shape, (_, count) => new Float64Array(count).fill(1)), activation: "relu", biases: [] };
}

/**
 * The dropout penalty of {@link differenceNetwork} at (1, -1) or (1, -2): 2 (1 - keep^2) / keep^2 - 4 y drop. It need not grow with
 * the rate.
 *
 * @param target - y.
 * @param rate - `drop` or `keep`.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Figure 1, for keep 1/2; other rates are this project's derivation.
 *
 * @example
 * import { differencePenalty } from "percolation/training";
 * differencePenalty(8, { drop: 0.5 }); // => -10
 */
export function differencePenalty(target: number, rate: RemovalRate): number {
  if (!Number.isFinite(target)) throw badInput("target", "a finite number", target);
  const { drop, keep } = checkRate(rate);
  return (2 * drop * (1 + keep)) / (keep * keep) - 4 * target * drop;
}
