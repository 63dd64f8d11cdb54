import { SUM_DIGITS, significant, writePower } from "../../plot/numbers.ts";
import type { PathCountAnswer } from "../../queries/paths.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportPaths(answer: PathCountAnswer, { file }: ReportContext): Report {
  const { expected, log10Expected, relativeSecondMoment, log10RelativeSecondMoment, query } = answer;
  const [lower, upper] = [answer.lowerBound, answer.upperBound].map((bound) => significant(bound, SUM_DIGITS));
  const possible = log10Expected > Number.NEGATIVE_INFINITY;
  const moment = possible ? writeLarge(relativeSecondMoment, log10RelativeSecondMoment) : "undefined";
  return {
    rows: [
      ...networkRows(query.network, file),
      ["method", "exact"],
      ["open paths", `${writeLarge(expected, log10Expected)} expected`],
      ["E N^2 / (E N)^2", moment],
      ["path survives", `${lower} to ${upper}`],
    ],
    sentences: possible
      ? [
          `The first two moments of the number of open paths bound the path probability: at least ${lower}, at most ${upper}.`,
        ]
      : ["No path can be open."],
  };
}

/** A number that may be beyond what a double holds, at either end. */
function writeLarge(value: number, log10: number): string {
  const held = Number.isFinite(value) && (value > 0 || log10 === Number.NEGATIVE_INFINITY);
  return held ? significant(value, SUM_DIGITS) : writePower(log10);
}
