import type { LogSurvival } from "../../engine/exact.ts";
import type { Rate } from "../../engine/layers.ts";
import { exp, log } from "../../engine/mathematics.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { withRates } from "../../networks/model/rates.ts";
import { CERTAIN } from "../../networks/removal.ts";
import { reachModel } from "../../programs/models.ts";
import { stagesOf } from "../../programs/stages.ts";
import { solveExactly } from "../model-survival.ts";
import type { Verdict } from "./judgement.ts";
import { largestDrop, slopeAt } from "./rates.ts";
import type { Removal } from "./removals.ts";

/** Exact answers have about 11 digits. */
const LOST = 1e-5;

/** Judges removals by exact answers at other rates. */
export class ExactJudge {
  readonly #model: ResolvedModel;
  readonly #layers: ReadonlySet<number>;
  readonly #bound: number;

  constructor(model: ResolvedModel, removals: readonly Removal[], failureBelow: number) {
    this.#model = model;
    this.#layers = new Set(removals.map(({ layer }) => layer));
    this.#bound = log(failureBelow);
  }

  /** Undefined where the layer counts so little that differences of exact answers have lost their digits. */
  judge(removal: Removal): Verdict | undefined {
    const solve = (rate: Rate) => this.#solve((layer) => (layer === removal.layer ? rate : undefined));
    const base = solve(removal.rate);
    const cutProbability = difference(base, solve(CERTAIN));
    if (cutProbability < LOST * exp(Math.min(base.logCut, base.logOpen))) return undefined;
    return {
      removal,
      method: "exact",
      cutProbability,
      importance: slopeAt(solve, removal.rate),
      largestDrop: largestDrop((rate) => solve(rate).logCut, this.#bound),
    };
  }

  /** The largest rate that all removals may share. */
  largestDrop(): number {
    return largestDrop(
      (rate) => this.#solve((layer) => (this.#layers.has(layer) ? rate : undefined)).logCut,
      this.#bound,
    );
  }

  #solve(rateAt: (layer: number) => Rate | undefined): LogSurvival {
    const changed = withRates(this.#model, rateAt);
    const stages = stagesOf(changed, reachModel(changed));
    if (!stages) throw new RangeError("a model that is exact is so at other rates too");
    return solveExactly(stages);
  }
}

/** Theta without a removal less theta with it, from the smaller of both logarithms. */
function difference(base: LogSurvival, perfect: LogSurvival): number {
  const isRare = base.logCut < base.logOpen;
  return isRare ? exp(base.logCut) - exp(perfect.logCut) : exp(perfect.logOpen) - exp(base.logOpen);
}
