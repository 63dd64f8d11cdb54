import * as v from "valibot";
import { solvePaths } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { exp, toLog10 } from "../engine/mathematics.ts";
import { version } from "../engine/version.gen.ts";
import { PercolationError } from "../errors.ts";
import { check } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, networkField } from "../networks/network.ts";
import { answerNow, type Question } from "./question.ts";

/** The question `"paths"`: how many open paths are there? */
export interface PathCountQuery {
  readonly ask: "paths";
  readonly network: Network;
}

/** The answer to a {@link PathCountQuery}. */
export interface PathCountAnswer {
  /** Expected number E N of open paths; Infinity beyond 1.8e308. */
  readonly expected: number;
  readonly log10Expected: number;
  /** E N^2 / (E N)^2, at least 1; NaN (null in JSON) when no path can be open. */
  readonly relativeSecondMoment: number;
  readonly log10RelativeSecondMoment: number;
  /** (E N)^2 / E N^2 and min(1, E N): theta lies between them. */
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly query: PathCountQuery;
  readonly version: string;
}

export const pathCountSchema = v.strictObject({ ask: v.literal("paths"), network: networkField });

export interface PathCountPlan {
  readonly query: PathCountQuery;
  readonly layers: readonly Layer[];
}

export const pathCountQuestion: Question<PathCountPlan, PathCountAnswer> = {
  plan(value) {
    const { ask, network: given } = check(pathCountSchema, value, "");
    const network = checkNetwork(given);
    return { query: { ask, network }, layers: layersOf(network) };
  },
  *answer({ query, layers }) {
    if (layers.some((layer) => layer.wiring)) {
      throw new PercolationError("method-unavailable", "network.connections: expected none for path counts, got some", {
        field: "network.connections",
      });
    }
    const { logMean, logRatio } = solvePaths(layers);
    const possible = logMean > Number.NEGATIVE_INFINITY;
    const expected = exp(logMean);
    return {
      expected,
      log10Expected: toLog10(logMean),
      relativeSecondMoment: possible ? exp(logRatio) : Number.NaN,
      log10RelativeSecondMoment: possible ? toLog10(logRatio) : Number.NaN,
      lowerBound: possible ? exp(-logRatio) : 0,
      upperBound: Math.min(1, expected),
      query,
      version,
    };
  },
};

/**
 * First two moments of the number N of open paths from inputs to outputs of fully connected layers, and
 * the bounds (E N)^2 / E N^2 <= theta <= E N they give. Exact; costs O(layers).
 *
 * The relative second moment is also the noise of a network whose weights are all equal: its output is
 * proportional to N.
 *
 * @param network - From {@link layered} or {@link rectangular}; no missing connections.
 * @throws PercolationError `invalid-input`; `method-unavailable` for missing connections.
 * @see The second moment method; this project's derivation, compare arXiv:1602.04484, Theorem 18.
 *
 * @example
 * import { countPaths, layered } from "percolation";
 * const { expected, relativeSecondMoment } = countPaths(layered([2, 2, 2], { dropBonds: 0.5 }));
 * [expected.toFixed(9), relativeSecondMoment.toFixed(9)]; // => ["2.000000000", "1.625000000"]
 */
export function countPaths(network: Network): PathCountAnswer {
  return answerNow(pathCountQuestion, { ask: "paths", network });
}
