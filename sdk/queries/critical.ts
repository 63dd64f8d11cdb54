import * as v from "valibot";
import { solveChain } from "../engine/exact.ts";
import type { Layer, Rate } from "../engine/layers.ts";
import { log, log1p } from "../engine/mathematics.ts";
import { version } from "../engine/version.gen.ts";
import { check, level, name } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, networkField, withRate } from "../networks/network.ts";
import { dropping, keeping } from "../networks/removal.ts";
import { bottlenecks } from "../sampling/bottleneck-trials.ts";
import { concatenate } from "../sampling/pieces.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { type Crossing, findCrossing } from "../statistics/crossing.ts";
import { type Interval, wilsonInterval } from "../statistics/wilson.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { planMethod } from "./survival.ts";

/** What {@link criticalDrop} varies. */
export interface CriticalOptions extends MethodOptions {
  /** The drop rate that varies: of all hidden neurons, or of all weights. */
  readonly of: "sites" | "bonds";
  /** The level that theta falls below, above 0 and below 1; 0.5 unless given. */
  readonly level?: number;
}

/** The question `"critical"`: at which drop rate does theta fall below the level? */
export interface CriticalQuery extends CriticalOptions {
  readonly ask: "critical";
  readonly network: Network;
}

/** The answer to a {@link CriticalQuery}. */
export interface CriticalAnswer {
  readonly drop: number;
  readonly keep: number;
  readonly level: number;
  readonly method: "exact" | "monte-carlo";
  /** Sampled answers: number of trials, and their seed. */
  readonly trials?: number;
  readonly seed?: string;
  /** Sampled answers: between the rates at which Wilson's interval for theta leaves the level. */
  readonly interval?: Interval;
  readonly query: CriticalQuery;
  readonly version: string;
}

export const criticalSchema = v.strictObject({
  ask: v.literal("critical"),
  network: networkField,
  of: name("sites", "bonds"),
  level: v.optional(level, 0.5),
  ...methodFields,
});

export interface CriticalPlan {
  readonly query: CriticalQuery & { readonly level: number };
  readonly method: CheckedMethod;
  readonly layers: readonly Layer[];
}

export const criticalQuestion: Question<CriticalPlan, CriticalAnswer> = {
  plan(value) {
    const { ask, network: given, of, level, ...method } = check(criticalSchema, value, "");
    const network = checkNetwork(given);
    return { query: { ask, network, of, level, ...method }, method, layers: layersOf(network) };
  },
  *answer({ query, method, layers }) {
    const { of, level } = query;
    const isExact = planMethod(layers, method.method) === "exact";
    const found = isExact ? exactCrossing(layers, of, level) : yield* sampledCrossing(layers, of, level, method);
    return { ...found, level, query, version };
  },
};

/** A crossing on the scale of drop rates, with both rates precise. */
function toRate({ end, distance }: Crossing): Rate {
  return end === 0 ? dropping(distance) : keeping(distance);
}

function exactCrossing(layers: readonly Layer[], of: "sites" | "bonds", level: number) {
  const target = log(level) - log1p(-level);
  const crossing = findCrossing((at) => {
    const { logOpen, logCut } = solveChain(withRate(layers, of, toRate(at)));
    return logOpen - logCut - target; // log-odds: smooth, and finite but at the ends
  });
  return { ...toRate(crossing), method: "exact" as const };
}

/** From trials of the bottleneck form: the rate at which so few of them have a path left. */
function* sampledCrossing(
  layers: readonly Layer[],
  of: "sites" | "bonds",
  level: number,
  { trials, seed, confidence }: CheckedMethod,
): Steps<Omit<CriticalAnswer, "level" | "query" | "version">> {
  const needed = concatenate(yield* sample(bottlenecks, { layers, of, seed }, trials)).sort();
  /** Where fewer than `count` trials have a path: they need a keep above that of the count-th. */
  const rateOf = (count: number): Rate => keeping(Math.min(1, Math.max(0, needed[count - 1] ?? 1)));
  const firstCount = (isEnough: (open: number) => boolean) => {
    let [low, high] = [1, trials + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isEnough(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const interval = {
    low: rateOf(firstCount((open) => wilsonInterval(open, trials, confidence).low >= level)).drop,
    high: rateOf(firstCount((open) => wilsonInterval(open, trials, confidence).high >= level)).drop,
    confidence,
  };
  const rate = rateOf(firstCount((open) => open / trials >= level));
  return { ...rate, method: "monte-carlo" as const, trials, seed, interval };
}

/**
 * The drop rate of all hidden neurons, or of all weights, at which theta falls below a level; the
 * network's other rates stay as they are. `drop` is 0 where theta is below the level already without that
 * removal, and `keep` is 0 where theta never falls below it.
 *
 * Exact answers have about 11 digits in the smaller of drop and keep, and cost some thirty times
 * {@link pathProbability}. Sampled ones take the trials of {@link bottleneck}.
 *
 * @param network - From {@link layered}, {@link rectangular} or an importer.
 * @param options - `of` says what varies, `level` what is reached; the rest as in {@link MethodOptions}.
 * @throws PercolationError as {@link pathProbability}.
 * @see Devlin and Sanders, arXiv:2512.13853; their own definition of the threshold may differ from level 1/2.
 *
 * @example
 * import { criticalDrop, rectangular } from "percolation";
 * criticalDrop(rectangular({ width: 8, depth: 10 }), { of: "sites" }).drop.toFixed(12); // => "0.713234943384"
 */
export function criticalDrop(network: Network, options: CriticalOptions): CriticalAnswer {
  return answerNow(criticalQuestion, { ...options, ask: "critical", network });
}
