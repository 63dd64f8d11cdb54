import * as v from "valibot";
import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { asObject, check } from "../networks/check.ts";
import { checkMedium, type Medium } from "../networks/medium.ts";
import { networkField } from "../networks/network.ts";
import type { Steps } from "../sampling/sampler.ts";
import { answerNow, type Question } from "./question.ts";
import { crossSizes } from "./threshold-crossing.ts";
import { crossMedian } from "./threshold-median.ts";
import { molloyReed } from "./threshold-molloy-reed.ts";
import {
  type CheckedThreshold,
  type Threshold,
  type ThresholdMethod,
  type ThresholdOptions,
  thresholdFields,
} from "./threshold-options.ts";
import { peakSusceptibility } from "./threshold-peak.ts";

/** The question `"threshold"`: at which probability does a large cluster appear? */
export interface ThresholdQuery extends ThresholdOptions {
  readonly ask: "threshold";
  readonly network: Medium;
}

/** The answer to a {@link ThresholdQuery}. */
export interface ThresholdAnswer {
  /** The estimate of the probability of survival at the threshold. */
  readonly keep: number;
  /** Its standard error over the runs, which knows nothing of the finite size; 0 for a formula. */
  readonly standardError: number;
  readonly method: ThresholdMethod;
  readonly kind: "site" | "bond";
  readonly runs?: number;
  readonly seed?: string;
  readonly query: ThresholdQuery;
  readonly version: string;
}

export const thresholdSchema = v.strictObject({
  ask: v.literal("threshold"),
  network: networkField,
  ...thresholdFields,
});

export interface ThresholdPlan {
  readonly query: ThresholdQuery;
  readonly network: Medium;
  readonly options: CheckedThreshold;
  readonly method: ThresholdMethod;
}

export const thresholdQuestion: Question<ThresholdPlan, ThresholdAnswer> = {
  plan(value) {
    const { ask, network: given, ...options } = check(thresholdSchema, value, "");
    const network = checkMedium(given);
    const method = options.method === "auto" ? chooseMethod(network, options) : options.method;
    for (const field of ["axis", "from", "to"] as const) {
      if (method !== "median-crossing" && options[field] !== undefined) {
        throw badInput(field, `none for "${method}"`, options[field]);
      }
    }
    return { query: { ask, network, ...options } as ThresholdQuery, network, options, method };
  },
  *answer({ query, network, options, method }) {
    const found = yield* find(method, network, options);
    const { kind, runs, seed } = options;
    const sampled = method === "molloy-reed" ? {} : { runs, seed };
    return { ...found, method, kind, ...sampled, query, version };
  },
};

function chooseMethod(network: Medium, { from, to, axis }: CheckedThreshold): ThresholdMethod {
  if (from !== undefined || to !== undefined || axis !== undefined) return "median-crossing";
  if (network.kind === "graph") return "susceptibility-peak";
  const closed = network.periodic.every(Boolean) && network.size.every((size) => size >= 4);
  return closed && network.size.length > 1 ? "wrapping-crossing" : "median-crossing";
}

function* find(method: ThresholdMethod, network: Medium, options: CheckedThreshold): Steps<Threshold> {
  switch (method) {
    case "median-crossing":
      return yield* crossMedian(network, options);
    case "wrapping-crossing":
      return yield* crossSizes(network, options);
    case "susceptibility-peak":
      return yield* peakSusceptibility(network, options);
    case "molloy-reed":
      return molloyReed(network);
  }
}

/**
 * The percolation threshold, estimated on a lattice or graph of finite size. The standard error speaks of the
 * runs alone; how far a finite size shifts the estimate depends on the method:
 *
 * - `"median-crossing"`: where a cluster spans an axis (an open one), winds around it (a periodic one), or
 *   connects `from` and `to`, in half of all configurations. Shifted by about L^(-1/nu) times how far that
 *   probability at the threshold is from 1/2: little on a square lattice of equal sides (1/2 spanning, 0.521
 *   wrapping), much in three dimensions. Runs stop at the event.
 * - `"wrapping-crossing"`: where clusters wind around any axis with equal probability on a torus and on one of
 *   half the size. Shifted least, by corrections to scaling only; its standard error is several times as large.
 * - `"susceptibility-peak"`: the mean over the runs of the share of elements at which the sum of squares of all clusters but
 *   the largest is greatest. Shifted by about L^(-1/nu), or on graphs without a geometry by about N^(-1/3).
 * - `"molloy-reed"`: mean degree over (mean squared degree - mean degree), exact for large random graphs of
 *   given degrees, with few short cycles; elsewhere only a guide. No runs.
 *
 * `"auto"` is `"median-crossing"` when `from` and `to` or an axis are given, and for lattices with an open axis;
 * `"wrapping-crossing"` for tori, `"susceptibility-peak"` for graphs.
 *
 * @throws PercolationError `method-unavailable` where a method does not apply; otherwise as {@link sweep}.
 * @see M. Newman, R. Ziff, Phys. Rev. E 64, 016706 (2001); M. Molloy, B. Reed, Random Struct. Algorithms 6 (1995) 161;
 *   R. Cohen et al., Phys. Rev. Lett. 85, 4626 (2000).
 *
 * @example
 * import { lattice, threshold } from "percolation";
 * const { keep, standardError } = threshold(lattice("square", { size: [32, 32] }), { kind: "bond" });
 * Math.abs(keep - 0.5) < 0.01 && standardError < 0.005; // => true
 */
export function threshold(network: Medium, options: ThresholdOptions): ThresholdAnswer {
  return answerNow(thresholdQuestion, { ...asObject(options, "options"), ask: "threshold", network });
}
