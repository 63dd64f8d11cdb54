import * as v from "valibot";
import { version } from "../engine/version.gen.ts";
import { type AnyNetwork, checkAny, isMedium } from "../networks/any.ts";
import { asObject, check, integer, level, name } from "../networks/check.ts";
import { checkNetwork, layersOf, networkField } from "../networks/network.ts";
import { seed } from "../networks/seed.ts";
import { bottlenecks } from "../sampling/bottleneck-trials.ts";
import { concatenate } from "../sampling/pieces.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { wilsonInterval } from "../statistics/wilson.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedTerminals, givenOf, refuseTerminals, type TerminalOptions, terminalFields } from "./terminals.ts";
import { sampleInvasions } from "./walks.ts";

/** What {@link bottleneck} takes. */
export interface BottleneckOptions extends TerminalOptions {
  /** The drop rate that varies: of hidden neurons or sites, or of weights or bonds. The other stays as it is. */
  readonly of: "sites" | "bonds";
  /** Number of trials, 1..2^27; 10000 unless given. */
  readonly trials?: number;
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Number of equally spaced drop rates of the curve, 2..100001; 101 unless given. */
  readonly points?: number;
  /** Confidence of intervals, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

/** The question `"bottleneck"`: up to which drop rate does a path survive in each trial? */
export interface BottleneckQuery extends BottleneckOptions {
  readonly ask: "bottleneck";
  readonly network: AnyNetwork;
}

/** The share of trials with a path at one drop rate, with Wilson's interval. */
export interface BottleneckPoint {
  readonly drop: number;
  readonly keep: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** The answer to a {@link BottleneckQuery}. */
export interface BottleneckAnswer {
  readonly of: "sites" | "bonds";
  readonly trials: number;
  readonly seed: string;
  /** Trials with a path whatever the drop rate, since one needs no element that may be removed. */
  readonly always: number;
  /** Trials without a path even if nothing that may be removed is. */
  readonly never: number;
  /**
   * For every other trial, in rising order, the drop rate at which its last path is lost: a path exists at
   * every lower rate and at none from there on.
   */
  readonly drops: Float64Array;
  /** The drop rate at which half of the trials have lost their path; 0 or 1 where no rate does that. */
  readonly median: number;
  /** Theta as a function of the drop rate, from the same trials throughout, so never rising. */
  readonly curve: readonly BottleneckPoint[];
  readonly query: BottleneckQuery;
  readonly version: string;
}

export const bottleneckSchema = v.strictObject({
  ask: v.literal("bottleneck"),
  network: networkField,
  of: name("sites", "bonds"),
  ...terminalFields,
  trials: v.optional(integer(1, 2 ** 27), 10000),
  seed: v.optional(seed, "0"),
  points: v.optional(integer(2, 100001), 101),
  confidence: v.optional(level, 0.95),
});

export interface BottleneckPlan {
  readonly query: BottleneckQuery & Required<Pick<BottleneckOptions, "trials" | "points" | "confidence">>;
  readonly network: AnyNetwork;
  readonly terminals: CheckedTerminals;
  readonly seed: string;
}

export const bottleneckQuestion: Question<BottleneckPlan, BottleneckAnswer> = {
  plan(value) {
    const { ask, network: given, from, to, spare, ...options } = check(bottleneckSchema, value, "");
    const terminals = { from, to, spare };
    const network = checkAny(given);
    if (!isMedium(network)) refuseTerminals(terminals);
    const query = { ask, network, ...(isMedium(network) ? givenOf(terminals) : {}), ...options };
    return { query, network, terminals, seed: options.seed };
  },
  *answer(plan) {
    const { query, seed } = plan;
    const { of, trials, points, confidence } = query;
    const needed = concatenate(yield* sampleNeeds(plan));
    const drops = needed
      .filter((least) => least >= 0 && least <= 1)
      .map((least) => 1 - least)
      .sort();
    const always = needed.reduce((count, least) => count + Number(least < 0), 0);
    const never = trials - always - drops.length;
    const median = medianOf(drops, always, trials);
    const curve = curveOf(drops, always, trials, points, confidence);
    return { of, trials, seed, always, never, drops, median, curve, query, version };
  },
};

/** Of every trial the rate it needs. */
function* sampleNeeds({ query, network, terminals, seed }: BottleneckPlan): Steps<readonly Float64Array[]> {
  const { of, trials } = query;
  if (isMedium(network)) return yield* sampleInvasions(network, terminals, { of, trials, seed });
  return yield* sample(bottlenecks, { layers: layersOf(checkNetwork(network)), of, seed }, trials);
}

function curveOf(
  drops: Float64Array,
  always: number,
  trials: number,
  points: number,
  confidence: number,
): BottleneckPoint[] {
  let lost = 0;
  return Array.from({ length: points }, (_, index) => {
    const drop = index / (points - 1);
    while (lost < drops.length && (drops[lost] ?? 0) <= drop) lost++;
    const open = always + drops.length - lost;
    const { low, high } = wilsonInterval(open, trials, confidence);
    return { drop, keep: 1 - drop, probability: open / trials, low, high };
  });
}

/** The smallest drop rate at which at most half of the trials have a path. */
function medianOf(drops: Float64Array, always: number, trials: number): number {
  const survivors = Math.floor(trials / 2) - always;
  if (survivors < 0) return 1;
  return drops[drops.length - 1 - survivors] ?? 0;
}

/**
 * For every trial the largest drop rate that still leaves a path, from which the whole curve theta(drop)
 * follows: each element that may be removed has one uniform number in every trial, and survives at a rate if that is
 * below keep. Points of the curve share their trials (common random numbers), so differences along the
 * curve are far more precise than the points themselves.
 *
 * Layered networks: O(bonds) a trial. Lattices and graphs: invasion percolation, O(bonds log bonds) at most
 * and less where the targets are near. Numbers have 52 bits.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link lattice}, {@link graph} or an importer.
 * @param options - `of` says what varies; for lattices and graphs `from` and `to`, see {@link TerminalOptions}.
 * @throws PercolationError as {@link pathProbability}.
 *
 * @example
 * import { bottleneck, layered } from "percolation";
 * const { curve, drops } = bottleneck(layered([2, 2, 2]), { of: "bonds", trials: 20000, points: 3 });
 * drops.length; // => 20000
 * const [, half] = curve; // the exact value is 207/256
 * half.low < 0.8085 && 0.8086 < half.high; // => true
 */
export function bottleneck(network: AnyNetwork, options: BottleneckOptions): BottleneckAnswer {
  return answerNow(bottleneckQuestion, { ...asObject(options, "options"), ask: "bottleneck", network });
}
