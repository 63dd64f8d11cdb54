import * as v from "valibot";
import { type Draws, withDraws } from "../../engine/draws.ts";
import { badInput } from "../../errors.ts";
import { asObject, check, integer, probability } from "../check.ts";
import { type GraphNetwork, graph, MAX_EDGES } from "../graph.ts";
import { Ends } from "./ends.ts";
import { MAX_DISTINCT, nodes, type RandomGraphOptions, randomFields, ratesGiven, requireEdges } from "./options.ts";

export interface ErdosRenyiOptions extends RandomGraphOptions {
  /** Number of nodes, 0..2^26. */
  readonly nodes: number;
  /** Probability of each edge, 0..1; this, `meanDegree` or `edges`. */
  readonly probability?: number;
  /** Mean degree, 0..nodes - 1: the probability times nodes - 1. */
  readonly meanDegree?: number;
  /** Number of edges instead of their probability, at most 2^24 - 1. */
  readonly edges?: number;
}

/**
 * An Erdos-Renyi random graph: G(n, p), every pair of nodes joined independently; or with `edges` G(n, m), all
 * graphs of that many edges equally likely. No loops, no parallel edges. O(nodes + edges).
 *
 * @throws PercolationError `invalid-input` unless exactly one of `probability`, `meanDegree` and `edges` is given.
 * @see V. Batagelj, U. Brandes, Phys. Rev. E 71, 036113 (2005), for the skipping of pairs.
 *
 * @example
 * import { clusters, erdosRenyi } from "percolation";
 * const { largest } = clusters(erdosRenyi({ nodes: 100000, meanDegree: 2, seed: 1 }));
 * Math.abs(largest / 100000 - 0.7968) < 0.01; // => true
 */
export function erdosRenyi(options: ErdosRenyiOptions): GraphNetwork {
  const schema = v.strictObject({
    nodes,
    probability: v.optional(probability),
    meanDegree: v.optional(v.number("a number")),
    edges: v.optional(integer(0, MAX_DISTINCT)),
    ...randomFields,
  });
  const {
    nodes: count,
    probability: chance,
    meanDegree,
    edges,
    seed,
    ...rates
  } = check(schema, asObject(options, "options"), "");
  const given = [chance, meanDegree, edges].filter((value) => value !== undefined);
  if (given.length !== 1) throw badInput("probability", "one of probability, meanDegree and edges", given.length);
  if (meanDegree !== undefined && !(meanDegree >= 0 && meanDegree <= Math.max(0, count - 1))) {
    throw badInput("meanDegree", `a number in 0..${Math.max(0, count - 1)}`, meanDegree);
  }
  const pairs = (count * (count - 1)) / 2;
  if (edges !== undefined && edges > pairs) throw badInput("edges", `at most ${pairs} edges`, edges);
  const share = chance ?? (meanDegree === undefined || meanDegree === 0 ? 0 : meanDegree / (count - 1));
  requireEdges(Math.round(share * pairs), MAX_EDGES, meanDegree === undefined ? "probability" : "meanDegree");
  const ends = withDraws(BigInt(seed), (draws) =>
    edges === undefined ? joinPairs(draws, count, share) : choosePairs(draws, pairs, edges),
  );
  return graph({ ...ratesGiven(rates), nodes: count, edges: ends });
}

/** Runs through the pairs (v, w), w < v, leaping over those that are not joined. */
function joinPairs(draws: Draws, count: number, share: number): Uint32Array {
  const ends = new Ends();
  if (share <= 0) return ends.toArray();
  const rate = share < 1 ? -draws.log1p(-share) : Number.POSITIVE_INFINITY;
  let from = 1;
  let to = -1;
  while (from < count) {
    to += 1 + Math.floor(draws.exponential() / rate);
    while (to >= from && from < count) {
      to -= from;
      from++;
    }
    if (from < count) ends.add(to, from);
  }
  return ends.toArray();
}

/** Draws different pairs: the few or the many, by R. Floyd's method. */
function choosePairs(draws: Draws, pairs: number, edges: number): Uint32Array {
  const chosen = new Set<number>();
  for (let limit = pairs - edges; limit < pairs; limit++) {
    const pair = belowPairs(draws, limit + 1);
    chosen.add(chosen.has(pair) ? limit : pair);
  }
  const ends = new Ends();
  for (const pair of chosen) {
    let from = Math.floor((1 + Math.sqrt(1 + 8 * pair)) / 2);
    while ((from * (from - 1)) / 2 > pair) from--;
    while ((from * (from + 1)) / 2 <= pair) from++;
    ends.add(pair - (from * (from - 1)) / 2, from);
  }
  return ends.toArray();
}

/** A uniform integer below a bound that may exceed 2^32. */
function belowPairs(draws: Draws, bound: number): number {
  if (bound <= 2 ** 32) return draws.below(bound);
  const high = Math.ceil(bound / 2 ** 32);
  for (;;) {
    const number = draws.below(high) * 2 ** 32 + draws.below(2 ** 32);
    if (number < bound) return number;
  }
}
