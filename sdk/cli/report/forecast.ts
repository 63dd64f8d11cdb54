import { writeCount } from "../../plot/count-words.ts";
import { trainingSentences, writeFirstCutStep, writeNoUpdate } from "../../plot/forecast-words.ts";
import { SUM_DIGITS, significant } from "../../plot/numbers.ts";
import { survivalRows } from "../../plot/survival-words.ts";
import type { ForecastAnswer } from "../../queries/forecast.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportForecast(answer: ForecastAnswer, { file }: ReportContext): Report {
  const { steps, batch = 1, maskPer, network } = answer.query;
  const outlook = { ...answer, steps };
  const perSample = maskPer === "sample";
  const masks = perSample ? `batches of ${batch}, a mask for each sample` : "one mask each";
  return {
    rows: [
      ...networkRows(network, file),
      ...survivalRows(answer),
      ["steps", `${writeCount(steps)}, ${masks}`],
      ...(perSample ? [["a step updates", significant(answer.updateProbability, SUM_DIGITS)] as const] : []),
      ["expected updates", significant(answer.expectedUpdates, SUM_DIGITS)],
      ["no update at all", writeNoUpdate(outlook)],
      ["first cut step", writeFirstCutStep(outlook)],
    ],
    sentences: [
      ...trainingSentences(outlook),
      "This is for networks without biases, and an upper bound of updates where inactive ReLU units cut further paths.",
    ],
  };
}
