import type { Total } from "../../engine/programs.ts";
import { runTrials } from "../../engine/sampling.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { type Conduction, type Inspection, inspectionOf } from "../../programs/inspection.ts";
import type { Progress } from "../survival.ts";

// What trials say of one layer, given all that the other layers do in them. With C conducting groups, which alone keep
// a path open, and none around them, a trial is cut with probability drop^C: the layer's own part needs no sampling,
// and what it says of failures goes far below 1 / trials.

/** Trials of one layer by the number of conducting groups. */
export interface LayerTrials {
  readonly trials: number;
  /** Numbers of conducting groups that came up, 1 or more, and in how many trials. */
  readonly groups: readonly (readonly [count: number, trials: number])[];
  /** Trials that are cut whatever this layer removes. */
  readonly cut: number;
}

/** Everything counted in one run of an inspection. */
export interface Counted {
  readonly trials: number;
  readonly open: number;
  /** Sums over the trials, of each layer. */
  readonly reached: readonly number[];
  readonly reaching: readonly number[];
  readonly effective: readonly number[];
  readonly channels: readonly number[];
  readonly layers: ReadonlyMap<number, LayerTrials>;
  /** Weights that survive and lie on an open path, summed over the trials, where they are counted. */
  readonly weights: ReadonlyMap<number, number>;
}

/** Runs the trials of an inspection; elements are counted unless `countsElements` is false. */
export function countTrials(
  model: ResolvedModel,
  trials: number,
  seed: bigint,
  onProgress?: Progress,
  countsElements = true,
): Counted {
  const inspection: Inspection = inspectionOf(model, { countsElements });
  const progress = onProgress && ((done: number) => onProgress(done, trials));
  const { open, totals } = runTrials(inspection.runnable, trials, seed, progress);
  const one = (total: Total | undefined) => (total && totals.get(total)?.[0]) ?? 0;
  const layers = new Map<number, LayerTrials>();
  const weights = new Map<number, number>();
  for (const [layer, conduction] of inspection.conductions) {
    layers.set(layer, trialsOf(conduction, totals, trials));
    if (conduction.countsWeights) weights.set(layer, one(conduction.histogram));
  }
  for (const [layer, total] of inspection.pairs) weights.set(layer, one(total));
  return {
    trials,
    open,
    reached: inspection.reached.map(one),
    reaching: inspection.reaching.map(one),
    effective: inspection.effective.map(one),
    channels: inspection.channels.map(one),
    layers,
    weights,
  };
}

function trialsOf(
  { histogram, start, around }: Conduction,
  totals: ReadonlyMap<Total, Float64Array>,
  trials: number,
): LayerTrials {
  const bins = totals.get(histogram)?.subarray(start) ?? new Float64Array(1);
  const groups: [number, number][] = [];
  let conducting = 0;
  bins.forEach((count, number) => {
    if (number === 0 || count === 0) return;
    groups.push([number, count]);
    conducting += count;
  });
  const passed = (around && totals.get(around)?.[0]) ?? 0;
  return { trials, groups, cut: trials - conducting - passed };
}

/** Probability that this layer alone is the cut, at any drop rate of its own. */
export function cutBy({ trials, groups }: LayerTrials, drop: number): number {
  return groups.reduce((sum, [count, times]) => sum + times * power(drop, count), 0) / trials;
}

/** Failure of the network at any drop rate of this layer. */
export function failureBy(layer: LayerTrials, drop: number): number {
  return layer.cut / layer.trials + cutBy(layer, drop);
}

/** Derivative of {@link failureBy} by the drop rate. */
export function importanceBy({ trials, groups }: LayerTrials, drop: number): number {
  return groups.reduce((sum, [count, times]) => sum + times * count * power(drop, count - 1), 0) / trials;
}

/** x^n by squaring: multiplications alone, which are the same everywhere. */
function power(x: number, n: number): number {
  let result = 1;
  for (let [base, rest] = [x, n]; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}
