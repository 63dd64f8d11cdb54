import { isTooLong, solveStages } from "../engine/blocks.ts";
import { type LogSurvival, solveChain } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { exp, fromLog10, log1p, toLog10 } from "../engine/mathematics.ts";
import { PercolationError } from "../errors.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { withRates } from "../networks/model/rates.ts";
import { CERTAIN } from "../networks/removal.ts";
import { reachModel } from "../programs/models.ts";
import { type Segment, segmentsOf } from "../programs/segments.ts";
import { type Exchangeable, stagesOf } from "../programs/stages.ts";
import { modelTrials } from "../sampling/model-trials.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromLogs, fromTrials, type Survival } from "./survival.ts";

/** How the path probability of a model is found. */
export interface Plan {
  /** The stages of the whole model, when all of it is exact. */
  readonly stages: Exchangeable | undefined;
  /** Segments that are exact while others are sampled. */
  readonly exact: readonly (Segment & { readonly stages: Exchangeable })[];
}

/** Decides what of a model is exact; `reach` finds the words of its layers. */
export function planModel(model: ResolvedModel, method: CheckedMethod["method"], reach = reachModel): Plan {
  if (method === "monte-carlo") return { stages: undefined, exact: [] };
  const stages = stagesOf(model, reach(model));
  if (stages && (method === "exact" || isFeasible(stages))) return { stages, exact: [] };
  if (method === "exact") throw notExact();
  const exact = segmentsOf(model, reach).flatMap(({ layers, stages }) =>
    stages && isFeasible(stages) ? [{ layers, stages }] : [],
  );
  return { stages: undefined, exact: exact.some((segment) => canFail(segment.stages)) ? exact : [] };
}

/** Solves or samples the path probability of a model, or solves what it can of it and samples the rest. */
export function* surviveModel(model: ResolvedModel, method: CheckedMethod): Steps<Survival> {
  const { stages, exact } = planModel(model, method.method);
  if (stages) return fromLogs(solveExactly(stages));
  const { trials, seed } = method;
  const solved = new Set(exact.flatMap(({ layers }) => layers));
  const rest = withRates(model, (layer) => (solved.has(layer) ? CERTAIN : undefined));
  const sampled = fromTrials(yield* sample(modelTrials, { model: rest, seed }, trials), method);
  return exact.reduce((all, segment) => inSeries(all, fromLogs(solveExactly(segment.stages))), sampled);
}

/** A sampled part and an exact one behind each other. */
function inSeries(sampled: Survival, exact: Survival): Survival {
  const { interval } = sampled;
  const failure = exact.failure + exact.probability * sampled.failure;
  return {
    ...sampled,
    method: "mixed",
    probability: exact.probability * sampled.probability,
    failure,
    log10Failure: logSum(exact.log10Failure, exact.log10Probability + sampled.log10Failure),
    log10Probability: exact.log10Probability + sampled.log10Probability,
    ...(interval
      ? { interval: { ...interval, low: exact.probability * interval.low, high: exact.probability * interval.high } }
      : {}),
  };
}

/** log10 (10^a + 10^b). */
function logSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + toLog10(log1p(exp(fromLog10(low) - fromLog10(high))));
}

/** What would be refused is sampled, unless it is asked for. */
export function isFeasible({ stages, width }: Exchangeable): boolean {
  return stages.every(({ kind }) => kind === "layer" || kind === "thin") || !isTooLong(stages, width);
}

/** Whether stages remove anything: those that do not are no reason to solve them apart. */
function canFail({ stages }: Pick<Exchangeable, "stages">): boolean {
  const removes = ({ sites, bonds }: Layer) => sites.drop > 0 || bonds.drop > 0;
  return stages.some((stage) => {
    if (stage.kind === "layer") return removes(stage.layer);
    if (stage.rate.drop > 0) return true;
    if (stage.kind !== "block") return false;
    return removes(stage.last) || (stage.skip !== "trunk" && removes(stage.skip)) || canFail({ stages: stage.branch });
  });
}

function notExact(): PercolationError {
  const message =
    'method: expected "monte-carlo" or "auto" for a model whose layers are not exchangeable throughout, got "exact"';
  return new PercolationError("method-unavailable", message, { field: "method" });
}

/** Layers one after another are the chain of layered networks. */
export function solveExactly({ stages, width }: Exchangeable): LogSurvival {
  const [first] = stages;
  const sites = first?.kind === "thin" ? first.rate : CERTAIN;
  const inputs: Layer = { width, sites, bonds: CERTAIN, repeat: 1 };
  const rest = first?.kind === "thin" ? stages.slice(1) : stages;
  const layers = rest.flatMap((stage) => (stage.kind === "layer" ? [stage.layer] : []));
  return layers.length === rest.length && layers.length > 0
    ? solveChain([inputs, ...layers])
    : solveStages(stages, width);
}
