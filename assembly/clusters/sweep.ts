import { Structure } from "../network/structure";
import * as census from "./census";

// A sweep: elements are added one by one in an order, and what is watched is recorded after each. This
// record holds what the SDK lays out for it, and its state between calls, so that it can go on in steps.

@unmanaged
export class Sweep {
  structure: Structure;
  /** The forest, see forest.ts, with room for stray reads on both sides, see peek in sites.ts. */
  nodes: usize;
  /** What nodes have besides, 8 bytes a site; 0 for a sweep of the largest cluster alone, which is lean. */
  slots: usize;
  /** Numbers of the sites, or slots of the bonds, to be added; and 16 more, any of them. */
  order: usize;
  /** 1 when sites are added, 0 when bonds are. */
  ofSites: i32;
  /** Bit masks of the sites, and of the bond slots, that are there at all; 0 for all. */
  siteBits: usize;
  bondBits: usize;
  // Records: an entry for every number of added elements from 0 on; 0 when not wanted. A lean sweep wants the first.
  largest: usize;
  second: usize;
  clusters: usize;
  squares: usize;
  /** Number of clusters of each size, cleared; 0 when the second largest is not wanted either. */
  census: usize;
  /** Two sets of sites whose connection is watched. */
  from: usize;
  fromCount: i32;
  to: usize;
  toCount: i32;
  /** For every event the first number of elements with which it holds; -1 while it does not. See events.ts. */
  firsts: usize;
  /** The events watched, a bit each. */
  watched: u32;
  /** Stop as soon as any of these events has happened. */
  until: u32;
  /** Room for a site's neighbours, the bonds to them, and their windings: 4, 4 and 8 bytes each. */
  list: usize;
  bonds: usize;
  winds: usize;
  // State
  added: i32;
  largestNow: i32;
  secondNow: i32;
  clustersNow: i32;
  squaresNow: f64;
}

/** Appends the state of a full sweep to the columns that are wanted. */
export function record(sweep: Sweep): void {
  const word = <usize>sweep.added << 2;
  if (sweep.largest) store<i32>(sweep.largest + word, sweep.largestNow);
  if (sweep.second) store<i32>(sweep.second + word, census.second);
  if (sweep.clusters) store<i32>(sweep.clusters + word, sweep.clustersNow);
  if (sweep.squares) store<f64>(sweep.squares + (word << 1), sweep.squaresNow);
}
