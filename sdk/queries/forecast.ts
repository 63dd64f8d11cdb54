import * as v from "valibot";
import { version } from "../engine/version.gen.ts";
import { checkLayers } from "../networks/any.ts";
import { check, integer, name } from "../networks/check.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import { resolveModel } from "../networks/models.ts";
import { layersOf, type Network, networkField } from "../networks/network.ts";
import { surviveNetwork } from "./models.ts";
import { lookAhead, type Outlook, type TrainingRun } from "./outlook.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { type Survival, surviveLayers } from "./survival.ts";

/** The training run that {@link forecast} speaks of. */
export interface ForecastOptions extends MethodOptions {
  /** Number of steps, 1..2^53-1. */
  readonly steps: number;
  /** Samples in a batch, 1..1048576; 1 unless given. It matters when each sample has a mask of its own. */
  readonly batch?: number;
  /** Whether a step draws one mask, or one for each sample of its batch; `"step"` unless given. */
  readonly maskPer?: "step" | "sample";
}

/** The question `"forecast"`: what will training see? */
export interface ForecastQuery extends ForecastOptions {
  readonly ask: "forecast";
  readonly network: Network | ModelNetwork;
}

/** The answer to a {@link ForecastQuery}. */
export interface ForecastAnswer extends Survival, Outlook {
  readonly query: ForecastQuery;
  readonly version: string;
}

export const forecastSchema = v.strictObject({
  ask: v.literal("forecast"),
  network: networkField,
  steps: integer(1, Number.MAX_SAFE_INTEGER),
  batch: v.optional(integer(1, 1048576), 1),
  maskPer: v.optional(name("step", "sample"), "step"),
  ...methodFields,
});

export interface ForecastPlan {
  readonly query: ForecastQuery;
  readonly network: Network | ModelNetwork;
  readonly run: TrainingRun;
  readonly method: CheckedMethod;
}

export const forecastQuestion: Question<ForecastPlan, ForecastAnswer> = {
  plan(value) {
    const { ask, network: given, steps, batch, maskPer, ...method } = check(forecastSchema, value, "");
    const network = checkLayers(given);
    const run = { steps, batch, maskPer };
    return { query: { ask, network, ...run, ...method }, network, run, method };
  },
  *answer({ query, network, run, method }) {
    if (network.kind !== "model") {
      const survival = yield* surviveLayers(layersOf(network), method);
      return { ...survival, ...(yield* lookAhead(survival, run, method)), query, version };
    }
    const survival = yield* surviveNetwork(network, method);
    const model = resolveModel(network);
    return { ...survival, ...(yield* lookAhead(survival, run, method, model)), query, version };
  },
};

/**
 * What training with these masks will see. In a network without biases a step whose mask leaves no open
 * path changes nothing: every gradient is 0. So the number of steps that change some weight is
 * Binomial(steps, theta), or at most that when inactive ReLU units cut further paths. With one mask per
 * sample a step of batch size B changes nothing only when all B masks are cut.
 *
 * Branches that stochastic depth drops `per: "step"` are the same for all samples of a step; where samples otherwise have
 * masks of their own, as many steps as `trials` are sampled, with all their samples.
 *
 * Costs one {@link pathProbability}. Sampled answers carry the interval of theta; the rest follows from
 * its estimate.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link model} or an importer.
 * @param options - Steps, batch size and mask mode; the rest as in {@link MethodOptions}.
 * @throws PercolationError as {@link pathProbability}.
 * @see Devlin and Sanders, arXiv:2512.13853, for the breakdown; the counts are this project's derivation.
 *
 * @example
 * import { forecast, rectangular } from "percolation";
 * const network = rectangular({ width: 4, depth: 20 }, { dropSites: 0.5 });
 * forecast(network, { steps: 4000 }).expectedUpdates.toFixed(1); // => "1100.2"
 */
export function forecast(network: Network | ModelNetwork, options: ForecastOptions): ForecastAnswer {
  return answerNow(forecastQuestion, { ...options, ask: "forecast", network });
}
