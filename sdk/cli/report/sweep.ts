import { countOf } from "../../plot/count-words.ts";
import { curveToText } from "../../plot/index.ts";
import { nounOf } from "../../plot/network-words.ts";
import type { SweepAnswer } from "../../queries/sweep-query.ts";
import type { ReportContext } from "./context.ts";
import { growthSentences } from "./growth.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";
import { removalSentences } from "./removal.ts";

/** One more than elsewhere, for the legend. */
const ROWS = 17;

export function reportSweep(answer: SweepAnswer, { file, columns, colour }: ReportContext): Report {
  const { kind, runs, seed, curve, query } = answer;
  const noun = nounOf(kind, query.network);
  const points = curve ? countOf(curve.length, "point") : "all steps";
  return {
    rows: [
      ...networkRows(query.network, file, kind === "site" ? "sites" : "bonds"),
      [query.attack === undefined ? "added" : "removed", `${noun}s ${orderOf(answer)}`],
      ["runs", `${runs}, seed ${seed}, ${points}`],
    ],
    figure: curveToText(answer, { columns, rows: ROWS, colour }),
    sentences: query.attack === undefined ? growthSentences(answer) : removalSentences(answer),
  };
}

function orderOf({ query, kind }: SweepAnswer): string {
  if (typeof query.attack === "string") {
    const product = kind === "bond" && query.attack === "degree" ? " at both ends" : "";
    return `by ${query.attack}${product}, the greatest first`;
  }
  return query.attack === undefined && query.order === undefined ? "in random order" : "in a given order";
}
