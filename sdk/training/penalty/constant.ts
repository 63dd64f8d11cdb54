import { exp, log } from "../../engine/mathematics.ts";
import { badInput } from "../../errors.ts";
import type { WeightedNetwork } from "./network.ts";
import { checkRate, type RemovalRate } from "./rates.ts";
import { build, checkShape, type UniformShape } from "./shape.ts";

/**
 * The network of equal weights that puts out y for the input (1...1): all weights (y / (K n^(d-1)))^(1/d), no biases.
 * Its risk there is 0; its dropout penalty, {@link constantPenalty}, grows exponentially with the depth where its
 * weights do not.
 *
 * @param shape - K, n and d.
 * @param target - y, 0 and more.
 * @throws PercolationError `invalid-input`; `too-large` for more than 2^27 weights.
 * @see Helmbold and Long, arXiv:1602.04484, Theorem 18, which has y at most K n^(d-1).
 *
 * @example
 * import { constantNetwork } from "percolation/training";
 * constantNetwork({ inputs: 4, width: 4, layers: 3 }, 8).weights[2]; // => new Float64Array([0.5, 0.5, 0.5, 0.5])
 */
export function constantNetwork(shape: UniformShape, target: number): WeightedNetwork {
  const checked = checkShape(shape);
  if (!(Number.isFinite(target) && target >= 0)) throw badInput("target", "a finite number from 0 on", target);
  const { inputs, width, layers } = checked;
  const weight = target === 0 ? 0 : rootOf(target, inputs, width, layers);
  return { ...build(checked, (_, count) => new Float64Array(count).fill(weight)), activation: "relu", biases: [] };
}

/** (target / (inputs width^(layers - 1)))^(1 / layers), by logarithms and a step of Newton's method. */
function rootOf(target: number, inputs: number, width: number, layers: number): number {
  if (layers === 1) return target / inputs;
  const root = exp((log(target) - log(inputs) - (layers - 1) * log(width)) / layers);
  // A power of 2, so that nothing is rounded otherwise: the output is near the target, which may be near either end.
  const scale = target > 1 ? 2 ** -2 : 2 ** 60;
  const goal = scale * target;
  let output = scale * inputs * root;
  for (let layer = 1; layer < layers; layer++) output *= width * root;
  return root - (root * ((output - goal) / goal)) / layers;
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
 * @throws PercolationError `invalid-input`, also where the penalty or the relative variance is no double.
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
  if (target === 0) return 0;
  const odds = drop / keep;
  let relative = odds / inputs;
  for (let layer = 1; layer < layers; layer++) relative += odds / width + (relative * odds) / width;
  if (relative === Number.POSITIVE_INFINITY) throw badInput("rate", "one whose relative variance is a double", keep);
  // The square of the target alone may be no double.
  const penalty = target * (target * relative);
  if (!Number.isFinite(penalty)) throw badInput("target", "one whose penalty is a double", target);
  return penalty;
}
