import type { Layer, Rate } from "../engine/layers.ts";
import { LANES } from "../engine/range.ts";
import { blocksPerCall, requireWords, runTrials } from "../engine/sampling.ts";
import { unrollLayers, withRate } from "../networks/network.ts";
import { countingProgramOfLayers, programOfLayers } from "../programs/layers.ts";
import { countReached, type ReachCounts } from "./counts.ts";
import type { Sampler } from "./sampler.ts";
import { addNumbers } from "./sums.ts";

/** The most layers that trials walk through. */
export const SAMPLED_LAYERS = 65536;

/** Trials of a layered network. */
export interface LayeredTask {
  readonly layers: readonly Layer[];
  readonly seed: string;
}

/** Trials with an open path. */
export const layeredTrials: Sampler<LayeredTask, number> = {
  name: "layered-trials",
  open: ({ layers, seed }, count) => {
    const runnable = programOfLayers(unrollLayers(layers, SAMPLED_LAYERS));
    requireWords(runnable, count);
    return {
      grain: LANES,
      perCall: LANES * blocksPerCall(runnable),
      run: (range, onProgress) => runTrials(runnable, range, BigInt(seed), onProgress).open,
      join: (one, next) => one + next,
    };
  },
};

/** What is reached of a layered network. */
export const layeredCounts: Sampler<LayeredTask, ReachCounts> = {
  name: "layered-counts",
  open: ({ layers, seed }, count) =>
    countReached(countingProgramOfLayers(unrollLayers(layers, SAMPLED_LAYERS)), seed, count),
};

/** Trials of a layered network at several rates of all its sites, or all its bonds. */
export interface CurveTask extends LayeredTask {
  readonly of: "sites" | "bonds";
  readonly rates: readonly Rate[];
}

/** At each rate the trials with an open path. Programs are made as they are needed: there may be 100001. */
export const curveTrials: Sampler<CurveTask, readonly number[]> = {
  name: "curve-trials",
  open: ({ layers, of, rates, seed }, count) => {
    const unrolled = unrollLayers(layers, SAMPLED_LAYERS);
    const programAt = (rate: Rate) => programOfLayers(withRate(unrolled, of, rate));
    const work = Math.max(...[rates.at(0), rates.at(-1)].map((rate) => (rate ? programAt(rate).work : 1)));
    requireWords({ work }, count);
    return {
      grain: LANES,
      perCall: LANES * blocksPerCall({ work: work * rates.length }),
      run: (range, onProgress) =>
        rates.map((rate, index) => {
          const before = index * range.count;
          const progress = onProgress && ((done: number) => onProgress(Math.floor((before + done) / rates.length)));
          return runTrials(programAt(rate), range, BigInt(seed), progress).open;
        }),
      join: addNumbers,
    };
  },
};
