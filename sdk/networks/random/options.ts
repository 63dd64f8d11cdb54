import * as v from "valibot";
import { PercolationError } from "../../errors.ts";
import { integer } from "../check.ts";
import { type Rates, rateFields } from "../rates.ts";
import { seed } from "../seed.ts";

/** What all random graphs take. */
export interface RandomGraphOptions extends Rates {
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
}

/** Nodes of a random graph: pairs of their numbers are exact in a double. */
export const MAX_NODES = 2 ** 26;
/** Edges of one whose edges are kept apart by a set, which holds so many. */
export const MAX_DISTINCT = 2 ** 24 - 1;

/** Throws `too-large` for more edges than can be drawn. */
export function requireEdges(edges: number, limit: number, field: string): void {
  if (edges <= limit) return;
  throw new PercolationError("too-large", `${field}: expected a graph of at most ${limit} edges, got ${edges}`, {
    field,
  });
}

export const nodes = integer(0, MAX_NODES);

/** The fields of {@link RandomGraphOptions}, with their defaults. */
export const randomFields = { seed: v.optional(seed, "0"), ...rateFields };

/** Rates that were given, as the graph takes them. */
export function ratesGiven(rates: { readonly [Name in keyof Rates]: number | undefined }): Rates {
  return Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined));
}

/** One number for a pair of different nodes, whichever comes first. */
export function keyOfPair(a: number, b: number): number {
  return Math.min(a, b) * MAX_NODES + Math.max(a, b);
}
