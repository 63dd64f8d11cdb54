import * as v from "valibot";
import { solveChain } from "../engine/exact.ts";
import type { Layer, Rate } from "../engine/layers.ts";
import { log, log1p } from "../engine/mathematics.ts";
import { version } from "../engine/version.gen.ts";
import { check, level, name } from "../networks/check.ts";
import { checkNetwork, layersOf, type Network, networkField, withRate } from "../networks/network.ts";
import { dropping, keeping } from "../networks/removal.ts";
import { type Crossing, findCrossing } from "../statistics/crossing.ts";
import type { Interval } from "../statistics/wilson.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { type Progress, planMethod, solveSurvival } from "./survival.ts";

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
  /** Sampled answers: trials at each rate tried, and the seed they share. */
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

/** Relative width of the bracket at which sampled searches stop: their noise is far larger. */
const SAMPLED_TOLERANCE = 1e-6;

export function answerCritical(value: unknown, onProgress?: Progress): CriticalAnswer {
  const { ask, network: given, of, level, ...method } = check(criticalSchema, value, "");
  const network = checkNetwork(given);
  const layers = layersOf(network);
  const found =
    planMethod(layers, method.method) === "exact"
      ? exactCrossing(layers, of, level)
      : sampledCrossing(layers, of, level, method, onProgress);
  return { ...found, level, query: { ask, network, of, level, ...method }, version };
}

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

function sampledCrossing(
  layers: readonly Layer[],
  of: "sites" | "bonds",
  level: number,
  method: CheckedMethod,
  onProgress?: Progress,
) {
  let tried = 0;
  const sample = (at: Crossing) => {
    onProgress?.(tried++, 75);
    return solveSurvival(withRate(layers, of, toRate(at)), { ...method, method: "monte-carlo" });
  };
  const crossing = (read: (at: Crossing) => number) =>
    toRate(findCrossing((at) => read(at) - level, SAMPLED_TOLERANCE));
  const rate = crossing((at) => sample(at).probability);
  const { drop: low } = crossing((at) => sample(at).interval?.low ?? 0);
  const { drop: high } = crossing((at) => sample(at).interval?.high ?? 1);
  const interval = { low: Math.min(low, rate.drop), high: Math.max(high, rate.drop), confidence: method.confidence };
  const { trials, seed } = method;
  return { ...rate, method: "monte-carlo" as const, trials, seed, interval };
}

/**
 * The drop rate of all hidden neurons, or of all weights, at which theta falls below a level; the
 * network's other rates stay as they are. `drop` is 0 where theta is below the level already without that
 * removal, and `keep` is 0 where theta never falls below it.
 *
 * Exact answers have about 11 digits in the smaller of drop and keep, and cost some thirty times
 * {@link pathProbability}. Sampled ones cost about sixty times its trials.
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
  return answerCritical({ ...options, ask: "critical", network });
}
