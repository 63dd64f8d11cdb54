import { ESTIMATE_DIGITS, EXACT_DIGITS, percent, significant } from "../../plot/numbers.ts";
import type { CriticalAnswer } from "../../queries/critical.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportCritical(answer: CriticalAnswer, { file }: ReportContext): Report {
  const { drop, keep, level, method, trials, seed, interval, query } = answer;
  const digits = method === "exact" ? EXACT_DIGITS : ESTIMATE_DIGITS;
  const ends = interval && [interval.low, interval.high].map((end) => significant(end, ESTIMATE_DIGITS));
  return {
    rows: [
      ...networkRows(query.network, file, query.of),
      ["method", method],
      ["critical drop", `${significant(drop, digits)} of ${query.of}`],
      ["critical keep", significant(keep, digits)],
      ["level", String(level)],
      ...(trials === undefined ? [] : [["trials", `${trials} at each rate tried, seed ${seed}`] as const]),
      ...(ends ? [[`${percent(interval.confidence)} interval`, ends.join(" to ")] as const] : []),
    ],
    sentences: [sentence(answer)],
  };
}

function sentence({ drop, keep, level, query: { of } }: CriticalAnswer): string {
  const removed = of === "sites" ? "hidden neurons" : "weights";
  if (drop === 0) return `The path probability is below ${level} even when no ${removed} are removed.`;
  if (keep === 0) return `The path probability never falls below ${level}, whatever the drop rate of ${removed}.`;
  const rate = drop < 0.999999 ? significant(drop, ESTIMATE_DIGITS) : `1 - ${significant(keep, ESTIMATE_DIGITS)}`;
  if (level === 0.5) {
    return `Beyond a drop rate of ${rate} of ${removed}, a mask is more likely to cut every path than to leave one open.`;
  }
  return `Beyond a drop rate of ${rate} of ${removed}, an open path exists with probability below ${level}.`;
}
