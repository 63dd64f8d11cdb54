import * as v from "valibot";
import { solveChain, solveLaw } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { version } from "../engine/version.gen.ts";
import { type AnyNetwork, isMedium } from "../networks/any.ts";
import { check } from "../networks/check.ts";
import { layersOf, networkField, unrollLayers } from "../networks/network.ts";
import { CERTAIN } from "../networks/removal.ts";
import { layeredCounts, SAMPLED_LAYERS } from "../sampling/layered-trials.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { reachModel } from "./models.ts";
import { type PathPlan, planPaths } from "./path.ts";
import { answerNow, type Question } from "./question.ts";
import { REPORTED_LAYERS, type Reach, shareOut } from "./reach-counts.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { fromLogs, planMethod } from "./survival.ts";
import { type TerminalOptions, terminalFields } from "./terminals.ts";
import { sampleWalks } from "./walks.ts";

/** The question `"reach"`: how many outputs are reached? */
export interface ReachQuery extends MethodOptions, TerminalOptions {
  readonly ask: "reach";
  readonly network: AnyNetwork;
}

/** The answer to a {@link ReachQuery}. */
export interface ReachAnswer extends Reach {
  readonly query: ReachQuery;
  readonly version: string;
}

export const reachSchema = v.strictObject({
  ask: v.literal("reach"),
  network: networkField,
  ...terminalFields,
  ...methodFields,
});

export const reachQuestion: Question<PathPlan<ReachQuery>, ReachAnswer> = {
  plan: (value) => planPaths(check(reachSchema, value, "")),
  *answer(plan) {
    return { ...(yield* findReach(plan)), query: plan.query, version };
  },
};

function* findReach({ network, terminals, method }: PathPlan<ReachQuery>): Steps<Reach> {
  if (isMedium(network)) {
    const { survival, distribution = [] } = yield* sampleWalks(network, terminals, method, true);
    const expected = distribution.reduce((sum, share, reached) => sum + share * reached, 0);
    return { ...survival, expected, distribution, layers: [] };
  }
  if (network.kind === "model") return yield* reachModel(network, method);
  const layers = layersOf(network);
  return planMethod(layers, method.method) === "exact" ? solveReach(layers) : yield* sampleLayers(layers, method);
}

function solveReach(layers: readonly Layer[]): Reach {
  const survival = fromLogs(solveChain(layers));
  const depth = layers.reduce((sum, layer) => sum + layer.repeat, 0);
  const forward = solveLaw(layers, Math.min(depth, REPORTED_LAYERS));
  const distribution = [survival.failure, ...forward.distribution].map((share, reached) =>
    reached === 0 ? share : share * survival.probability,
  );
  const expected = distribution.reduce((sum, share, reached) => sum + share * reached, 0);
  const reach = { ...survival, expected, distribution, layers: [...forward.shares] };
  return depth > REPORTED_LAYERS ? reach : { ...reach, bondsOnPath: bondsOnPath(layers, forward.shares) };
}

/**
 * A bond lies on an open path when it is open, its source is reached from the inputs and its target reaches
 * the outputs: three independent events, the last being reach in the network turned around.
 */
function bondsOnPath(layers: readonly Layer[], shares: Float64Array): number[] {
  const unrolled = unrollLayers(layers, REPORTED_LAYERS);
  const back = solveLaw(turnAround(layers), unrolled.length).shares.reverse();
  return unrolled.slice(1).map((layer, index) => layer.bonds.keep * (shares[index] ?? 0) * (back[index + 1] ?? 0));
}

/** The network from its outputs to its inputs. The bonds of a run lie between its layers, so they stay with it. */
function turnAround(layers: readonly Layer[]): Layer[] {
  const turned: Layer[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Layer;
    const bonds = layers[index + 1]?.bonds ?? CERTAIN;
    turned.push({ ...layer, bonds, repeat: 1 });
    if (layer.repeat > 1) turned.push({ ...layer, repeat: layer.repeat - 1 });
  }
  return turned;
}

function* sampleLayers(layers: readonly Layer[], method: CheckedMethod): Steps<Reach> {
  const counts = yield* sample(layeredCounts, { layers, seed: method.seed }, method.trials);
  return shareOut(counts, widthsOf(layers), method);
}

function widthsOf(layers: readonly Layer[]): number[] {
  return unrollLayers(layers, SAMPLED_LAYERS).map(({ width }) => width);
}

/**
 * How many outputs are reached from the inputs through what survives: expectation, full distribution,
 * the share of reached neurons in every layer, and for each weight layer the probability that one of its
 * bonds lies on an open path.
 *
 * Exact for fully connected layers, by carrying the law of the number of reached neurons forward:
 * O(layers x band^2). Probabilities below 1e-100 of the largest of their row of the chain are given as 0.
 *
 * Of a model the counts are sampled, and the path probability is exact where {@link pathProbability} is.
 *
 * On a lattice or graph, how many sites of `to` are reached from those of `from`, cycles or not, along the
 * direction of directed bonds: sampled, 128 trials a word. A trial's masks are those of {@link sampleMasks}.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link model}, {@link lattice}, {@link graph} or an
 *   importer.
 * @param options - Method, trials, seed, confidence: see {@link MethodOptions}; for lattices and graphs `from` and
 *   `to`, see {@link TerminalOptions}.
 * @throws PercolationError as {@link pathProbability}.
 *
 * @example
 * import { lattice, layered, reach } from "percolation";
 * const { distribution, expected } = reach(layered([1, 2], { dropBonds: 0.5 }));
 * distribution; // => [0.25, 0.5, 0.25]
 * expected; // => 1
 * const cone = lattice("directed-square", { size: [2, 2], keepBonds: 0.5 });
 * const { interval } = reach(cone, { from: [0], to: { axis: 1, at: -1 } });
 * interval.low < 0.75 && 0.75 < interval.high; // => true
 */
export function reach(network: AnyNetwork, options: MethodOptions & TerminalOptions = {}): ReachAnswer {
  return answerNow(reachQuestion, { ...options, ask: "reach", network });
}
