import { solveStages } from "../engine/blocks.ts";
import { type LogSurvival, solveChain } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { runTrials } from "../engine/sampling.ts";
import { PercolationError } from "../errors.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { CERTAIN } from "../networks/removal.ts";
import { programOfModel, reachModel } from "../programs/models.ts";
import { type Exchangeable, stagesOf } from "../programs/stages.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromLogs, fromTrials, type Progress, type Survival } from "./survival.ts";

/** Solves or samples the path probability of a model. */
export function solveModel(model: ResolvedModel, method: CheckedMethod, onProgress?: Progress): Survival {
  const stages = planModel(model, method.method);
  if (stages) return fromLogs(solveExactly(stages));
  const { trials, seed } = method;
  const progress = onProgress && ((done: number) => onProgress(done, trials));
  return fromTrials(runTrials(programOfModel(model), trials, BigInt(seed), progress).open, method);
}

/** The stages of the exact recursion where it is to be used. */
export function planModel(model: ResolvedModel, method: CheckedMethod["method"]): Exchangeable | undefined {
  if (method === "monte-carlo") return undefined;
  const stages = stagesOf(model, reachModel(model));
  if (stages || method === "auto") return stages;
  const message =
    'method: expected "monte-carlo" or "auto" for a model whose layers are not exchangeable throughout, got "exact"';
  throw new PercolationError("method-unavailable", message, { field: "method" });
}

/** Layers one after another are the chain of layered networks. */
export function solveExactly({ stages, width }: Exchangeable): LogSurvival {
  const [first] = stages;
  const inputs: Layer = {
    width,
    sites: first?.kind === "thin" ? first.rate : CERTAIN,
    bonds: CERTAIN,
    repeat: 1,
  };
  const rest = first?.kind === "thin" ? stages.slice(1) : stages;
  const layers = rest.flatMap((stage) => (stage.kind === "layer" ? [stage.layer] : []));
  return layers.length === rest.length && layers.length > 0
    ? solveChain([inputs, ...layers])
    : solveStages(stages, width);
}
