import * as v from "valibot";
import type { Rate } from "../engine/layers.ts";
import { probability } from "./check.ts";
import { resolveRates } from "./removal.ts";

/**
 * What is removed at random from a lattice or graph, each site and bond independently. Of each pair at most
 * one is given; neither means that nothing of the kind is removed.
 */
export interface Rates {
  /** Probability that a site is removed, 0..1. */
  readonly dropSites?: number;
  /** The same as a probability of survival. */
  readonly keepSites?: number;
  /** Probability that a bond is removed, 0..1. */
  readonly dropBonds?: number;
  /** The same as a probability of survival. */
  readonly keepBonds?: number;
}

export const rateFields = {
  dropSites: v.optional(probability),
  keepSites: v.optional(probability),
  dropBonds: v.optional(probability),
  keepBonds: v.optional(probability),
};

/** The rates of sites and of bonds. */
export interface ResolvedRates {
  readonly sites: Rate;
  readonly bonds: Rate;
}

export function ratesOf(network: Rates): ResolvedRates {
  const [sites] = resolveRates("Sites", network.dropSites, network.keepSites, 1);
  const [bonds] = resolveRates("Bonds", network.dropBonds, network.keepBonds, 1);
  return { sites: sites as Rate, bonds: bonds as Rate };
}
