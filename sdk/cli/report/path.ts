import { isLayered } from "../../plot/network-words.ts";
import type { PathAnswer } from "../../queries/path.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";
import { survivalRows, survivalSentences } from "./survival.ts";

export function reportPath(answer: PathAnswer, { file }: ReportContext): Report {
  return {
    rows: [...networkRows(answer.query.network, file), ...survivalRows(answer)],
    sentences: survivalSentences(answer, isLayered(answer.query.network)),
  };
}
