import type { PathAnswer } from "../../queries/path.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";
import { survivalRows, survivalSentences } from "./survival.ts";

export function reportPath(answer: PathAnswer, { model }: ReportContext): Report {
  return {
    rows: [...networkRows(answer.query.network, model), ...survivalRows(answer)],
    sentences: survivalSentences(answer),
  };
}
