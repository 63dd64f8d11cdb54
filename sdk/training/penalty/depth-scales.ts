import type { Layer } from "../../engine/layers.ts";
import { exp, fromLog10, log, log1p, toLog10 } from "../../engine/mathematics.ts";

/** A number of hidden layers at which something sets in, and how far a network is on the way there. */
export interface DepthScale {
  /** Infinity (null in JSON) where it never sets in, or beyond 1.8e308. */
  readonly depth: number;
  readonly log10Depth: number;
  /** The network's hidden layers over that depth. */
  readonly share: number;
}

/** The scale of a network of so many hidden layers whose parts add up to a share. */
export function toScale(depth: number, logShare: number, share = exp(logShare)): DepthScale {
  if (depth === 0 || logShare === Number.NEGATIVE_INFINITY) {
    return { depth: Number.POSITIVE_INFINITY, log10Depth: Number.POSITIVE_INFINITY, share: 0 };
  }
  if (share === Number.POSITIVE_INFINITY) return { depth: 0, log10Depth: Number.NEGATIVE_INFINITY, share };
  const log10Depth = toLog10(log(depth) - logShare);
  return { depth: share > 0 ? depth / share : exp(fromLog10(log10Depth)), log10Depth, share };
}

/**
 * What a layer adds to the relative variance of the number of open paths, to leading order: two paths that meet in one
 * of its neurons share it, and two that meet in the layer before as well share a bond.
 */
export function noiseOf(before: Layer, { width, sites, bonds }: Layer): number {
  const ofSites = sites.drop / sites.keep / width;
  if (bonds.drop === 0) return ofSites;
  return ofSites + bonds.drop / bonds.keep / (width * before.width) / (sites.keep * before.sites.keep);
}

/**
 * Logarithm of the probability that a layer alone is the cut, to leading order: each of its neurons is removed, or all
 * bonds into it are, or all bonds out of it. That all bonds between two hidden layers are removed counts for the one in
 * front alone. In layers of one width W this adds up to L drop^W for dropout, and to (L (2^W - 1) + 1) drop^(W^2) for
 * dropconnect, once for every smallest cut.
 */
export function logHazard(before: Layer, { width, sites, bonds }: Layer, behind: Layer, isFirst: boolean): number {
  const into = before.width * log(bonds.drop);
  const outOf = behind.width * log(behind.bonds.drop);
  const ofNeuron = addLogs(log(sites.drop), log(sites.keep) + addLogs(into, outOf));
  const hazard = width * Math.min(0, ofNeuron);
  return isFirst ? hazard : subtractLogs(hazard, width * (log(sites.keep) + into));
}

/** The logarithm of the sum of exponentials. */
export function sumLogs(logs: readonly number[]): number {
  return logs.reduce(addLogs, Number.NEGATIVE_INFINITY);
}

function addLogs(one: number, other: number): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  return low === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}

function subtractLogs(more: number, less: number): number {
  return less === Number.NEGATIVE_INFINITY ? more : more + log1p(-exp(Math.min(0, less - more)));
}
