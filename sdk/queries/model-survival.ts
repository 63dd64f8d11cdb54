import { runTrials } from "../engine/sampling.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { programOfModel } from "../programs/models.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromTrials, type Progress, type Survival } from "./survival.ts";

/** Solves or samples the path probability of a model. */
export function solveModel(model: ResolvedModel, method: CheckedMethod, onProgress?: Progress): Survival {
  const { trials, seed } = method;
  const progress = onProgress && ((done: number) => onProgress(done, trials));
  return fromTrials(runTrials(programOfModel(model), trials, BigInt(seed), progress).open, method);
}
