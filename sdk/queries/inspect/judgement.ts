import { termsOf } from "../../engine/blocks.ts";
import type { LogSurvival } from "../../engine/exact.ts";
import type { Rate } from "../../engine/layers.ts";
import { exp, log } from "../../engine/mathematics.ts";
import { runTrials } from "../../engine/sampling.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { withRates } from "../../networks/model/rates.ts";
import { CERTAIN } from "../../networks/removal.ts";
import { programOfModel, reachModel } from "../../programs/models.ts";
import { stagesOf } from "../../programs/stages.ts";
import { planModel, solveExactly, solveModel } from "../model-survival.ts";
import type { CheckedMethod } from "../sampling-options.ts";
import { fromLogs, fromTrials, type Progress, type Survival } from "../survival.ts";
import { largestDrop, slopeAt } from "./rates.ts";
import { type Removal, removalsOf } from "./removals.ts";
import { type Counted, countTrials, cutBy, failureBy, importanceBy, type LayerTrials } from "./sampled.ts";

/** What one removal does. */
export interface Verdict {
  readonly removal: Removal;
  readonly method: "exact" | "monte-carlo";
  readonly cutProbability: number;
  readonly importance: number;
  readonly largestDrop: number;
}

/** What is known of a network's failures. */
export interface Judgement {
  readonly survival: Survival;
  /** Numbers of the layers whose part in the path probability is exact. */
  readonly exact: readonly number[];
  readonly counted: Counted;
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** Of all removals at once. */
  readonly largestDrop: number;
  readonly resolution: number | undefined;
}

/** Solutions that one removal takes: a crossing, a slope and one more. */
const SOLUTIONS = 40;
/** Terms that exact answers about single layers may add up, some seconds of them. */
const TERM_LIMIT = 1e9;
/** Exact answers have about 11 digits. */
const LOST = 1e-5;
/** Halvings of the interval of a rate that is sampled. */
const HALVINGS = 12;
/** Runs that an approach to a rate takes at most, and how close two rates have to be. */
const RUNS = 24;
const CLOSE = 2 ** -8;

export function judgeLayers(
  model: ResolvedModel,
  method: CheckedMethod,
  failureBelow: number,
  onProgress?: Progress,
): Judgement {
  const removals = removalsOf(model);
  const seed = BigInt(method.seed);
  const counted = countTrials(model, method.trials, seed, onProgress);
  const { stages, exact } = planModel(model, method.method);
  const bound = log(failureBelow);
  if (!stages) {
    const survival = exact.length > 0 ? solveModel(model, method) : fromTrials(counted.open, method);
    return {
      ...judgeByTrials(model, removals, counted, method, failureBelow),
      survival,
      exact: exact.flatMap(({ layers }) => layers),
    };
  }
  /** Exact answers with other rates. */
  const solve = (rateAt: (layer: number) => Rate | undefined): LogSurvival => {
    const changed = withRates(model, rateAt);
    const exchangeable = stagesOf(changed, reachModel(changed)) ?? stages;
    return solveExactly(exchangeable);
  };
  const isCheap = SOLUTIONS * removals.length * termsOf(stages.stages, stages.width) <= TERM_LIMIT;
  const base = solveExactly(stages);
  const verdicts = removals.map((removal): Verdict => {
    const trials = counted.layers.get(removal.layer);
    if (!isCheap && trials) return verdictOf(removal, trials, failureBelow);
    const solveOne = (rate: Rate) => solve((layer) => (layer === removal.layer ? rate : undefined));
    const cutProbability = difference(base, solveOne(CERTAIN));
    // A difference of exact answers has lost its digits where the layer hardly counts.
    const isLost = cutProbability < LOST * exp(Math.min(base.logCut, base.logOpen));
    if (isLost && trials) return verdictOf(removal, trials, failureBelow);
    return {
      removal,
      method: "exact",
      cutProbability,
      importance: slopeAt(solveOne, removal.rate),
      largestDrop: largestDrop((rate) => solveOne(rate).logCut, bound),
    };
  });
  const all = new Set(removals.map(({ layer }) => layer));
  return {
    survival: fromLogs(base),
    exact: model.network.layers.map((_, layer) => layer),
    counted,
    verdicts: byLayer(verdicts),
    largestDrop: largestDrop((rate) => solve((layer) => (all.has(layer) ? rate : undefined)).logCut, bound),
    resolution: undefined,
  };
}

/** theta without a removal less theta with it, from the smaller of both logarithms. */
function difference(base: LogSurvival, perfect: LogSurvival): number {
  return base.logCut < base.logOpen ? exp(base.logCut) - exp(perfect.logCut) : exp(perfect.logOpen) - exp(base.logOpen);
}

function byLayer(verdicts: readonly Verdict[]): Map<number, Verdict> {
  return new Map(verdicts.map((verdict) => [verdict.removal.layer, verdict]));
}

