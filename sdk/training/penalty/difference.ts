import { badInput } from "../../errors.ts";
import type { WeightedNetwork } from "./network.ts";
import { checkRate, type RemovalRate } from "./rates.ts";
import { build } from "./shape.ts";

/**
 * The network of two inputs and two hidden ReLU neurons whose weights are all 1, without biases: at (1, -1) its dropout
 * penalty is negative for y = 8 (Figure 1), at (1, -2) it depends on the label (the example of Theorem 20).
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
 * The dropout penalty of {@link differenceNetwork} at (1, -1) or (1, -2): 2 (1 - keep^2) / keep^2 - 4 y drop. It need
 * not grow with the rate.
 *
 * @param target - y.
 * @param rate - `drop` or `keep`.
 * @throws PercolationError `invalid-input`, also where the penalty is no double.
 * @see Helmbold and Long, arXiv:1602.04484, Figure 1, for keep 1/2; other rates are this project's derivation.
 *
 * @example
 * import { differencePenalty } from "percolation/training";
 * differencePenalty(8, { drop: 0.5 }); // => -10
 */
export function differencePenalty(target: number, rate: RemovalRate): number {
  if (!Number.isFinite(target)) throw badInput("target", "a finite number", target);
  const { drop, keep } = checkRate(rate);
  // A quarter of it: the square of keep may be too small, and the penalty a double where its terms are none.
  const quarter = (drop * (1 + keep)) / keep / keep / 2 - target * drop;
  const penalty = 4 * quarter;
  if (Number.isFinite(penalty)) return penalty;
  if (Number.isFinite(4 * target * drop)) throw badInput("rate", "one whose penalty is a double", keep);
  throw badInput("target", "one whose penalty is a double", target);
}
