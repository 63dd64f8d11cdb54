import * as v from "valibot";
import { labelClusters } from "../engine/labelling.ts";
import type { Rate } from "../engine/layers.ts";
import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { asObject, check, integer, name, probability } from "../networks/check.ts";
import { checkMedium, type Medium, topologyOf } from "../networks/medium.ts";
import { networkField } from "../networks/network.ts";
import { ratesOf } from "../networks/rates.ts";
import { dropping, keeping } from "../networks/removal.ts";
import { seed } from "../networks/seed.ts";
import { answerNow, type Question } from "./question.ts";

/** What {@link clusters} takes. */
export interface ClusterOptions {
  /** Whether `keep` or `drop` is of sites or of bonds; of sites unless given. */
  readonly kind?: "site" | "bond";
  /** Probability that an element of that kind survives, 0..1; the network's own rate unless given. */
  readonly keep?: number;
  /** The same as a probability of removal. */
  readonly drop?: number;
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Number of the configuration drawn from the seed, 0..2^53-1; 0 unless given. */
  readonly sample?: number;
}

/** The question `"clusters"`: what are the clusters of one configuration? */
export interface ClusterQuery extends ClusterOptions {
  readonly ask: "clusters";
  readonly network: Medium;
}

/** The answer to a {@link ClusterQuery}. */
export interface ClusterAnswer {
  readonly kind: "site" | "bond";
  readonly keep: number;
  /** Number of clusters. */
  readonly count: number;
  /** Sites of the largest cluster, 0 when all sites are removed. */
  readonly largest: number;
  /** Sites of each cluster, by label. */
  readonly sizes: Uint32Array;
  /** Label of each site's cluster, 0 to count - 1 in the order of their first sites; -1 where a site is removed. */
  readonly labels: Int32Array;
  readonly seed: string;
  readonly query: ClusterQuery;
  readonly version: string;
}

export const clusterSchema = v.strictObject({
  ask: v.literal("clusters"),
  network: networkField,
  kind: v.optional(name("site", "bond"), "site"),
  keep: v.optional(probability),
  drop: v.optional(probability),
  seed: v.optional(seed, "0"),
  sample: v.optional(integer(0, Number.MAX_SAFE_INTEGER), 0),
});

export interface ClusterPlan {
  readonly query: ClusterQuery;
  readonly network: Medium;
  readonly kind: "site" | "bond";
  readonly rates: { readonly sites: Rate; readonly bonds: Rate };
  readonly seed: string;
  readonly sample: number;
}

export const clusterQuestion: Question<ClusterPlan, ClusterAnswer> = {
  plan(value) {
    const { ask, network: given, kind, keep, drop, seed, sample } = check(clusterSchema, value, "");
    if (keep !== undefined && drop !== undefined) throw badInput("keep", "none, since drop is given", keep);
    const network = checkMedium(given);
    const own = ratesOf(network);
    const asked = keep !== undefined ? keeping(keep) : drop !== undefined ? dropping(drop) : undefined;
    const rates = asked === undefined ? own : kind === "site" ? { ...own, sites: asked } : { ...own, bonds: asked };
    const rate = keep !== undefined ? { keep } : drop !== undefined ? { drop } : {};
    return { query: { ask, network, kind, ...rate, seed, sample }, network, kind, rates, seed, sample };
  },
  // biome-ignore lint/correctness/useYield: drawn in one step
  *answer({ query, network, kind, rates, seed, sample }) {
    const { labels, sizes } = labelClusters(topologyOf(network), rates, BigInt(seed), sample);
    let largest = 0;
    for (const size of sizes) if (size > largest) largest = size;
    const { keep } = kind === "site" ? rates.sites : rates.bonds;
    return { kind, keep, count: sizes.length, largest, sizes, labels, seed, query, version };
  },
};

/**
 * The clusters of one random configuration: sites of a lattice or graph that survive, joined by the bonds
 * that survive. One pass over the sites, in their order, without the random order and the record of a
 * {@link sweep}: several times faster where one probability is all that is asked.
 *
 * Directions of edges are ignored: clusters are weakly connected. Takes O(sites + bonds); memory for a site
 * about 8 bytes.
 *
 * @param network - From {@link lattice}, {@link graph} or a reader of graphs.
 * @param options - The probability, and which configuration is drawn.
 * @throws PercolationError `invalid-input` for values out of range, or both `keep` and `drop`; `too-large`
 *   when the labels do not fit in memory.
 *
 * @example
 * import { clusters, graph } from "percolation";
 * const two = graph({ nodes: 4, edges: [[0, 2], [2, 3]] });
 * const { count, largest, labels } = clusters(two);
 * [count, largest, ...labels]; // => [2, 3, 0, 1, 0, 0]
 */
export function clusters(network: Medium, options: ClusterOptions = {}): ClusterAnswer {
  return answerNow(clusterQuestion, { ...asObject(options, "options"), ask: "clusters", network });
}
