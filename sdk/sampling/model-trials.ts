import { LANES } from "../engine/range.ts";
import { blocksPerCall, countOpenSteps, requireSamples, requireWords, runTrials } from "../engine/sampling.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { batchedProgramOfModel, countingProgramOfModel, programOfModel } from "../programs/models.ts";
import { countReached, type ReachCounts } from "./counts.ts";
import type { Sampler } from "./sampler.ts";

/** Trials of a model. */
export interface ModelTask {
  readonly model: ResolvedModel;
  readonly seed: string;
}

/** Trials with an open path. */
export const modelTrials: Sampler<ModelTask, number> = {
  name: "model-trials",
  open: ({ model, seed }, count) => {
    const runnable = programOfModel(model);
    requireWords(runnable, count);
    return {
      grain: LANES,
      perCall: LANES * blocksPerCall(runnable),
      run: (range, onProgress) => runTrials(runnable, range, BigInt(seed), onProgress).open,
      join: (one, next) => one + next,
    };
  },
};

/** What is reached of a model. */
export const modelCounts: Sampler<ModelTask, ReachCounts> = {
  name: "model-counts",
  open: ({ model, seed }, count) => countReached(countingProgramOfModel(model), seed, count),
};

/** Steps of `batch` samples. */
export interface StepTask extends ModelTask {
  readonly batch: number;
}

/** Steps of which some sample has an open path, where some masks are those of the step. */
export const modelSteps: Sampler<StepTask, number> = {
  name: "model-steps",
  open: ({ model, batch, seed }, count) => {
    const runnable = batchedProgramOfModel(model, batch);
    requireSamples(runnable, count, batch);
    const grain = LANES / commonDivisor(LANES, batch); // whole blocks
    return {
      grain,
      perCall: grain * Math.max(1, Math.floor((LANES * blocksPerCall(runnable)) / (batch * grain))),
      run: (range, onProgress) => countOpenSteps(runnable, range, batch, BigInt(seed), onProgress),
      join: (one, next) => one + next,
    };
  },
};

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
