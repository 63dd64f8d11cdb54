import * as v from "valibot";
import { version } from "../engine/version.gen.ts";
import { checkLayers } from "../networks/any.ts";
import { asObject, check, integer, level, name } from "../networks/check.ts";
import { fromLayered } from "../networks/model/from-layered.ts";
import { type ModelNetwork, type ResolvedModel, resolveModel } from "../networks/model/model.ts";
import { type Network, networkField } from "../networks/network.ts";
import type { InspectAnswer, InspectOptions, InspectQuery } from "./inspect/answer.ts";
import { findingsOf } from "./inspect/findings.ts";
import { judgeLayers } from "./inspect/judgement.ts";
import { reportLayers } from "./inspect/layers.ts";
import { lookAhead, type TrainingRun } from "./outlook.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedMethod, methodFields } from "./sampling-options.ts";

export const inspectSchema = v.strictObject({
  ask: v.literal("inspect"),
  network: networkField,
  failureBelow: v.optional(level, 1e-6),
  steps: v.optional(integer(1, Number.MAX_SAFE_INTEGER), 1000),
  batch: v.optional(integer(1, 1048576), 1),
  maskPer: v.optional(name("step", "sample"), "step"),
  ...methodFields,
  trials: v.optional(integer(1, 2 ** 40), 1000),
});

export interface InspectPlan {
  readonly query: InspectQuery;
  readonly model: ResolvedModel;
  readonly run: TrainingRun;
  readonly method: CheckedMethod;
  readonly failureBelow: number;
}

export const inspectQuestion: Question<InspectPlan, InspectAnswer> = {
  plan(value) {
    const { ask, network: given, failureBelow, steps, batch, maskPer, ...method } = check(inspectSchema, value, "");
    const network = checkLayers(given);
    const model = resolveModel(network.kind === "model" ? network : fromLayered(network));
    const run = { steps, batch, maskPer };
    return { query: { ask, network, failureBelow, ...run, ...method }, model, run, method, failureBelow };
  },
  *answer({ query, model, run, method, failureBelow }) {
    const judged = yield* judgeLayers(model, method, failureBelow);
    const { survival } = judged;
    const layers = reportLayers(model, judged);
    const removing = layers.filter((layer) => layer.removal);
    const rank = (one: (typeof layers)[number]) => one.removal?.importance ?? 0;
    return {
      ...survival,
      layers,
      ranking: removing.sort((one, other) => rank(other) - rank(one)).map((layer) => layer.name),
      findings: findingsOf(model),
      failureBelow,
      largestDrop: judged.largestDrop,
      ...(judged.resolution === undefined ? {} : { resolution: judged.resolution }),
      forecast: { steps: run.steps, ...(yield* lookAhead(survival, run, method, model)) },
      query,
      version,
    };
  },
};

/**
 * Where a network breaks, and how easily: its path probability, each layer's part in it, what the structure alone shows,
 * and how much removal it bears.
 *
 * The path probability is exact where {@link pathProbability} is. What is said of single layers is exact too where that
 * takes few enough solutions. Otherwise it is averaged over trials, each of which counts how many of a layer's groups keep a
 * path open, given everything else: so also tiny probabilities come out, far below 1 / trials. The shares of elements
 * are always averaged over trials.
 *
 * Costs far more than {@link pathProbability}: on the way back all positions are told apart, each residual branch is gone around
 * once, and sampled answers take up to 17 runs for the overall `largestDrop`, to 2^-6 of its odds. A ResNet-18 with channel dropout takes 2 s.
 *
 * @param network - From {@link layered}, {@link rectangular} of at most 10000 hidden layers, {@link model} or an
 *   importer.
 * @param options - The bound for `largestDrop`, the training run of the forecast, and how to sample: 1000 trials unless
 *   given.
 * @throws PercolationError as {@link pathProbability}.
 * @see Birnbaum, "On the importance of different components in a multicomponent system", 1969; Vysogorets and Kempe,
 *   arXiv:2107.02306, for effective sparsity.
 *
 * @example
 * import { inspect, layered } from "percolation";
 * const { layers, largestDrop, ranking } = inspect(layered([784, 300, 10, 10], { dropSites: 0.5 }));
 * ranking[0]; // => "hidden-2-dropout"
 * layers.find(({ name }) => name === "hidden-2-dropout").removal.cutProbability; // => 0.0009765625
 * largestDrop.toFixed(3); // => "0.251"
 */
export function inspect(network: Network | ModelNetwork, options: InspectOptions = {}): InspectAnswer {
  return answerNow(inspectQuestion, {
    ...asObject(options, "options"),
    ask: "inspect",
    network,
  } satisfies InspectQuery);
}
