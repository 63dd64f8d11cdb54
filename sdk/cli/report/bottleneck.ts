import { writeCount } from "../../plot/count-words.ts";
import { curveToText } from "../../plot/index.ts";
import { isLayered } from "../../plot/network-words.ts";
import { ESTIMATE_DIGITS, significant } from "../../plot/numbers.ts";
import type { BottleneckAnswer } from "../../queries/bottleneck.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportBottleneck(answer: BottleneckAnswer, { file, columns, colour }: ReportContext): Report {
  const { of, trials, seed, median, always, never, drops, query } = answer;
  const [first, last] = [drops[0], drops[drops.length - 1]];
  const range = first === undefined || last === undefined ? [] : [first, last];
  return {
    rows: [
      ...networkRows(query.network, file, of),
      ["varied", `drop rate of ${of}`],
      ["trials", `${writeCount(trials)}, seed ${seed}`],
      ["median", significant(median, ESTIMATE_DIGITS)],
      ...(range.length > 0
        ? [["last paths lost", range.map((drop) => significant(drop, ESTIMATE_DIGITS)).join(" to ")] as const]
        : []),
      ...(always > 0 ? [["never cut", `${always} of ${trials}`] as const] : []),
      ...(never > 0 ? [["always cut", `${never} of ${trials}`] as const] : []),
    ],
    figure: curveToText(answer, { columns, colour }),
    sentences: [sentence(answer)],
  };
}

function sentence({ of, median, always, never, trials, query }: BottleneckAnswer): string {
  const removed = isLayered(query.network) ? (of === "sites" ? "hidden neurons" : "weights") : of;
  if (2 * always >= trials) return `Half of the trials or more keep a path whatever the drop rate of ${removed}.`;
  if (2 * never >= trials) return `Half of the trials or more have no path even when no ${removed} are removed.`;
  return `At a drop rate of ${significant(median, ESTIMATE_DIGITS)} of ${removed}, half of the trials have lost their last path.`;
}
