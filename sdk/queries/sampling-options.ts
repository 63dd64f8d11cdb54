import * as v from "valibot";
import { integer, level, name } from "../networks/check.ts";
import { seed } from "../networks/seed.ts";

/** How an answer is to be found. */
export interface MethodOptions {
  /**
   * `"exact"`: the Markov chain on the number of reached neurons, or of channels that are alike at all positions; residual
   * sums included. `"monte-carlo"`: seeded trials. `"auto"`, the default: exact wherever that applies, of models also
   * in parts; otherwise trials.
   */
  readonly method?: "auto" | "exact" | "monte-carlo";
  /** Number of trials, 1..2^40; 100000 unless given. Exact answers do not use it. */
  readonly trials?: number;
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Confidence of intervals, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

/** The fields of {@link MethodOptions}, with their defaults. */
export const methodFields = {
  method: v.optional(name("auto", "exact", "monte-carlo"), "auto"),
  trials: v.optional(integer(1, 2 ** 40), 100000),
  seed: v.optional(seed, "0"),
  confidence: v.optional(level, 0.95),
};

/** {@link MethodOptions} after checking. */
export interface CheckedMethod {
  readonly method: "auto" | "exact" | "monte-carlo";
  readonly trials: number;
  readonly seed: string;
  readonly confidence: number;
}
