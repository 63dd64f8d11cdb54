import { countOf, writeCount } from "../../plot/count-words.ts";
import type { ForecastAnswer } from "../../queries/forecast.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";
import { ESTIMATE_DIGITS, SUM_DIGITS, significant, writeAbout, writePower } from "./numbers.ts";
import { survivalRows } from "./survival.ts";

export function reportForecast(answer: ForecastAnswer, { file }: ReportContext): Report {
  const { steps, batch = 1, maskPer, network } = answer.query;
  const perSample = maskPer === "sample";
  const masks = perSample ? `batches of ${batch}, a mask for each sample` : "one mask each";
  return {
    rows: [
      ...networkRows(network, file),
      ...survivalRows(answer),
      ["steps", `${writeCount(steps)}, ${masks}`],
      ...(perSample ? [["a step updates", significant(answer.updateProbability, SUM_DIGITS)] as const] : []),
      ["expected updates", significant(answer.expectedUpdates, SUM_DIGITS)],
      ["no update at all", writeNoUpdate(answer)],
      ["first cut step", writeFirstCutStep(answer)],
    ],
    sentences: [
      ...trainingSentences(answer),
      "This is for networks without biases, and an upper bound of updates where inactive ReLU units cut further paths.",
    ],
  };
}

function writeNoUpdate({ noUpdateProbability, log10NoUpdateProbability }: ForecastAnswer): string {
  if (noUpdateProbability === 0) return writePower(log10NoUpdateProbability);
  return significant(noUpdateProbability, ESTIMATE_DIGITS);
}

/** Expected number of the first step that changes nothing. */
function writeFirstCutStep({ expectedFirstCutStep, log10ExpectedFirstCutStep }: ForecastAnswer): string {
  if (expectedFirstCutStep < 1e15) return significant(expectedFirstCutStep, ESTIMATE_DIGITS);
  return Number.isFinite(log10ExpectedFirstCutStep) ? writePower(log10ExpectedFirstCutStep) : "never";
}

function trainingSentences(answer: ForecastAnswer): string[] {
  const { expectedUpdates, log10ExpectedFirstCutStep, query } = answer;
  const { steps } = query;
  if (expectedUpdates === 0) return [`None of ${countOf(steps, "step")} changes any weight: every path is always cut.`];
  if (!Number.isFinite(log10ExpectedFirstCutStep)) return [`Each of ${countOf(steps, "step")} changes some weight.`];
  return [updatesSentence(expectedUpdates, steps), waitingSentence(answer), noUpdateSentence(answer)];
}

function updatesSentence(expectedUpdates: number, steps: number): string {
  const idle = steps - expectedUpdates;
  if (idle < 0.5) return `All of ${countOf(steps, "step")} are expected to change some weight.`;
  if (expectedUpdates < 0.5) return `Not one of ${countOf(steps, "step")} is expected to change a weight.`;
  const [updates, rest] = [writeAbout(expectedUpdates), writeAbout(idle)];
  return `Of ${countOf(steps, "step")} about ${updates} change some weight; about ${rest} change nothing, every path being cut.`;
}

function waitingSentence({ expectedFirstCutStep, log10ExpectedFirstCutStep, query }: ForecastAnswer): string {
  const inReach = expectedFirstCutStep < 1e15;
  const number = inReach ? writeAbout(expectedFirstCutStep) : `10^${Math.round(log10ExpectedFirstCutStep)}`;
  const beyond = expectedFirstCutStep > query.steps ? ", after the end of this run" : "";
  return `The first step that changes nothing is to be expected about step ${number}${beyond}.`;
}

function noUpdateSentence(answer: ForecastAnswer): string {
  if (answer.noUpdateProbability > 0.5) return "Most likely the whole run changes nothing.";
  return `The whole run changes nothing with probability ${writeNoUpdate(answer)}.`;
}
