import type { LogSurvival } from "../engine/exact.ts";
import { solveChain } from "../engine/exact.ts";
import type { Layer } from "../engine/layers.ts";
import { exp, log, log1p, toLog10 } from "../engine/mathematics.ts";
import { PercolationError } from "../errors.ts";
import { layeredTrials } from "../sampling/layered-trials.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { type Interval, wilsonInterval } from "../statistics/wilson.ts";
import type { CheckedMethod } from "./sampling-options.ts";

/** The path probability, exact or estimated. */
export interface Survival {
  /** Probability theta that an open path exists. */
  readonly probability: number;
  /**
   * 1 - theta, computed without cancellation; 0 where it is below 5e-324. Mixed answers whose trials are all open know
   * that of their exact parts alone: the interval says how much more it may be.
   */
  readonly failure: number;
  /** log10 of the failure, however small; -Infinity (null in JSON) when it is exactly 0. */
  readonly log10Failure: number;
  /** log10 of theta, however small; -Infinity (null in JSON) when it is exactly 0. */
  readonly log10Probability: number;
  /** `"mixed"`: a model of which some parts in a row are exact and the others sampled. */
  readonly method: "exact" | "monte-carlo" | "mixed";
  /** Sampled answers: number of trials. */
  readonly trials?: number;
  /** Sampled answers: trials with an open path; mixed ones: through the parts that are sampled. */
  readonly open?: number;
  /** Sampled answers: the seed, as decimal text. */
  readonly seed?: string;
  /** Sampled answers: Wilson's interval for theta. */
  readonly interval?: Interval;
}

/** Whether the exact chain applies, or trials are to be run. */
export function planMethod(layers: readonly Layer[], method: CheckedMethod["method"]): "exact" | "monte-carlo" {
  const sparse = layers.some((layer) => layer.wiring);
  if (method === "exact" && sparse) {
    throw new PercolationError(
      "method-unavailable",
      'method: expected "monte-carlo" or "auto" for a network with missing connections, got "exact"',
      { field: "method" },
    );
  }
  if (method === "auto") return sparse ? "monte-carlo" : "exact";
  return method;
}

/** Solves or samples the path probability of `layers`. */
export function* surviveLayers(layers: readonly Layer[], options: CheckedMethod): Steps<Survival> {
  if (planMethod(layers, options.method) === "exact") return fromLogs(solveChain(layers));
  const { trials, seed } = options;
  const open = yield* sample(layeredTrials, { layers, seed }, trials);
  return fromTrials(open, options);
}

/** Of the two logarithms the smaller is the precise one; the rest follows from it. */
export function fromLogs({ logOpen, logCut }: LogSurvival): Survival {
  const rare = exp(logOpen < logCut ? logOpen : logCut);
  const common = log1p(-rare);
  const [probability, failure] = logOpen < logCut ? [rare, 1 - rare] : [1 - rare, rare];
  return {
    probability,
    failure,
    log10Failure: toLog10(logOpen < logCut ? common : logCut),
    log10Probability: toLog10(logOpen < logCut ? logOpen : common),
    method: "exact",
  };
}

/** The estimate that `open` of so many trials give. */
export function fromTrials(open: number, { trials, seed, confidence }: CheckedMethod): Survival {
  const probability = open / trials;
  const failure = (trials - open) / trials;
  return {
    probability,
    failure,
    log10Failure: toLog10(log(failure)),
    log10Probability: toLog10(log(probability)),
    method: "monte-carlo",
    trials,
    open,
    seed,
    interval: wilsonInterval(open, trials, confidence),
  };
}
