import type { Total } from "../engine/programs.ts";
import { LANES } from "../engine/range.ts";
import { blocksPerCall, requireWords, runTrials } from "../engine/sampling.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { type Conduction, inspectionOf } from "../programs/inspection.ts";
import type { Sampler } from "./sampler.ts";
import { addCounts, addNumbers } from "./sums.ts";

/** Trials that are gone through both ways. */
export interface InspectionTask {
  readonly model: ResolvedModel;
  readonly seed: string;
  /** Whether elements are counted besides what the layers conduct. */
  readonly countsElements: boolean;
}

/** Trials by the number of groups that conduct, and those in which a path goes around the layer. */
export interface ConductedTrials {
  readonly bins: Float64Array;
  readonly passed: number;
}

/** Sums over the trials. */
export interface InspectedTrials {
  readonly open: number;
  /** Of each layer; empty where elements are not counted. */
  readonly reached: readonly number[];
  readonly reaching: readonly number[];
  readonly effective: readonly number[];
  readonly channels: readonly number[];
  /** By the numbers of layers that remove something. */
  readonly bins: ReadonlyMap<number, ConductedTrials>;
  /** Weights that survive and lie on an open path, where they are counted. */
  readonly weights: ReadonlyMap<number, number>;
}

export const inspectionTrials: Sampler<InspectionTask, InspectedTrials> = {
  name: "inspection-trials",
  open: ({ model, seed, countsElements }, count) => {
    const inspection = inspectionOf(model, { countsElements });
    const { runnable, conductions, pairs } = inspection;
    requireWords(runnable, count);
    return {
      grain: LANES,
      perCall: LANES * blocksPerCall(runnable),
      run: (range, onProgress) => {
        const { open, totals } = runTrials(runnable, range, BigInt(seed), onProgress);
        const one = (total: Total | undefined) => (total && totals.get(total)?.[0]) ?? 0;
        const weighed = [...conductions].filter(([, { countsWeights }]) => countsWeights);
        return {
          open,
          reached: inspection.reached.map(one),
          reaching: inspection.reaching.map(one),
          effective: inspection.effective.map(one),
          channels: inspection.channels.map(one),
          bins: new Map([...conductions].map(([layer, each]) => [layer, conducted(each, totals)])),
          weights: new Map([
            ...weighed.map(([layer, { histogram }]) => [layer, one(histogram)] as const),
            ...[...pairs].map(([layer, total]) => [layer, one(total)] as const),
          ]),
        };
      },
      join: joinInspected,
    };
  },
};

function conducted(
  { histogram, start, around }: Conduction,
  totals: ReadonlyMap<Total, Float64Array>,
): ConductedTrials {
  const bins = totals.get(histogram)?.slice(start) ?? new Float64Array(1);
  return { bins, passed: (around && totals.get(around)?.[0]) ?? 0 };
}

function joinInspected(one: InspectedTrials, next: InspectedTrials): InspectedTrials {
  return {
    open: one.open + next.open,
    reached: addNumbers(one.reached, next.reached),
    reaching: addNumbers(one.reaching, next.reaching),
    effective: addNumbers(one.effective, next.effective),
    channels: addNumbers(one.channels, next.channels),
    bins: new Map([...one.bins].map(([layer, each]) => [layer, joinConducted(each, next.bins.get(layer))])),
    weights: new Map([...one.weights].map(([layer, count]) => [layer, count + (next.weights.get(layer) ?? 0)])),
  };
}

function joinConducted(one: ConductedTrials, next: ConductedTrials | undefined): ConductedTrials {
  return next ? { bins: addCounts(one.bins, next.bins), passed: one.passed + next.passed } : one;
}
