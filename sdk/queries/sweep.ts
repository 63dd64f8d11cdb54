import { asObject } from "../networks/check.ts";
import type { Medium } from "../networks/medium.ts";
import { answerNow } from "./question.ts";
import { sweepQuestion } from "./sweep-moments.ts";
import type { SweepAnswer, SweepOptions } from "./sweep-query.ts";

/**
 * Averages over many runs of a sweep: sites or bonds are added in random order, one by one, and the
 * largest and second largest cluster, the number of clusters, the susceptibility, spanning, wrapping and the
 * connection of two sets are known after each. From that follow their values at any probability, by
 * weighting with the binomial distribution of the number of elements (canonical averages). The other kind of
 * element survives at the network's rate. Directions of edges are ignored: clusters are weakly connected.
 *
 * With `order` or `attack` nothing is averaged over the number of elements: the point at keep tells of the
 * state with that share of the elements, rounded to a whole number.
 *
 * Standard errors are those of means over independent runs. Intervals of events are Agresti's and Coull's,
 * widened to values between 0 and 1, so they are not empty where all runs agree.
 *
 * Each run takes O(sites + bonds), and O(points * sqrt(elements)) for the averages. Memory: for a site 16
 * bytes, for an element added 4 bytes and a record of 20; a graph's neighbours or ends besides.
 *
 * @param network - From {@link lattice}, {@link graph} or a reader of graphs.
 * @param options - What is added, how many runs, and where the curve is wanted.
 * @throws PercolationError `invalid-input` for an order that names an element twice or one that does not
 *   exist, and for values out of range; `too-large` when a run does not fit in memory.
 * @see M. Newman, R. Ziff, Phys. Rev. E 64, 016706 (2001).
 *
 * @example
 * import { lattice, sweep } from "percolation";
 * const torus = lattice("square", { size: [32, 32], periodic: true });
 * const { curve } = sweep(torus, { kind: "bond", runs: 200, keep: [0.5] });
 * const [{ wrapping }] = curve;
 * wrapping.low < 0.6905 && 0.6905 < wrapping.high; // => true
 */
export function sweep(network: Medium, options: SweepOptions): SweepAnswer {
  return answerNow(sweepQuestion, { ...asObject(options, "options"), ask: "sweep", network });
}
