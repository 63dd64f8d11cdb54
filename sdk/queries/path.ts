import * as v from "valibot";
import { version } from "../engine/version.gen.ts";
import { type AnyNetwork, checkAny, isMedium } from "../networks/any.ts";
import { check } from "../networks/check.ts";
import { layersOf, networkField } from "../networks/network.ts";
import type { Steps } from "../sampling/sampler.ts";
import { surviveNetwork } from "./models.ts";
import { answerNow, type Question } from "./question.ts";
import { type CheckedMethod, type MethodOptions, methodFields } from "./sampling-options.ts";
import { type Survival, surviveLayers } from "./survival.ts";
import { type CheckedTerminals, givenOf, refuseTerminals, type TerminalOptions, terminalFields } from "./terminals.ts";
import { sampleWalks } from "./walks.ts";

/** The question `"path"`: how likely is it that an open path exists? */
export interface PathQuery extends MethodOptions, TerminalOptions {
  readonly ask: "path";
  readonly network: AnyNetwork;
}

/** The answer to a {@link PathQuery}. */
export interface PathAnswer extends Survival {
  readonly query: PathQuery;
  readonly version: string;
}

export const pathSchema = v.strictObject({
  ask: v.literal("path"),
  network: networkField,
  ...terminalFields,
  ...methodFields,
});

/** What a query of paths between inputs and outputs, or between sets of sites, comes to. */
export interface PathPlan<Query = PathQuery> {
  readonly query: Query;
  readonly network: AnyNetwork;
  readonly terminals: CheckedTerminals;
  readonly method: CheckedMethod;
}

export const pathQuestion: Question<PathPlan, PathAnswer> = {
  plan: (value) => planPaths(check(pathSchema, value, "")),
  *answer(plan) {
    return { ...(yield* survive(plan)), query: plan.query, version };
  },
};

type PathFields = CheckedMethod & CheckedTerminals & { readonly network: object };

/** Checks the network, and that terminals are given for lattices and graphs alone. */
export function planPaths<Ask extends string>({
  ask,
  network: given,
  from,
  to,
  spare,
  ...method
}: PathFields & { readonly ask: Ask }) {
  const terminals = { from, to, spare };
  const network = checkAny(given);
  if (!isMedium(network)) refuseTerminals(terminals);
  const query = { ask, network, ...(isMedium(network) ? givenOf(terminals) : {}), ...method };
  return { query, network, terminals, method };
}

function* survive({ network, terminals, method }: PathPlan): Steps<Survival> {
  if (isMedium(network)) return (yield* sampleWalks(network, terminals, method, false)).survival;
  if (network.kind === "model") return yield* surviveNetwork(network, method);
  return yield* surviveLayers(layersOf(network), method);
}

/**
 * Probability theta that some path from an input to an output survives random removal.
 *
 * Exact for fully connected layers: the number of reached neurons is a Markov chain from layer to layer,
 * K' ~ Binomial(width, keepSites (1 - dropBonds^K)), and theta and 1 - theta are both sums of positive
 * terms, so both keep about 11 digits however small. Costs O(sum of width x band), bands being some
 * 20 sqrt(width): 0.1 ms for 784-300-100-10, below 0.1 s for width 1000 and 100 layers; a run of
 * equal layers of any length costs no more than the layers after which it settles.
 * Sampled otherwise: 128 trials a word, at most one drawn word per neuron and bond.
 *
 * A model is solved likewise where its units are exchangeable, sampled elsewhere, and in parts where only some of them are
 * (`method: "mixed"`): see docs/models.md.
 *
 * On a lattice or graph, the probability that some site of `to` is reached from some site of `from` (so
 * two-terminal reliability, when both are single sites), along the direction of directed bonds. Sampled.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link model}, {@link lattice}, {@link graph} or an
 *   importer.
 * @param options - Method, trials, seed, confidence: see {@link MethodOptions}; for lattices and graphs `from` and
 *   `to`, see {@link TerminalOptions}.
 * @returns Probabilities without unit; sampled answers carry counts, seed and Wilson's interval.
 * @throws PercolationError `invalid-input`; `method-unavailable` for an exact answer on missing connections;
 *   `too-large` when the work or memory needed is beyond the limits.
 * @see Devlin and Sanders, arXiv:2512.13853, for the percolation function theta.
 *
 * @example
 * import { layered, pathProbability } from "percolation";
 * const network = layered([784, 300, 100, 10], { dropBonds: 0.998 });
 * pathProbability(network).probability.toFixed(9); // => "0.528929142"
 * pathProbability(network, { method: "monte-carlo", trials: 1280, seed: 7 }).trials; // => 1280
 */
export function pathProbability(network: AnyNetwork, options: MethodOptions & TerminalOptions = {}): PathAnswer {
  return answerNow(pathQuestion, { ...options, ask: "path", network });
}
