import type { InspectedTrials } from "../../sampling/inspection-trials.ts";

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

/** What so many inspected trials say. */
export function countTrials({ bins, weights, ...counts }: InspectedTrials, trials: number): Counted {
  const layers = new Map([...bins].map(([layer, each]) => [layer, trialsOf(each, trials)] as const));
  return { trials, ...counts, layers, weights };
}

function trialsOf({ bins, passed }: { bins: Float64Array; passed: number }, trials: number): LayerTrials {
  const groups: [number, number][] = [];
  let conducting = 0;
  bins.forEach((count, number) => {
    if (number === 0 || count === 0) return;
    groups.push([number, count]);
    conducting += count;
  });
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
