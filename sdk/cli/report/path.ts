import { isMedium } from "../../networks/any.ts";
import { survivalRows, survivalSentences } from "../../plot/survival-words.ts";
import type { PathAnswer } from "../../queries/path.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportPath(answer: PathAnswer, { file }: ReportContext): Report {
  return {
    rows: [...networkRows(answer.query.network, file), ...survivalRows(answer)],
    sentences: survivalSentences(answer, !isMedium(answer.query.network)),
  };
}
