import { termsOf } from "../../engine/blocks.ts";
import type { ResolvedModel } from "../../networks/model/model.ts";
import { inspectionTrials } from "../../sampling/inspection-trials.ts";
import { type Steps, sample } from "../../sampling/sampler.ts";
import { planModel, solveExactly, surviveModel } from "../model-survival.ts";
import type { CheckedMethod } from "../sampling-options.ts";
import { fromLogs, fromTrials, type Survival } from "../survival.ts";
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
export function* judgeLayers(model: ResolvedModel, method: CheckedMethod, failureBelow: number): Steps<Judgement> {
  const removals = removalsOf(model);
  const task = { model, seed: method.seed, countsElements: true };
  const counted = countTrials(yield* sample(inspectionTrials, task, method.trials), method.trials);
  const plan = planModel(model, method.method);
  const trials = new SampledJudge(model, removals, counted, method, failureBelow);
  if (!plan.stages) {
    return {
      survival: plan.exact.length > 0 ? yield* surviveModel(model, method) : fromTrials(counted.open, method),
      exact: plan.exact.flatMap(({ layers }) => layers),
      counted,
      verdicts: yield* judgeAll(removals, (removal) => trials.judge(removal)),
      ...(yield* byTrials(trials, method)),
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
    verdicts: yield* judgeAll(removals, function* (removal) {
      return (isCheap && exact.judge(removal)) || (yield* trials.judge(removal));
    }),
    ...(isExact && CROSSING * terms <= TERM_LIMIT
      ? { largestDrop: exact.largestDrop(), resolution: undefined }
      : yield* byTrials(trials, method)),
  };
}

/** Verdicts by the numbers of the layers. */
function* judgeAll(
  removals: readonly Removal[],
  judge: (removal: Removal) => Steps<Verdict>,
): Steps<ReadonlyMap<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  for (const removal of removals) verdicts.set(removal.layer, yield* judge(removal));
  return verdicts;
}

function* byTrials(
  judge: SampledJudge,
  { trials }: CheckedMethod,
): Steps<Pick<Judgement, "largestDrop" | "resolution">> {
  // No event in n trials: rarer than 3 / n, at a confidence of 95 %.
  return { largestDrop: yield* judge.largestDrop(), resolution: 3 / trials };
}
