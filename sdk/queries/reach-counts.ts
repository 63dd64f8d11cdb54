import type { ReachCounts } from "../sampling/counts.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromTrials, type Survival } from "./survival.ts";

/** The most layers that are spoken of one by one. */
export const REPORTED_LAYERS = 10000;

/** What is known of the number of reached outputs. */
export interface Reach extends Survival {
  /** Expected number of reached outputs, or of reached sites of `to`. */
  readonly expected: number;
  /** Probability of each number of reached outputs, from 0 to all; of more than 4194304 outputs the last entry is of all higher numbers. */
  readonly distribution: readonly number[];
  /**
   * Expected share of reached neurons, layer by layer from the inputs on; the first 10000 layers at most. Empty
   * for lattices and graphs.
   */
  readonly layers: readonly number[];
  /**
   * Exact answers on at most 10000 layers: probability that a given bond of a weight layer is open and
   * lies on an open path, so that its weight can be updated.
   */
  readonly bondsOnPath?: readonly number[];
}

/** What counts mean for layers of so many elements each. */
export function shareOut(
  { open, reached, histogram, outputs }: ReachCounts,
  elements: readonly number[],
  method: CheckedMethod,
): Reach {
  const { trials } = method;
  return {
    ...fromTrials(open, method),
    expected: outputs / trials,
    distribution: [...histogram].map((count) => count / trials),
    layers: reached.slice(0, REPORTED_LAYERS).map((count, index) => count / (trials * (elements[index] ?? 1))),
  };
}
