import * as v from "valibot";
import { exp, fromLog10, solveOutlook, toLog10 } from "../engine/mathematics.ts";
import { version } from "../engine/version.gen.ts";
import { check, integer, name } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, networkField } from "../networks/network.ts";
import { type MethodOptions, methodFields } from "./sampling-options.ts";
import { type Progress, type Survival, solveSurvival } from "./survival.ts";

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
  readonly network: Network;
}

/** The answer to a {@link ForecastQuery}. */
export interface ForecastAnswer extends Survival {
  /** Probability that a step changes some weight. */
  readonly updateProbability: number;
  /** Expected number of steps, of all `steps`, that change some weight. */
  readonly expectedUpdates: number;
  /** Probability that no step changes any weight. */
  readonly noUpdateProbability: number;
  readonly log10NoUpdateProbability: number;
  /** Expected number of the first step that changes nothing; Infinity (null in JSON) when none ever does. */
  readonly expectedFirstCutStep: number;
  readonly log10ExpectedFirstCutStep: number;
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

export function answerForecast(value: unknown, onProgress?: Progress): ForecastAnswer {
  const { ask, network: given, steps, batch, maskPer, ...method } = check(forecastSchema, value, "");
  const network = checkNetwork(given);
  const survival = solveSurvival(layersOf(network), method, onProgress);
  const logs = { logOpen: fromLog10(survival.log10Probability), logCut: fromLog10(survival.log10Failure) };
  const outlook = solveOutlook(logs, steps, maskPer === "sample" ? batch : 1);
  return {
    ...survival,
    updateProbability: outlook.updateProbability,
    expectedUpdates: outlook.expectedUpdates,
    noUpdateProbability: exp(outlook.logNoUpdate),
    log10NoUpdateProbability: toLog10(outlook.logNoUpdate),
    expectedFirstCutStep: outlook.firstCutStep,
    log10ExpectedFirstCutStep: toLog10(outlook.logFirstCutStep),
    query: { ask, network, steps, batch, maskPer, ...method },
    version,
  };
}

/**
 * What training with these masks will see. In a network without biases a step whose mask leaves no open
 * path changes nothing: every gradient is 0. So the number of steps that change some weight is
 * Binomial(steps, theta), or at most that when inactive ReLU units cut further paths. With one mask per
 * sample a step of batch size B changes nothing only when all B masks are cut.
 *
 * Costs one {@link pathProbability}. Sampled answers carry the interval of theta; the rest follows from
 * its estimate.
 *
 * @param network - From {@link layered}, {@link rectangular} or an importer.
 * @param options - Steps, batch size and mask mode; the rest as in {@link MethodOptions}.
 * @throws PercolationError as {@link pathProbability}.
 * @see Devlin and Sanders, arXiv:2512.13853, for the breakdown; the counts are this project's derivation.
 *
 * @example
 * import { forecast, rectangular } from "percolation";
 * const network = rectangular({ width: 4, depth: 20 }, { dropSites: 0.5 });
 * forecast(network, { steps: 4000 }).expectedUpdates.toFixed(1); // => "1100.2"
 */
export function forecast(network: Network, options: ForecastOptions): ForecastAnswer {
  return answerForecast({ ...options, ask: "forecast", network });
}
