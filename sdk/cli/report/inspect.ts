import { failureWords, inspectSentences } from "../../plot/inspect/words.ts";
import { ESTIMATE_DIGITS, significant } from "../../plot/numbers.ts";
import { plainName } from "../../plot/plain-name.ts";
import { survivalRows } from "../../plot/survival-words.ts";
import type { InspectAnswer } from "../../queries/inspect/answer.ts";
import type { ReportContext } from "./context.ts";
import { inspectTable } from "./inspect-table.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

/** Characters of a finding that are shown: the names in it are the file's. */
const FINDING = 400;

export function reportInspect(answer: InspectAnswer, { file, all }: ReportContext): Report {
  const { layers, failureBelow, largestDrop, findings, query } = answer;
  const removes = layers.some(({ removal }) => removal);
  const bound = significant(failureBelow, ESTIMATE_DIGITS);
  return {
    rows: [
      ...networkRows(query.network, file),
      ...survivalRows(answer),
      ...(removes
        ? [
            [
              "largest drop",
              `${significant(largestDrop, ESTIMATE_DIGITS)} in common, ${failureWords(answer)} below ${bound}`,
            ] as const,
          ]
        : []),
    ],
    findings: findings.map(({ kind, message }) => `! ${kind.replaceAll("-", " ")}: ${plainName(message, FINDING)}`),
    figure: inspectTable(answer, all),
    sentences: inspectSentences(answer),
  };
}
