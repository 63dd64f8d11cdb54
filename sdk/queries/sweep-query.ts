import * as v from "valibot";
import { integer, level, probability } from "../networks/check.ts";
import type { Medium } from "../networks/medium.ts";
import { networkField } from "../networks/network.ts";
import type { SweepPoint } from "./sweep-curve.ts";
import { type RunOptions, runFields, runNumber } from "./sweep-options.ts";
import type { SweepSteps } from "./sweep-steps.ts";

/** What a sweep takes. */
export interface SweepOptions extends RunOptions {
  /** Number of runs, 1..2^40; 100 unless given, or 1 where nothing is random. */
  readonly runs?: number;
  /** Number of the first run, 0..2^53-1; 0 unless given. */
  readonly firstRun?: number;
  /** Number of equally spaced probabilities, 2..100001; 101 unless given. */
  readonly points?: number;
  /** The probabilities themselves, 1 to 100001 numbers in 0..1, instead of `points`. */
  readonly keep?: readonly number[];
  /** Whether to give the microcanonical record instead of the curve. */
  readonly steps?: boolean;
  /** Confidence of intervals, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

/** The question `"sweep"`: what do clusters look like at every probability? */
export interface SweepQuery extends SweepOptions {
  readonly ask: "sweep";
  readonly network: Medium;
}

/** The answer to a {@link SweepQuery}. */
export interface SweepAnswer {
  readonly kind: "site" | "bond";
  /** Number of sites. */
  readonly sites: number;
  /** Number of bonds. */
  readonly bonds: number;
  readonly runs: number;
  readonly seed: string;
  /** Points in the order of the probabilities; without `steps`. */
  readonly curve?: readonly SweepPoint[];
  /** With `steps`: means over the runs after every number of added elements. */
  readonly steps?: SweepSteps;
  /** With `sizesAt`: for each of its numbers of elements the mean number of clusters of every size, 0 to sites. */
  readonly sizes?: readonly Float64Array[];
  readonly query: SweepQuery;
  readonly version: string;
}

const KEEP = "an array of 1..100001 probabilities";

export const sweepSchema = v.strictObject({
  ask: v.literal("sweep"),
  network: networkField,
  ...runFields,
  runs: v.optional(integer(1, 2 ** 40)),
  firstRun: v.optional(runNumber, 0),
  points: v.optional(integer(2, 100001)),
  keep: v.optional(v.pipe(v.array(probability, KEEP), v.minLength(1, KEEP), v.maxLength(100001, KEEP))),
  steps: v.optional(v.boolean("true or false"), false),
  confidence: v.optional(level, 0.95),
});