function verdictOf(removal: Removal, trials: LayerTrials, failureBelow: number): Verdict {
  return {
    removal,
    method: "monte-carlo",
    cutProbability: cutBy(trials, removal.rate.drop),
    importance: importanceBy(trials, removal.rate.drop),
    largestDrop: largestDrop(({ drop }) => log(failureBy(trials, drop)), log(failureBelow)),
  };
}

/** Layers that reach a product by more than one of its factors. */
function layersOfProducts({ network, sources }: ResolvedModel): Set<number> {
  const joint = new Set<number>();
  network.layers.forEach(({ type }, index) => {
    if (type !== "multiply") return;
    const seen = new Set<number>();
    for (const factor of sources[index] ?? []) {
      const before = new Set([factor]);
      for (const layer of before) for (const source of sources[layer] ?? []) before.add(source);
      for (const layer of before) {
        if (seen.has(layer)) joint.add(layer);
        seen.add(layer);
      }
    }
  });
  return joint;
}

function judgeByTrials(
  model: ResolvedModel,
  removals: readonly Removal[],
  counted: Counted,
  method: CheckedMethod,
  failureBelow: number,
): Omit<Judgement, "survival" | "exact"> {
  const { trials } = method;
  const seed = BigInt(method.seed);
  const joint = layersOfProducts(model);
  /** Whether any one of a removal's groups keeps a path open by itself. */
  const isSimple = ({ kind, layer }: Removal) => kind !== "DropBlock" && !joint.has(layer);
  const simple = removals.filter(isSimple);
  const verdicts = removals.map((removal): Verdict => {
    const layer = counted.layers.get(removal.layer);
    if (layer && isSimple(removal)) return verdictOf(removal, layer, failureBelow);
    return rerun(model, removal, counted, seed, failureBelow);
  });
  const all = new Set(removals.map(({ layer }) => layer));
  /** What the trials say with one rate for all. */
  const countAt = (drop: number): Counted => {
    const changed = withRates(model, (layer) => (all.has(layer) ? { drop, keep: 1 - drop } : undefined));
    return countTrials(changed, trials, seed, undefined, false);
  };
  return {
    counted,
    verdicts: byLayer(verdicts),
    largestDrop: approach(countAt, simple, failureBelow),
    resolution: 3 / trials, // no failure in n trials: below 3 / n with confidence 95 %
  };
}

/**
 * The largest rate for all removals at once. How many groups conduct depends but little on the rates, so what one run
 * counted gives the failure at rates beside it; the next run is at the rate that follows, until two agree.
 */
function approach(countAt: (drop: number) => Counted, removals: readonly Removal[], bound: number): number {
  let [low, high] = [0, 1];
  let rate = 0.5;
  for (let run = 0; run < RUNS && high - low > 2 ** -HALVINGS; run++) {
    const counted = countAt(rate);
    if (failureOf(counted, removals, rate) <= bound) low = rate;
    else high = rate;
    const next = largestDrop(({ drop }) => log(ownFailure(counted, removals, drop)), log(bound));
    const isBetween = next > low && next < high;
    if (isBetween && Math.abs(next - rate) <= CLOSE * rate) return Math.min(next, rate);
    rate = isBetween ? next : (low + high) / 2;
  }
  return low;
}

/**
 * The failure, however rare: what the layers' own parts come to, which is close where cuts by several layers at once are
 * rarer still, or the share of cut trials where that is more.
 */
function failureOf(counted: Counted, removals: readonly Removal[], drop: number): number {
  return Math.max(ownFailure(counted, removals, drop), 1 - counted.open / counted.trials);
}

/** The sum of the layers' own parts, were their rates `drop`. */
function ownFailure(counted: Counted, removals: readonly Removal[], drop: number): number {
  const own = removals.reduce((sum, { layer }) => {
    const trials = counted.layers.get(layer);
    return trials ? sum + cutBy(trials, drop) : sum;
  }, 0);
  return Math.min(1, own);
}

/** The largest rate, to HALVINGS binary digits, with which a sampled failure is at most the bound. */
function halve(failureAt: (drop: number) => number, bound: number): number {
  if (failureAt(1) <= bound) return 1;
  if (failureAt(0) > bound) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (failureAt(middle) <= bound) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Blocks overlap, and factors of one product need each other, so that no group keeps a path open by itself: the trials
 * are run again with other rates.
 */
function rerun(model: ResolvedModel, removal: Removal, counted: Counted, seed: bigint, bound: number): Verdict {
  const failureAt = (drop: number): number => {
    const changed = withRates(model, (layer) => (layer === removal.layer ? { drop, keep: 1 - drop } : undefined));
    return 1 - runTrials(programOfModel(changed), counted.trials, seed).open / counted.trials;
  };
  const { drop } = removal.rate;
  const [low, high] = [drop * 0.9, Math.min(1, drop * 1.1)];
  return {
    removal,
    method: "monte-carlo",
    cutProbability: Math.max(0, 1 - counted.open / counted.trials - failureAt(0)),
    importance: Math.max(0, (failureAt(high) - failureAt(low)) / (high - low)),
    largestDrop: halve(failureAt, bound),
  };
}
