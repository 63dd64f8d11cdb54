import * as v from "valibot";
import type { Rate } from "../engine/layers.ts";
import { badInput } from "../errors.ts";
import { probability, probabilityOrMore } from "./check.ts";

/**
 * What is removed at random, and how often. Of each pair at most one is given; neither means that
 * nothing of the kind is removed. A rate is a probability in 0..1, used as the exact double it is.
 */
export interface Removal {
  /** Dropout: probability that a hidden neuron is removed; one for all, or one per hidden layer. */
  readonly dropSites?: number | readonly number[];
  /** The same as a probability of survival. */
  readonly keepSites?: number | readonly number[];
  /** Dropconnect: probability that a weight is removed; one for all, or one per weight layer. */
  readonly dropBonds?: number | readonly number[];
  /** The same as a probability of survival. */
  readonly keepBonds?: number | readonly number[];
  /** Probability that an input is removed. Outputs never are. */
  readonly dropInputs?: number;
  /** The same as a probability of survival. */
  readonly keepInputs?: number;
}

const layerRates = v.optional(probabilityOrMore);

/** The fields of a removal whose rates may differ from layer to layer. */
export const removalFields = {
  dropSites: layerRates,
  keepSites: layerRates,
  dropBonds: layerRates,
  keepBonds: layerRates,
  dropInputs: v.optional(probability),
  keepInputs: v.optional(probability),
};

/** The fields of a removal with one rate for all layers. */
export const uniformRemovalFields = {
  dropSites: v.optional(probability),
  keepSites: v.optional(probability),
  dropBonds: v.optional(probability),
  keepBonds: v.optional(probability),
  dropInputs: v.optional(probability),
  keepInputs: v.optional(probability),
};

/** Nothing removed. */
export const CERTAIN: Rate = { keep: 1, drop: 0 };

/**
 * The rate of `count` layers, from whichever of drop and keep is given under the names of `field`, which
 * stand below `at`.
 */
export function resolveRates(
  field: "Sites" | "Bonds" | "Inputs",
  drop: number | readonly number[] | undefined,
  keep: number | readonly number[] | undefined,
  count: number,
  at = "network.",
): Rate[] {
  const given = drop ?? keep;
  if (given === undefined) return Array<Rate>(count).fill(CERTAIN);
  if (drop !== undefined && keep !== undefined) {
    throw badInput(`${at}keep${field}`, `none, since drop${field} is given`, keep);
  }
  const toRate = (rate: number): Rate => (drop === undefined ? keeping(rate) : dropping(rate));
  if (typeof given === "number") return Array<Rate>(count).fill(toRate(given));
  if (given.length !== count) {
    const layers = field === "Sites" ? "hidden layer" : "weight layer";
    throw badInput(`${at}${drop === undefined ? "keep" : "drop"}${field}`, `${count} rates, one per ${layers}`, given);
  }
  return given.map(toRate);
}

/** What survives both of two removals. */
export function keepingBoth(one: Rate, other: Rate): Rate {
  if (one.drop === 0) return other;
  return other.drop === 0 ? one : { keep: one.keep * other.keep, drop: one.drop + one.keep * other.drop };
}

export function dropping(rate: number): Rate {
  return { keep: 1 - rate, drop: rate };
}

export function keeping(rate: number): Rate {
  return { keep: rate, drop: 1 - rate };
}
