import * as v from "valibot";
import { findDepth } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { toLog10 } from "../engine/mathematics.ts";
import { version } from "../engine/version.gen.ts";
import { check, level } from "../networks/check.ts";
import {
  layersOfRectangular,
  type RectangularShape,
  shapeFields,
  type UniformRemoval,
} from "../networks/rectangular.ts";
import { uniformRemovalFields } from "../networks/removal.ts";
import { answerNow, type Question } from "./question.ts";
import { fromLogs } from "./survival.ts";

/** What {@link criticalDepth} takes: a {@link rectangular} network without its depth. */
export interface DepthOptions extends Omit<RectangularShape, "depth">, UniformRemoval {
  /** The level that theta falls below, above 0 and below 1; 0.5 unless given. */
  readonly level?: number;
}

/** The question `"depth"`: how deep may a network be before theta falls below the level? */
export interface DepthQuery extends DepthOptions {
  readonly ask: "depth";
}

/** The answer to a {@link DepthQuery}. */
export interface DepthAnswer {
  /**
   * Smallest number of hidden layers with theta below the level; Infinity (null in JSON) when there is none,
   * or when it is beyond 1.8e308.
   */
  readonly depth: number;
  /** log10 of the depth, however large; Infinity (null in JSON) when there is none. */
  readonly log10Depth: number;
  readonly level: number;
  /** Theta at that depth. */
  readonly probability: number;
  readonly failure: number;
  readonly query: DepthQuery;
  readonly version: string;
}

export const depthSchema = v.strictObject({
  ask: v.literal("depth"),
  ...shapeFields,
  ...uniformRemovalFields,
  level: v.optional(level, 0.5),
});

export interface DepthPlan {
  readonly query: DepthQuery & { readonly level: number };
  /** The network of one hidden layer. */
  readonly layers: readonly Layer[];
}

export const depthQuestion: Question<DepthPlan, DepthAnswer> = {
  plan(value) {
    const { ask, width, inputs = width, outputs = width, level, ...rates } = check(depthSchema, value, "");
    const query = { ask, width, inputs, outputs, ...rates, level } as DepthPlan["query"];
    return { query, layers: layersOfRectangular({ ...query, depth: 1 }, "") };
  },
  // biome-ignore lint/correctness/useYield: found in one step
  *answer({ query, layers }) {
    const { level } = query;
    const { depth, logDepth, ...logs } = findDepth(layers, level);
    const { probability, failure } = fromLogs(logs);
    return { depth, log10Depth: toLog10(logDepth), level, probability, failure, query, version };
  },
};

/**
 * The smallest number L of hidden layers of one width, between inputs and outputs, at which theta falls
 * below a level: beyond it a step is more likely cut than not (at level 1/2).
 *
 * Exact: layers are added one by one until the chain has settled into its leading eigenvalue 1 - h, from
 * where theta falls as (1 - h)^L. Good to about 12 digits, so a depth beyond 1e12 is right but for its
 * last digits; beyond 2^53 it is the nearest double. Costs about as much as {@link pathProbability}.
 *
 * @param options - Width, optionally inputs and outputs, the rates, and the level.
 * @throws PercolationError `invalid-input`; `too-large` when the chain settles too slowly.
 * @see Devlin and Sanders, arXiv:2512.13853, for the network; the eigenvalue form is this project's derivation.
 *
 * @example
 * import { criticalDepth } from "percolation";
 * criticalDepth({ width: 8, dropSites: 0.5 }).depth; // => 178
 */
export function criticalDepth(options: DepthOptions): DepthAnswer {
  return answerNow(depthQuestion, { ...options, ask: "depth" });
}
