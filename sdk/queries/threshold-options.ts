import * as v from "valibot";
import { PercolationError } from "../errors.ts";
import { integer, name } from "../networks/check.ts";
import { seed } from "../networks/seed.ts";
import { type SiteSet, siteSet } from "../networks/sites.ts";

/** How a threshold is found. */
export type ThresholdMethod = "median-crossing" | "wrapping-crossing" | "susceptibility-peak" | "molloy-reed";

/** What {@link threshold} takes. */
export interface ThresholdOptions {
  /** Whether sites or bonds are removed; the other kind survives at the network's rate, if it has one. */
  readonly kind: "site" | "bond";
  /** `"auto"` unless given: see {@link threshold}. */
  readonly method?: "auto" | ThresholdMethod;
  /** Number of runs, 2..2^27; 1000 unless given. */
  readonly runs?: number;
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Axis whose spanning or wrapping is looked for in `"median-crossing"`; the first unless given. */
  readonly axis?: number;
  /** With `to`: two sets of sites whose connection is looked for in `"median-crossing"`. */
  readonly from?: SiteSet;
  readonly to?: SiteSet;
}

/** The fields of {@link ThresholdOptions}, with their defaults. */
export const thresholdFields = {
  kind: name("site", "bond"),
  method: v.optional(
    name("auto", "median-crossing", "wrapping-crossing", "susceptibility-peak", "molloy-reed"),
    "auto",
  ),
  runs: v.optional(integer(2, 2 ** 27), 1000),
  seed: v.optional(seed, "0"),
  axis: v.optional(integer(0, 5)),
  from: v.optional(siteSet),
  to: v.optional(siteSet),
};

/** {@link ThresholdOptions} after checking. */
export interface CheckedThreshold {
  readonly kind: "site" | "bond";
  readonly method: "auto" | ThresholdMethod;
  readonly runs: number;
  readonly seed: string;
  readonly axis?: number | undefined;
  readonly from?: SiteSet | undefined;
  readonly to?: SiteSet | undefined;
}

/** A threshold with its standard error. */
export interface Threshold {
  readonly keep: number;
  readonly standardError: number;
}

/** What is thrown where a method does not apply. */
export function inapplicable(method: ThresholdMethod, needs: string, actual: string): PercolationError {
  return new PercolationError("method-unavailable", `method: expected ${needs} for "${method}", got ${actual}`, {
    field: "method",
  });
}
