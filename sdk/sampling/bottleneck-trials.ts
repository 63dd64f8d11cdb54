import { bottlenecksPerCall, requireBottlenecks, solveBottlenecks } from "../engine/bottlenecks.ts";
import { unrollLayers } from "../networks/network.ts";
import { type LayeredTask, SAMPLED_LAYERS } from "./layered-trials.ts";
import type { Sampler } from "./sampler.ts";

/** Trials of a layered network with one number for each element that may be removed. */
export interface BottleneckTask extends LayeredTask {
  readonly of: "sites" | "bonds";
}

/** Of every trial the rate it needs, in their order, in pieces. */
export const bottlenecks: Sampler<BottleneckTask, readonly Float64Array[]> = {
  name: "bottlenecks",
  open: ({ layers, of, seed }, count) => {
    const unrolled = unrollLayers(layers, SAMPLED_LAYERS);
    requireBottlenecks(unrolled, count);
    return {
      grain: 1,
      perCall: bottlenecksPerCall(unrolled),
      run: (range, onProgress) => [solveBottlenecks(unrolled, of, range, BigInt(seed), onProgress)],
      join: (one, next) => [...one, ...next],
    };
  },
};
