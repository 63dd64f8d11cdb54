import { badInput } from "../../errors.ts";
import { flatten } from "../data.ts";
import { dropoutCriterion } from "./criterion.ts";
import { checkInput, type WeightedExample } from "./examples.ts";
import { checkWeighted, type WeightedNetwork } from "./network.ts";

/** What weight decay minimises. */
export interface WeightDecayAnswer {
  /** J_2 = R + (decay / 2) times the sum of squared weights. */
  readonly criterion: number;
  /** R, the mean of (W - y)^2. */
  readonly risk: number;
  /** Of the weights; biases are not penalised. */
  readonly sumOfSquares: number;
}

/**
 * The weight-decay criterion J_2 of a network, R + (decay / 2) |weights|^2. It adds no more than the network computes
 * for its examples.
 *
 * @param network - See {@link WeightedNetwork}.
 * @param data - Examples by weight.
 * @param decay - lambda, 0 and more.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484.
 *
 * @example
 * import { constantNetwork, onlyAt, weightDecayCriterion } from "percolation/training";
 * const network = constantNetwork({ inputs: 4, width: 4, layers: 2 }, 4);
 * weightDecayCriterion(network, onlyAt([1, 1, 1, 1], 4), 1); // => { criterion: 2.5, risk: 0, sumOfSquares: 5 }
 */
export function weightDecayCriterion(
  network: WeightedNetwork,
  data: readonly WeightedExample[],
  decay: number,
): WeightDecayAnswer {
  if (!(Number.isFinite(decay) && decay >= 0)) throw badInput("decay", "a finite number from 0 on", decay);
  const { weights } = checkWeighted(network);
  const { risk } = dropoutCriterion(network, data, { drop: 0, method: "enumeration" });
  const sumOfSquares = weights.reduce((sum, layer) => layer.reduce((all, weight) => all + weight * weight, sum), 0);
  return { criterion: risk + (decay / 2) * sumOfSquares, risk, sumOfSquares };
}

/** The least that weight decay can reach on half (x, 1), half (0, 0), with one hidden layer. */
export interface WeightDecayMinimum {
  /** A = max(0, 1 - 2 decay / |x|): what the network puts out at x more than at 0. */
  readonly rise: number;
  /** J_2 there: (1 - A)^2 / 4 + decay A / |x|. */
  readonly criterion: number;
  /** The risk there, min(1/4, decay^2 / x.x): the aversion, since the best risk is 0. */
  readonly aversion: number;
  /** A minimiser: all of its weights are 0 where 2 decay > |x|. */
  readonly network: WeightedNetwork;
}

/**
 * The minimiser of the weight-decay criterion on half (x, 1), half (0, 0) for a network of one hidden ReLU layer, and
 * its aversion: how much its risk lies above the best one, which is 0. One hidden neuron is enough; any number of them
 * can do no better.
 *
 * @param input - x, not all 0.
 * @param decay - lambda, above 0.
 * @throws PercolationError `invalid-input`.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 7.
 *
 * @example
 * import { weightDecayMinimum } from "percolation/training";
 * weightDecayMinimum([1, 0], 0.6).aversion; // => 0.25
 * weightDecayMinimum([1, 1, 1], 0.3).aversion.toFixed(12); // => "0.030000000000"
 */
export function weightDecayMinimum(input: ArrayLike<number>, decay: number): WeightDecayMinimum {
  if (!(Number.isFinite(decay) && decay > 0)) throw badInput("decay", "a finite number above 0", decay);
  const x = flatten([checkInput(input)], input.length, "input", () => "input");
  const square = x.reduce((sum, each) => sum + each * each, 0);
  if (!(square > 0 && Number.isFinite(square))) throw badInput("input", "numbers not all 0, of finite length", input);
  const length = Math.sqrt(square);
  // What is lacking at x, and too much at 0: from it rather than from the rise, which is rounded next to 1.
  const lack = Math.min(0.5, decay / length);
  const rise = 1 - 2 * lack;
  const aversion = Math.min(0.25, (decay / square) * decay);
  // Both layers have the same share of the squares, rise / |x| each.
  const each = Math.sqrt(rise / length);
  const network: WeightedNetwork = {
    widths: [x.length, 1, 1],
    activation: "relu",
    weights: [x.map((value) => (each * value) / length), Float64Array.of(each)],
    biases: [Float64Array.of(0), Float64Array.of(lack)],
  };
  return { rise, criterion: aversion + (decay * rise) / length, aversion, network };
}
