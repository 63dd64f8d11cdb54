import { LANES } from "../engine/range.ts";
import {
  countWalks,
  invadeTrials,
  invasionsPerCall,
  requireInvasions,
  requireWalks,
  type WalkCounts,
  type WalkPlan,
  walksPerCall,
} from "../engine/walks.ts";
import type { Sampler } from "./sampler.ts";
import { addCounts } from "./sums.ts";

/** Trials of walks on a lattice or graph. */
export interface WalkTask {
  readonly plan: WalkPlan;
  readonly seed: string;
  /** Whether reached targets are counted, or only trials that reach some. */
  readonly counted: boolean;
}

export const walkTrials: Sampler<WalkTask, WalkCounts> = {
  name: "walk-trials",
  open: ({ plan, seed, counted }, count) => {
    requireWalks(plan, count);
    return {
      grain: LANES,
      perCall: LANES * walksPerCall(plan),
      run: (range, onProgress) => countWalks(plan, range, BigInt(seed), counted, onProgress),
      join: (one, next) => ({
        open: one.open + next.open,
        histogram: one.histogram && next.histogram && addCounts(one.histogram, next.histogram),
      }),
    };
  },
};

/** Trials of invasion percolation. */
export interface InvasionTask {
  readonly plan: WalkPlan;
  readonly of: "sites" | "bonds";
  readonly seed: string;
}

/** Of every trial the rate it needs, in their order, in pieces. */
export const invasions: Sampler<InvasionTask, readonly Float64Array[]> = {
  name: "invasions",
  open: ({ plan, of, seed }, count) => {
    requireInvasions(plan, count);
    return {
      grain: 1,
      perCall: invasionsPerCall(plan),
      run: (range, onProgress) => [invadeTrials(plan, of, range, BigInt(seed), onProgress)],
      join: (one, next) => [...one, ...next],
    };
  },
};
