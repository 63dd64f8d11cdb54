import * as v from "valibot";
import type { WeightedSamples } from "../../engine/training/penalty/criterion.ts";
import { badInput } from "../../errors.ts";
import { asObject, check } from "../../networks/check.ts";
import { flatten } from "../data.ts";

/** A point of a distribution of inputs and targets. */
export interface WeightedExample {
  readonly input: ArrayLike<number>;
  readonly target: number;
  /** Above 0; 1 unless given. An example's share of the distribution is its weight over the sum of all. */
  readonly weight?: number;
}

/**
 * The distribution P_{x,y} that is nothing but the example (x, y).
 *
 * @see Helmbold and Long, arXiv:1602.04484.
 *
 * @example
 * import { onlyAt } from "percolation/training";
 * onlyAt([1, -1], 8).length; // => 1
 */
export function onlyAt(input: ArrayLike<number>, target: number): WeightedExample[] {
  return [{ input: checkInput(input), target, weight: 1 }];
}

/**
 * The distribution P_(x,y) that is (x, y) and (0, 0), each half of the time.
 *
 * @see Helmbold and Long, arXiv:1602.04484.
 *
 * @example
 * import { halfAtOrigin } from "percolation/training";
 * halfAtOrigin([1, 1], 1).map(({ target }) => target); // => [1, 0]
 */
export function halfAtOrigin(input: ArrayLike<number>, target: number): WeightedExample[] {
  const origin = { input: new Float64Array(checkInput(input).length), target: 0, weight: 0.5 };
  return [{ input, target, weight: 0.5 }, origin];
}

/** Something with numbers in it; which, is looked at by {@link checkExamples}. */
export function checkInput(input: ArrayLike<number>): ArrayLike<number> {
  if (Array.isArray(input) || input instanceof Float64Array || input instanceof Float32Array) return input;
  throw badInput("input", "an array of numbers", input);
}

const FINITE = "a finite number";
const ABOVE_0 = "a finite number above 0";
const schema = v.strictObject({
  input: v.optional(v.unknown()),
  target: v.pipe(v.number(FINITE), v.finite(FINITE)),
  weight: v.optional(v.pipe(v.number(ABOVE_0), v.finite(ABOVE_0), v.gtValue(0, ABOVE_0)), 1),
});
const MOST_EXAMPLES = 2 ** 24;

/** Examples as the kernels take them, for networks of so many inputs. */
export function checkExamples(data: unknown, inputs: number): WeightedSamples {
  if (!Array.isArray(data) || data.length < 1 || data.length > MOST_EXAMPLES) {
    throw badInput("data", `an array of 1..${MOST_EXAMPLES} examples`, data);
  }
  // Holes too: methods of arrays pass over them.
  const examples = Array.from(data, (each: WeightedExample, index) =>
    check(schema, asObject(each, `data[${index}]`), `data[${index}]`),
  );
  const weights = examples.map(({ weight }) => weight);
  const rows = flatten(
    examples.map(({ input }) => input),
    inputs,
    "data",
    (index) => `data[${index}].input`,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isFinite(total)) throw badInput("data", "weights whose sum is finite", total);
  return {
    count: examples.length,
    inputs: rows,
    targets: Float64Array.from(examples, ({ target }) => target),
    shares: Float64Array.from(weights, (weight) => weight / total),
  };
}
