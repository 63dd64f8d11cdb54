import * as v from "valibot";
import type { Rate } from "../../engine/layers.ts";
import { normalQuantile } from "../../engine/mathematics.ts";
import type { Means } from "../../engine/training/penalty/criterion.ts";
import type { Training } from "../../engine/training/run.ts";
import { PercolationError } from "../../errors.ts";
import { check, integer, level, name } from "../../networks/check.ts";
import { checkLayered, type LayeredNetwork } from "../../networks/layered.ts";
import { seed } from "../../networks/seed.ts";
import type { Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import type { Interval } from "../../statistics/wilson.ts";
import { type TrainingControl, watch } from "../advance.ts";
import { checkOptions, trainingOf } from "../options.ts";
import { checkExamples, type WeightedExample } from "./examples.ts";
import { enumerate, type Subject, sample, spread } from "./means.ts";
import { chooseMethod, requireFew, requireLinear } from "./methods.ts";
import { checkWeighted, type WeightedNetwork } from "./network.ts";
import { checkRates, type RemovalRates } from "./rates.ts";

/** How often neurons are removed, and how the mean over the masks is found. */
export interface CriterionOptions extends RemovalRates {
  /**
   * `"moments"`: the variance of the output, layer by layer; for linear networks, and for ReLU networks in which
   * nothing in front of the output is negative: inputs, weights up to the last hidden layer, and biases of hidden layers.
   * `"enumeration"`: all masks, for up to 24 neurons that can be removed and up to 2^33 multiplications, some ten seconds.
   * `"monte-carlo"`: seeded trials. `"auto"`, the default: the first of these that applies.
   */
  readonly method?: "auto" | "moments" | "enumeration" | "monte-carlo";
  /** Number of trials, 2..2^32; 100000 unless given. Exact methods do not use it. */
  readonly trials?: number;
  /** Seed of the trials, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Confidence of the interval, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

/** What dropout minimises, and how it differs from the risk. */
export interface CriterionAnswer {
  /** J_D: the mean of (D - y)^2 over examples and masks, D being the output under a mask. */
  readonly criterion: number;
  /** R: the mean of (W - y)^2 over examples, W being the output without removal. */
  readonly risk: number;
  /** J_D - R, found without that subtraction: it may be negative. */
  readonly penalty: number;
  readonly method: "moments" | "enumeration" | "monte-carlo";
  /** Sampled: for the penalty; by its standard error. */
  readonly interval?: Interval;
  /** Sampled: of penalty and criterion alike. */
  readonly standardError?: number;
  readonly trials?: number;
  readonly seed?: string;
}

const schema = v.strictObject({
  drop: v.optional(v.unknown()),
  keep: v.optional(v.unknown()),
  method: v.optional(name("auto", "moments", "enumeration", "monte-carlo"), "auto"),
  trials: v.optional(integer(2, 2 ** 32), 100_000),
  seed: v.optional(seed, "0"),
  confidence: v.optional(level, 0.95),
});

/**
 * The dropout criterion J_D of a network with given weights, its risk R and the dropout penalty J_D - R, for the square
 * loss.
 *
 * Every neuron but the output can be removed, inputs too, each with its layer's rate; survivors are divided by the rate
 * at which they are kept. Enumeration goes through all 2^n masks of n neurons in the order of a Gray code, and is good to
 * about 14 digits: a mask takes some 10 ns where most of the n are in the last hidden layer, and up to a pass through all
 * layers behind the inputs where the n are inputs. Moments cost the cube of the width a layer; trials have the masks that
 * `sampleMasks` draws for `layered(widths, { dropInputs, dropSites })`, and cost as many passes as there are examples.
 *
 * @param network - Widths, activation, weights and biases; see {@link WeightedNetwork}.
 * @param data - Examples by weight: {@link onlyAt}, {@link halfAtOrigin}, or any others.
 * @param options - The rate, as `drop` or `keep`: one for all, or one for each layer but the output, inputs first; the
 *   method.
 * @throws PercolationError `invalid-input` for shapes that do not match, numbers that are not finite, rates out of range;
 *   `too-large` for more than 24 removable neurons, or 2^33 multiplications for all masks of all examples, by enumeration,
 *   and for layers too wide for moments; `method-unavailable` for moments of a network that does not act linearly.
 * @see Helmbold and Long, "Surprising properties of dropout in deep networks", arXiv:1602.04484. The form by moments is
 *   this project's derivation.
 *
 * @example
 * import { differenceNetwork, dropoutCriterion, onlyAt } from "percolation/training";
 * const { criterion, risk, penalty, method } = dropoutCriterion(differenceNetwork(), onlyAt([1, -1], 8), { drop: 0.5 });
 * [criterion, risk, penalty]; // => [54, 64, -10]
 * method; // => "enumeration"
 */
export function dropoutCriterion(
  network: WeightedNetwork,
  data: readonly WeightedExample[],
  options: CriterionOptions,
): CriterionAnswer {
  return solve(findCriterion(checkCriterion(network, data, options)));
}

/**
 * The same with pauses in which other work goes on, and with the same bits. Pauses are behind whole examples, or trials:
 * all masks of one example hold other work up for some ten seconds at the most, some 0.3 s for 2^24 masks of narrow layers;
 * moments of wide layers hold it up for some seconds.
 *
 * @param network - As of {@link dropoutCriterion}, as are `data` and `options`.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many examples are
 *   done, or trials where they are sampled.
 * @throws PercolationError as {@link dropoutCriterion}, by a promise that is rejected.
 *
 * @example
 * import { differenceNetwork, dropoutCriterionAsync, onlyAt } from "percolation/training";
 * const heard: [number, number][] = [];
 * const control = { onProgress: (done: number, total: number) => heard.push([done, total]) };
 * const options = { drop: 0.5, method: "monte-carlo", trials: 1000 } as const;
 * const { risk } = await dropoutCriterionAsync(differenceNetwork(), onlyAt([1, -1], 8), options, control);
 * [risk, heard.at(-1)]; // => [64, [1000, 1000]]
 */
export async function dropoutCriterionAsync(
  network: WeightedNetwork,
  data: readonly WeightedExample[],
  options: CriterionOptions,
  control: TrainingControl = {},
): Promise<CriterionAnswer> {
  const checked = checkCriterion(network, data, options);
  return watch(() => findCriterion(checked), control);
}

interface CheckedCriterion extends Subject {
  readonly method: CriterionAnswer["method"];
  readonly trials: number;
  readonly seed: string;
  readonly confidence: number;
}

function checkCriterion(
  given: WeightedNetwork,
  data: readonly WeightedExample[],
  options: CriterionOptions,
): CheckedCriterion {
  const network = checkWeighted(given);
  const { drop, keep, method: wanted, trials, seed, confidence } = check(schema, options, "options");
  const rates = checkRates({ drop, keep } as RemovalRates, network.widths.length - 1, "options");
  const samples = checkExamples(data, network.widths[0] ?? 0);
  const method = wanted === "auto" ? chooseMethod(network, samples, rates) : wanted;
  const training = trainingWith(network, rates, seed, samples.count);
  if (method === "moments") requireLinear(network, samples);
  if (method === "enumeration") requireFew(network, samples, rates);
  return { network, training, samples, method, trials, seed, confidence };
}

function* findCriterion(checked: CheckedCriterion): Steps<CriterionAnswer> {
  const { method, trials, seed, confidence } = checked;
  if (method === "moments") return { ...requireFinite(yield* spread(checked)), method };
  if (method === "enumeration") return { ...requireFinite(yield* enumerate(checked)), method };
  const { risk, mean: penalty, deviations } = yield* sample(checked, trials);
  const standardError = Math.sqrt(deviations / (trials - 1) / trials);
  const half = -normalQuantile((1 - confidence) / 2) * standardError;
  const interval = { low: penalty - half, high: penalty + half, confidence };
  const means = requireFinite({ criterion: risk + penalty, risk, penalty });
  return { ...means, method, interval, standardError, trials, seed };
}

/** The network whose masks the trials have: that of `sampleMasks`. */
export function removalOf(widths: readonly number[], rates: readonly Rate[]): LayeredNetwork {
  const [inputs, ...sites] = rates.map(({ drop }) => drop);
  return checkLayered({ kind: "layered", widths, dropInputs: inputs, dropSites: sites });
}

function trainingWith({ widths, activation }: WeightedNetwork, rates: readonly Rate[], seed: string, count: number) {
  const training = trainingOf(removalOf(widths, rates), checkOptions({ activation, seed }), count);
  // Rates as they were given: 1 - (1 - keep) is not always keep.
  const layers = training.layers.map((layer, index) => ({ ...layer, sites: rates[index] ?? layer.sites }));
  return { ...training, layers } satisfies Training;
}

function requireFinite(means: Means): Means {
  if (Object.values(means).every(Number.isFinite)) return means;
  const message = "network.weights: expected ones whose outputs and squared errors are finite, got larger ones";
  throw new PercolationError("invalid-input", message, { field: "network.weights" });
}
