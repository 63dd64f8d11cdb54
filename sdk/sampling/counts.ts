import { LANES, type Range } from "../engine/range.ts";
import { blocksPerCall, requireWords, runTrials } from "../engine/sampling.ts";
import type { CountingProgram } from "../programs/models.ts";
import type { Sampling } from "./sampler.ts";
import { addCounts, addNumbers } from "./sums.ts";

/** What is counted of reached elements, over all trials. */
export interface ReachCounts {
  /** Trials with an open path. */
  readonly open: number;
  /** Reached elements of each layer. */
  readonly reached: readonly number[];
  /** Trials by number of reached outputs; the last entry has all higher numbers too. */
  readonly histogram: Float64Array;
  /** Reached elements of the outputs. */
  readonly outputs: number;
}

/** Trials of a program that counts. */
export function countReached(program: CountingProgram, seed: string, count: number): Sampling<ReachCounts> {
  const { runnable, reached, histogram, outputs } = program;
  requireWords(runnable, count);
  return {
    grain: LANES,
    perCall: LANES * blocksPerCall(runnable),
    run: (range: Range, onProgress) => {
      const { open, totals } = runTrials(runnable, range, BigInt(seed), onProgress);
      return {
        open,
        reached: reached.map((total) => totals.get(total)?.[0] ?? 0),
        histogram: totals.get(histogram) ?? new Float64Array(0),
        outputs: outputs.reduce((sum, total) => sum + (totals.get(total)?.[0] ?? 0), 0),
      };
    },
    join: (one, next) => ({
      open: one.open + next.open,
      reached: addNumbers(one.reached, next.reached),
      histogram: addCounts(one.histogram, next.histogram),
      outputs: one.outputs + next.outputs,
    }),
  };
}
