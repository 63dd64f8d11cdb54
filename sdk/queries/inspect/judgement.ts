import { termsOf } from "../../engine/blocks.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { planModel, solveExactly, solveModel } from "../model-survival.ts";
import type { CheckedMethod } from "../sampling-options.ts";
import { fromLogs, fromTrials, type Progress, type Survival } from "../survival.ts";
import { ExactJudge } from "./exact.ts";
import { type Removal, removalsOf } from "./removals.ts";
import { type Counted, countTrials } from "./sampled.ts";
import { SampledJudge } from "./trials.ts";

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

/** Solutions that the verdict on one removal takes, and those that the largest rate of all takes. */
const VERDICT = 20;
const CROSSING = 15;
/** Terms that exact answers beside the path probability may add up: some seconds of them. */
const TERM_LIMIT = 2e8;

/** Finds what every removal does: exactly where that takes little enough, by trials elsewhere. */
export function judgeLayers(
  model: ResolvedModel,
  method: CheckedMethod,
  failureBelow: number,
  onProgress?: Progress,
): Judgement {
  const removals = removalsOf(model);
  const counted = countTrials(model, method.trials, BigInt(method.seed), onProgress);
  const plan = planModel(model, method.method);
  const trials = new SampledJudge(model, removals, counted, method, failureBelow);
  const byTrials = (): Pick<Judgement, "largestDrop" | "resolution"> => ({
    largestDrop: trials.largestDrop(),
    resolution: 3 / method.trials, // no event in n trials: rarer than 3 / n, at a confidence of 95 %
  });
  if (!plan.stages) {
    return {
      survival: plan.exact.length > 0 ? solveModel(model, method) : fromTrials(counted.open, method),
      exact: plan.exact.flatMap(({ layers }) => layers),
      counted,
      verdicts: byLayer(removals.map((removal) => trials.judge(removal))),
      ...byTrials(),
    };
  }
  const { stages, width } = plan.stages;
  const terms = termsOf(stages, width);
  const exact = new ExactJudge(model, removals, failureBelow);
  // DropBlock is exact only where its blocks are so rare that they are none.
  const isExact = removals.every(({ kind }) => kind !== "DropBlock");
  const isCheap = isExact && VERDICT * removals.length * terms <= TERM_LIMIT;
  return {
    survival: fromLogs(solveExactly(plan.stages)),
    exact: model.network.layers.map((_, layer) => layer),
    counted,
    verdicts: byLayer(removals.map((removal) => (isCheap && exact.judge(removal)) || trials.judge(removal))),
    ...(isExact && CROSSING * terms <= TERM_LIMIT
      ? { largestDrop: exact.largestDrop(), resolution: undefined }
      : byTrials()),
  };
}

function byLayer(verdicts: readonly Verdict[]): Map<number, Verdict> {
  return new Map(verdicts.map((verdict) => [verdict.removal.layer, verdict]));
}
