import type { ModelNetwork } from "../networks/model/model.ts";
import { resolveModel } from "../networks/models.ts";
import type { Steps } from "../sampling/sampler.ts";
import { type LayerMask, masksOfModel } from "./model-masks.ts";
import { findReachOfModel } from "./model-reach.ts";
import { surviveModel } from "./model-survival.ts";
import type { Reach } from "./reach-counts.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import type { Survival } from "./survival.ts";

// What queries do with networks of layers of any kind. A build without them has models.lean.ts here.
export { inspectQuestion } from "./inspect.ts";
export { sampleSteps } from "./model-steps.ts";

export function* surviveNetwork(network: ModelNetwork, method: CheckedMethod): Steps<Survival> {
  return yield* surviveModel(resolveModel(network), method);
}

export function* reachModel(network: ModelNetwork, method: CheckedMethod): Steps<Reach> {
  return yield* findReachOfModel(resolveModel(network), method);
}

export function maskLayers(network: ModelNetwork, trial: number, seed: bigint): LayerMask[] {
  return masksOfModel(resolveModel(network), trial, seed);
}
