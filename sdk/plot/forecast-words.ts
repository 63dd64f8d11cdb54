import type { Outlook } from "../queries/outlook.ts";
import type { Interval } from "../statistics/wilson.ts";
import { countOf } from "./count-words.ts";
import { ESTIMATE_DIGITS, percent, significant, writeAbout, writePower } from "./numbers.ts";

/** What is said of a training run. */
export interface TrainingRun extends Outlook {
  readonly steps: number;
  /** Sampled answers: how many masks, and the interval for the probability of a path. */
  readonly trials?: number | undefined;
  readonly interval?: Interval | undefined;
}

export function writeNoUpdate({ noUpdateProbability, log10NoUpdateProbability }: TrainingRun): string {
  if (noUpdateProbability === 0) return writePower(log10NoUpdateProbability);
  return significant(noUpdateProbability, ESTIMATE_DIGITS);
}

/** Expected number of the first step that changes nothing. */
export function writeFirstCutStep({ expectedFirstCutStep, log10ExpectedFirstCutStep, trials }: TrainingRun): string {
  if (expectedFirstCutStep < 1e15) return significant(expectedFirstCutStep, ESTIMATE_DIGITS);
  if (Number.isFinite(log10ExpectedFirstCutStep)) return writePower(log10ExpectedFirstCutStep);
  return trials === undefined ? "never" : "not seen";
}

/** What a training run will see, in sentences. */
export function trainingSentences(outlook: TrainingRun): string[] {
  const { expectedUpdates, log10ExpectedFirstCutStep, steps } = outlook;
  if (expectedUpdates === 0) return [`None of ${countOf(steps, "step")} changes any weight: every path is always cut.`];
  if (!Number.isFinite(log10ExpectedFirstCutStep)) return [neverSentence(outlook)];
  return [updatesSentence(expectedUpdates, steps), waitingSentence(outlook), noUpdateSentence(outlook)];
}

function neverSentence({ steps, trials, interval }: TrainingRun): string {
  if (trials === undefined || !interval) return `Each of ${countOf(steps, "step")} changes some weight.`;
  const idle = Math.min(steps, Math.ceil(Number((steps * (1 - interval.low)).toPrecision(6))));
  return `With no cut in ${countOf(trials, "sampled mask")}, at most about ${writeAbout(idle)} of ${countOf(steps, "step")} change nothing, with ${percent(interval.confidence)} confidence.`;
}

function updatesSentence(expectedUpdates: number, steps: number): string {
  const idle = steps - expectedUpdates;
  if (idle < 0.5) return `All of ${countOf(steps, "step")} are expected to change some weight.`;
  if (expectedUpdates < 0.5) return `Not one of ${countOf(steps, "step")} is expected to change a weight.`;
  const [updates, rest] = [writeAbout(expectedUpdates), writeAbout(idle)];
  return `Of ${countOf(steps, "step")} about ${updates} change some weight; about ${rest} change nothing, every path being cut.`;
}

function waitingSentence({ expectedFirstCutStep, log10ExpectedFirstCutStep, steps }: TrainingRun): string {
  const inReach = expectedFirstCutStep < 1e15;
  const number = inReach ? writeAbout(expectedFirstCutStep) : `10^${Math.round(log10ExpectedFirstCutStep)}`;
  const beyond = expectedFirstCutStep > steps ? ", after the end of this run" : "";
  return `The first step that changes nothing is to be expected about step ${number}${beyond}.`;
}

function noUpdateSentence(outlook: TrainingRun): string {
  if (outlook.noUpdateProbability > 0.5) return "Most likely the whole run changes nothing.";
  return `The whole run changes nothing with probability ${writeNoUpdate(outlook)}.`;
}
