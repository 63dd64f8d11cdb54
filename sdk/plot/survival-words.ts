import type { Survival } from "../queries/survival.ts";
import { countOf } from "./count-words.ts";
import { ESTIMATE_DIGITS, EXACT_DIGITS, percent, significant, writeOneIn, writeShare } from "./numbers.ts";

type Row = readonly [string, string];

/** The rows that every answer with a path probability has. */
export function survivalRows(survival: Survival): Row[] {
  return [
    ["method", survival.method],
    ["path survives", writeOpen(survival)],
    ["cut", writeCut(survival)],
    ...sampledRows(survival),
  ];
}

/** Theta with the digits that the method gives. */
export function writeOpen({ probability, failure, log10Probability, log10Failure, method }: Survival): string {
  const open = { value: probability, log10: log10Probability, complement: failure, log10Complement: log10Failure };
  return writeShare(open, digitsOf(method));
}

/** The failure with the digits that the method gives. */
export function writeCut({ probability, failure, log10Probability, log10Failure, method }: Survival): string {
  const cut = { value: failure, log10: log10Failure, complement: probability, log10Complement: log10Probability };
  return writeShare(cut, digitsOf(method));
}

function digitsOf(method: Survival["method"]): number {
  return method === "exact" ? EXACT_DIGITS : ESTIMATE_DIGITS;
}

function sampledRows({ trials, open, seed, interval }: Survival): Row[] {
  if (trials === undefined || open === undefined || !interval) return [];
  const [low, high] = [interval.low, interval.high].map((end) => significant(end, ESTIMATE_DIGITS));
  return [
    ["trials", `${open} of ${trials} left an open path, seed ${seed}`],
    [`${percent(interval.confidence)} interval`, `${low} to ${high}`],
  ];
}

/** What a path probability means for masks and, in a network of layers, for training. */
export function survivalSentences(survival: Survival, layered: boolean): string[] {
  const frequency = survival.trials === undefined ? exactFrequency(survival) : sampledFrequency(survival);
  const neverCut = survival.log10Failure === Number.NEGATIVE_INFINITY;
  if (neverCut || !layered) return [frequency];
  return [frequency, "In a network without biases, a step with a mask that cuts every path changes no weight."];
}

/** Masks that no training run is long enough to meet. */
const OUT_OF_REACH = -15;

function exactFrequency({ probability, failure, log10Probability, log10Failure }: Survival): string {
  if (log10Failure === Number.NEGATIVE_INFINITY) return "Every mask leaves an open path: nothing can cut this network.";
  if (log10Probability === Number.NEGATIVE_INFINITY) return "Every mask cuts every path: nothing passes this network.";
  if (failure < 0.1) {
    const rare = log10Failure < OUT_OF_REACH ? ", more than any training run draws" : "";
    return `About one mask in ${writeOneIn(failure, log10Failure)} cuts every path${rare}.`;
  }
  if (probability < 0.1) {
    return `Only about one mask in ${writeOneIn(probability, log10Probability)} leaves an open path; all others cut every path.`;
  }
  const hundredths = Math.round(100 * probability);
  return `About ${hundredths} of 100 masks leave an open path; the other ${100 - hundredths} cut every path.`;
}

function sampledFrequency(survival: Survival): string {
  const { trials = 0, open = 0, interval = { low: 0, high: 1, confidence: 0 } } = survival;
  if (survival.method === "mixed" && open > 0 && open < trials) {
    return `${exactFrequency(survival)} Parts of the network are exact, the others an estimate from ${countOf(trials, "sampled mask")}.`;
  }
  if (open > 0 && open < trials) {
    return `${exactFrequency(survival)} This is an estimate from ${countOf(trials, "sampled mask")}.`;
  }
  if (survival.method === "mixed" && open === trials) {
    const most = significant(1 - interval.low, 3);
    return `Parts of the network are exact; through the others ${countOf(trials, "sampled mask")} of ${trials} left an open path. With ${percent(interval.confidence)} confidence the probability of a cut is at most ${most}; the exact parts alone make ${writeCut(survival)} of it.`;
  }
  const all = trials === 1 ? "The one sampled mask" : `All ${countOf(trials, "sampled mask")}`;
  const confidence = `with ${percent(interval.confidence)} confidence`;
  const bound = significant(open === 0 ? interval.high : 1 - interval.low, 3);
  if (open === 0) return `${all} cut every path; ${confidence} the probability of an open path is at most ${bound}.`;
  return `${all} left an open path; ${confidence} the probability of a cut is at most ${bound}.`;
}
