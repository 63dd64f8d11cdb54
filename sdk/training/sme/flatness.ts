import * as v from "valibot";
import { findCrossings, measureModel } from "../../engine/training/sme/measure.ts";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { badInput } from "../../errors.ts";
import { check, name } from "../../networks/check.ts";
import { requireFinite } from "./finite.ts";
import { checkNumbers, checkProblem, checkStart, type DropoutProblem } from "./problem.ts";
import { above1 } from "./schema.ts";
import { dot } from "./spectrum.ts";

/** What flatness is measured of. */
export interface FlatnessOptions {
  /** The interval ends where the loss is this many times what it is at the parameters; above 1, 2 unless given. */
  readonly factor?: number;
  /** The loss without removal, or the modified one; `"loss"` unless given. */
  readonly of?: "loss" | "modified";
}

/** The interval in which a loss stays low along a direction. */
export interface Interval {
  /** Its length: Infinity where the loss never gets so high within a distance of 1048576. */
  readonly flatness: number;
  /** From the parameters to its ends. */
  readonly left: number;
  readonly right: number;
}

export const flatnessEntries = {
  factor: v.optional(above1, 2),
  of: v.optional(name("loss", "modified"), "loss"),
};

/**
 * Interval flatness (Feng and Tu, 2021): how far one can go from the parameters along a direction, both ways, until the loss
 * is `factor` times what it was for the first time. Each look is a quarter farther than the one before, so that a narrower
 * peak may be stepped over; the crossing that is found is exact to rounding.
 *
 * @param problem - Network and data.
 * @param parameters - Numbers unit by unit: a, then w.
 * @param direction - Of what is trained, not 0; only its direction counts.
 * @param options - Factor and loss.
 * @returns Distances in units of length; about fifty losses are computed.
 * @throws PercolationError `invalid-input` for shapes that do not match, and where the loss is 0, of which no factor is above.
 *
 * @example
 * import { layered } from "percolation";
 * import { intervalFlatness } from "percolation/training";
 * const data = { inputs: [[4], [0]], targets: [[4], [2]] };
 * const problem = { network: layered([1, 1, 1]), data, activation: "linear", trained: "outputs" } as const;
 * intervalFlatness(problem, [1, 1], [1]).flatness; // => 1
 */
export function intervalFlatness(
  problem: DropoutProblem,
  parameters: ArrayLike<number>,
  direction: ArrayLike<number>,
  options: FlatnessOptions = {},
): Interval {
  const model = checkProblem(problem);
  const start = checkStart(parameters, model);
  const along = checkNumbers(direction, dimensionOf(model), "direction");
  const length = Math.sqrt(dot(along, along));
  if (!(length > 0 && length < Number.POSITIVE_INFINITY))
    throw badInput("direction", "a direction of some length", length);
  const { factor, of } = check(v.strictObject(flatnessEntries), options, "options");
  const unit = along.map((value) => value / length);
  return measureIntervals(model, start, [unit], factor, of)[0] as Interval;
}

/** The intervals along directions of length 1. */
export function measureIntervals(
  model: Model,
  start: Float64Array,
  directions: readonly Float64Array[],
  factor: number,
  of: "loss" | "modified",
): Interval[] {
  const { loss, regulariser } = measureModel(model, start);
  requireFinite(Float64Array.of(loss, regulariser));
  const ways = directions.flatMap((direction) => [direction.map((value) => -value), direction]);
  const found = findCrossings(model, start, ways, factor, of === "modified");
  return directions.map((_, index) => {
    const [left = 0, right = 0] = found.slice(2 * index, 2 * index + 2);
    if (left === 0) throw badInput("parameters", "some where the loss is not 0", 0);
    return { flatness: left + right, left, right };
  });
}
