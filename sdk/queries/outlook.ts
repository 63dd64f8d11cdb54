import { exp, fromLog10, log, solveOutlook, toLog10 } from "../engine/mathematics.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import type { Steps } from "../sampling/sampler.ts";
import { sampleSteps } from "./models.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import type { Survival } from "./survival.ts";

/** A training run. */
export interface TrainingRun {
  readonly steps: number;
  readonly batch: number;
  readonly maskPer: "step" | "sample";
}

/** What training will see. */
export interface Outlook {
  /** Probability that a step changes some weight. */
  readonly updateProbability: number;
  /** Expected number of steps, of all `steps`, that change some weight. */
  readonly expectedUpdates: number;
  /** Probability that no step changes any weight. */
  readonly noUpdateProbability: number;
  readonly log10NoUpdateProbability: number;
  /** Expected number of the first step that changes nothing; Infinity (null in JSON) when none ever does. */
  readonly expectedFirstCutStep: number;
  readonly log10ExpectedFirstCutStep: number;
  /** Where some masks are shared by the samples of a step: the number of steps that were sampled for all of these numbers. */
  readonly sampledSteps?: number;
}

/**
 * What a run sees whose masks survive so. Where samples have masks of their own but for some branches that a step
 * drops for all of them, as many steps as there are trials are sampled with all their samples.
 */
export function* lookAhead(
  survival: Survival,
  { steps, batch, maskPer }: TrainingRun,
  method: CheckedMethod,
  model?: ResolvedModel,
): Steps<Outlook> {
  const open = model && maskPer === "sample" && batch > 1 ? yield* sampleSteps(model, batch, method) : undefined;
  if (open !== undefined) {
    const { trials } = method;
    return { ...outlookOf(log(open / trials), log((trials - open) / trials), steps, 1), sampledSteps: trials };
  }
  const { log10Probability, log10Failure } = survival;
  return outlookOf(fromLog10(log10Probability), fromLog10(log10Failure), steps, maskPer === "sample" ? batch : 1);
}

function outlookOf(logOpen: number, logCut: number, steps: number, masks: number): Outlook {
  const outlook = solveOutlook({ logOpen, logCut }, steps, masks);
  return {
    updateProbability: outlook.updateProbability,
    expectedUpdates: outlook.expectedUpdates,
    noUpdateProbability: exp(outlook.logNoUpdate),
    log10NoUpdateProbability: toLog10(outlook.logNoUpdate),
    expectedFirstCutStep: outlook.firstCutStep,
    log10ExpectedFirstCutStep: toLog10(outlook.logFirstCutStep),
  };
}
