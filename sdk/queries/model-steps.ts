import { type ResolvedModel, rateOf } from "../networks/model/model.ts";
import { modelSteps } from "../sampling/model-trials.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import type { CheckedMethod } from "./sampling-options.ts";

/** Of as many steps as there are trials those with an open path; undefined where their samples share no masks. */
export function* sampleSteps(
  model: ResolvedModel,
  batch: number,
  { trials, seed }: CheckedMethod,
): Steps<number | undefined> {
  return sharesMasks(model) ? yield* sample(modelSteps, { model, batch, seed }, trials) : undefined;
}

/** Whether some branch is dropped for all samples of a step. */
function sharesMasks({ network }: ResolvedModel): boolean {
  return network.layers.some(
    (layer) => layer.type === "stochastic-depth" && layer.per === "step" && rateOf(layer.drop, layer.keep).drop > 0,
  );
}
