import { log, log1p } from "../../engine/mathematics.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { withRates } from "../../networks/model/rates.ts";
import { inspectionTrials } from "../../sampling/inspection-trials.ts";
import { modelTrials } from "../../sampling/model-trials.ts";
import { type Steps, sampleNext } from "../../sampling/sampler.ts";
import type { CheckedMethod } from "../sampling-options.ts";
import type { Verdict } from "./judgement.ts";
import { largestDrop, rateAt } from "./rates.ts";
import type { Removal } from "./removals.ts";
import { type Counted, countTrials, cutBy, failureBy, importanceBy } from "./sampled.ts";

/** Halvings of the interval of a rate that is sampled. */
const HALVINGS = 8;
/** Runs that an approach to a rate takes at most, and how close the log-odds of two rates have to be. */
const RUNS = 16;
const CLOSE = 2 ** -6;
/** How far the log-odds of a rate go. */
const FARTHEST = 40;
/** No slope is taken over less than this. */
const SMALLEST = 2 ** -10;

/** Judges removals by trials. */
export class SampledJudge {
  readonly #model: ResolvedModel;
  readonly #removals: readonly Removal[];
  /** Removals of which any one group keeps a path open by itself. */
  readonly #simple: ReadonlySet<Removal>;
  readonly #counted: Counted;
  readonly #seed: string;
  readonly #bound: number;

  constructor(
    model: ResolvedModel,
    removals: readonly Removal[],
    counted: Counted,
    { seed }: CheckedMethod,
    failureBelow: number,
  ) {
    const joint = layersOfProducts(model);
    this.#model = model;
    this.#removals = removals;
    this.#simple = new Set(removals.filter(({ kind, layer }) => kind !== "DropBlock" && !joint.has(layer)));
    this.#counted = counted;
    this.#seed = seed;
    this.#bound = failureBelow;
  }

  *judge(removal: Removal): Steps<Verdict> {
    const trials = this.#counted.layers.get(removal.layer);
    if (!trials || !this.#simple.has(removal)) return yield* this.#rerun(removal);
    const { drop } = removal.rate;
    return {
      removal,
      method: "monte-carlo",
      cutProbability: cutBy(trials, drop),
      importance: importanceBy(trials, drop),
      largestDrop: largestDrop((rate) => log(failureBy(trials, rate.drop)), log(this.#bound)),
    };
  }

  /**
   * The largest rate that all removals may share. How many groups conduct depends but little on the rates, so what one
   * run counted says at which rate beside its own the failure is the bound; the answer is the rate that says itself.
   */
  *largestDrop(): Steps<number> {
    let low: Look = { odds: -FARTHEST, gap: Number.POSITIVE_INFINITY };
    let high: Look = { odds: FARTHEST, gap: Number.NEGATIVE_INFINITY };
    let odds = 0;
    for (let run = 0; run < RUNS && high.odds - low.odds > CLOSE; run++) {
      const { drop } = rateAt(odds);
      const counted = yield* this.#countAt(drop);
      const next = largestDrop((rate) => log(this.#ownFailure(counted, rate.drop)), log(this.#bound));
      const said = next === 1 ? FARTHEST : log(next) - log1p(-next);
      // Where cuts by several layers at once show in the trials, nothing is said but that the rate is too large.
      const isCutTooOften = 1 - counted.open / counted.trials > this.#bound;
      const gap = isCutTooOften ? Number.NEGATIVE_INFINITY : said - odds;
      if (Math.abs(gap) <= CLOSE) return Math.min(next, drop);
      // An end that stays counts half: or else one that is far off would draw all others to itself.
      if (gap >= 0)
        [low, high] = [
          { odds, gap },
          { ...high, gap: high.gap / 2 },
        ];
      else
        [low, high] = [
          { ...low, gap: low.gap / 2 },
          { odds, gap },
        ];
      odds = between(low, high, odds + gap);
    }
    if (high.odds === FARTHEST && (yield* this.#endures())) return 1;
    return low.odds === -FARTHEST ? 0 : rateAt(low.odds).drop;
  }

  /** Whether even a rate of 1 keeps the failure below the bound. */
  *#endures(): Steps<boolean> {
    const { open, trials } = yield* this.#countAt(1);
    return 1 - open / trials <= this.#bound;
  }

  /** What the trials say with one rate for all. */
  *#countAt(drop: number): Steps<Counted> {
    const layers = new Set(this.#removals.map(({ layer }) => layer));
    const changed = withRates(this.#model, (layer) => (layers.has(layer) ? { drop, keep: 1 - drop } : undefined));
    const { trials } = this.#counted;
    const task = { model: changed, seed: this.#seed, countsElements: false };
    return countTrials(yield* sampleNext(inspectionTrials, task, trials), trials);
  }

  /** The sum of the layers' own parts in the failure, were their rates `drop`; cuts by several at once are not in it. */
  #ownFailure(counted: Counted, drop: number): number {
    let sum = 0;
    for (const removal of this.#simple) {
      const trials = counted.layers.get(removal.layer);
      if (trials) sum += cutBy(trials, drop);
    }
    return Math.min(1, sum);
  }

  /**
   * Blocks overlap, and factors of one product need each other, so that no group keeps a path open by itself: the
   * trials are run again with other rates.
   */
  *#rerun(removal: Removal): Steps<Verdict> {
    const { trials, open } = this.#counted;
    const { drop } = removal.rate;
    const [low, high] = [drop * 0.9, Math.min(1, Math.max(drop * 1.1, SMALLEST))];
    const perfect = yield* this.#failureAt(removal, 0);
    const rise = (yield* this.#failureAt(removal, high)) - (yield* this.#failureAt(removal, low));
    return {
      removal,
      method: "monte-carlo",
      cutProbability: Math.max(0, 1 - open / trials - perfect),
      importance: Math.max(0, rise / (high - low)),
      largestDrop: yield* this.#halve(removal),
    };
  }

  /** The largest rate of a layer, to HALVINGS binary digits, with which the sampled failure is at most the bound. */
  *#halve(removal: Removal): Steps<number> {
    if ((yield* this.#failureAt(removal, 1)) <= this.#bound) return 1;
    if ((yield* this.#failureAt(removal, 0)) > this.#bound) return 0;
    let [low, high] = [0, 1];
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2;
      if ((yield* this.#failureAt(removal, middle)) <= this.#bound) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The failure at another rate of one layer, from the same trials. */
  *#failureAt({ layer }: Removal, drop: number): Steps<number> {
    const { trials } = this.#counted;
    const model = withRates(this.#model, (each) => (each === layer ? { drop, keep: 1 - drop } : undefined));
    return 1 - (yield* sampleNext(modelTrials, { model, seed: this.#seed }, trials)) / trials;
  }
}

/** Odds that a run was at, and how far above them are those that it says. */
interface Look {
  readonly odds: number;
  readonly gap: number;
}

/** Where the gap closes if it falls evenly; where that is not known, what the last run said; and else the middle. */
function between(low: Look, high: Look, said: number): number {
  const { odds, gap } = low;
  const even = odds + ((high.odds - odds) * gap) / (gap - high.gap);
  if (even > odds && even < high.odds) return even;
  return said > odds && said < high.odds ? said : (odds + high.odds) / 2;
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
