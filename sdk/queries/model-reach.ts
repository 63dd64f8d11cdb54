import { PercolationError } from "../errors.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { modelCounts } from "../sampling/model-trials.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { planModel, solveExactly } from "./model-survival.ts";
import { type Reach, shareOut } from "./reach-counts.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromLogs } from "./survival.ts";

/** Counts of a model are sampled; whether a path is open is exact where that is. */
export function* findReachOfModel(model: ResolvedModel, method: CheckedMethod): Steps<Reach> {
  if (method.method === "exact") {
    const message = 'method: expected "monte-carlo" or "auto" for the counts of a model, got "exact"';
    throw new PercolationError("method-unavailable", message, { field: "method" });
  }
  const { stages } = planModel(model, method.method);
  const counted = yield* sample(modelCounts, { model, seed: method.seed }, method.trials);
  const counts = shareOut(counted, model.shapes.map(product), method);
  if (!stages) return counts;
  const { interval: _, open: __, ...rest } = counts;
  return { ...rest, ...fromLogs(solveExactly(stages)) };
}
