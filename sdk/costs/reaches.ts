import { LANES } from "../engine/range.ts";
import { boxOf, type Measures, sideOf } from "./media.ts";
import { decay, hazard, power, root } from "./rough.ts";
import type { Ends } from "./terminals.ts";

// What a block of trials reaches of a lattice or graph, and how often its sites are visited: again whenever further
// trials have reached them, at different times the more ways there are around what is removed. Fitted to squares of 8 to
// 512, strips, wide lattices, and lattices of 3 and 4 axes, at rates on both sides of their thresholds.

/** What a block of trials gets to. */
export interface Reached {
  readonly sites: number;
  /** Visits of all sites together. */
  readonly visits: number;
  /** Sites that one trial gets to, at most. */
  readonly cluster: number;
}

/** Visits grow with the distance from the threshold like this, up to so many times the root of the way. */
const [REVISITS, MOST_REVISITS] = [6.4, 3.5];
/** Rows that trials get to past the threshold, by the distance from it: in the plane, and in space. */
const [ROWS, ROWS_IN_SPACE] = [2.6, 1];
/** Rows of a narrow lattice until it is cut, by the chance that a row is. */
const UNTIL_CUT = 5;
/** Rows gone through until all trials have arrived at targets so many away. */
const ARRIVED = 1.5;
/** Clusters at the threshold by the root of the sites: of a tree, and of a lattice. */
const TREE_CLUSTER = 3;

/** Near is as `nearness` says; `isCounted`: trials that have arrived go on. */
export function reachedFrom(measures: Measures, near: number, ends: Ends, isCounted: boolean): Reached {
  const { sites, axes, isDirected } = measures;
  const { from } = ends;
  const side = sideOf(measures);
  const across = from.isPlane ? Math.max(1, from.count) : sites / side;
  const width = axes > 1 ? root(across, axes - 1) : 1;
  const length = sites / across;
  const past = Math.abs(near - 1) > 1e-6 ? Math.min(near, 3) / Math.abs(near - 1) : 1e6;
  const far = rowsOf(near, past, width, across, measures);
  const { distance } = ends;
  const isArriving = !isCounted && distance !== undefined && (near < 1 || distance <= far / 2);
  const going = isArriving ? Math.min(length, distance > 1 ? ARRIVED * distance : 1) : length;
  const rows = Math.min(going, from.isInside ? 2 * far : far);
  const wanted = axes > 1 ? REVISITS * past * (0.3 + 0.75 * Math.sqrt(rows / width)) : 0;
  const again = wanted > 0 && !isDirected ? 1 / (1 / wanted + 1 / (MOST_REVISITS * Math.sqrt(rows))) : 0;
  const reached = near >= 1 && !from.isPlane ? Math.min(sites, from.count * boxOf(rows, axes)) : rows * across;
  const cluster = from.isPlane ? reached : from.count * clusterOf(measures, near, past, ends);
  const most = from.isPlane ? Number.POSITIVE_INFINITY : LANES * cluster;
  const whole = Math.min(reached, Math.max(1, measures.component));
  const visits = Math.min(most, whole * Math.min(LANES, 1 + again));
  const isGoingOn = isCounted || from.isPlane;
  return {
    sites: whole,
    visits: isGoingOn ? visits : visits * untilArrived(measures, near, ends),
    cluster: Math.min(whole, cluster),
  };
}

/** Share of the visits until all trials have arrived, unless some have all their sources or targets cut off. */
function untilArrived({ degree, thresholds }: Measures, near: number, { from, to }: Ends): number {
  const closed = Math.min(1, near * (1 - thresholds.bond));
  const alone = decay(degree * hazard(1 - closed));
  const cut = Math.min(1, LANES * (decay(from.count * hazard(1 - alone)) + decay(to.count * hazard(1 - alone))));
  return cut + (1 - cut) / (1 + to.count);
}

/** Rows that trials get to: past the threshold a few, before it until all ways across a narrow lattice are cut. */
function rowsOf(near: number, past: number, width: number, across: number, { axes, thresholds }: Measures): number {
  if (near === 0) return Number.POSITIVE_INFINITY;
  if (near >= 1) {
    const correlated = axes <= 2 ? ROWS * past * Math.sqrt(Math.sqrt(past)) : ROWS_IN_SPACE * past;
    return Math.min(1.5 * width + 2, Math.max(1, correlated));
  }
  const kept = decay(near * hazard(1 - thresholds.site));
  const cut = decay(across * hazard(Math.max(0, 1 - (1 - kept) / (1 - thresholds.site))));
  return Math.max(1.5 * width, UNTIL_CUT / cut);
}

/** The cluster that a site is in, in the mean: no trial visits a site of it more than once. */
function clusterOf({ sites, axes, boundaries }: Measures, near: number, past: number, { from }: Ends): number {
  if (near < 0.9) return sites;
  const most = axes <= 2 ? sites * 0.9 : axes === 3 ? root(sites * sites, 3) : TREE_CLUSTER * root(sites, 3);
  // Exponents of the mean cluster: 43/18 in the plane, 1.8 in space, 1 of trees.
  const growth = axes <= 2 ? past * past * Math.sqrt(past) : axes === 3 ? past * Math.sqrt(past) : past;
  const cluster = near >= 1 ? Math.min(most, 1 + growth) : axes <= 3 ? most : sites;
  // At a boundary the way is shut on one side: so many powers of a third.
  return cluster / Math.max(1, power(root(root(cluster, 2), 3), Math.max(from.boundaries, boundaries)));
}
