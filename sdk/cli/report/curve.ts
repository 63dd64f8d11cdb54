import { findHalfCrossing } from "../../plot/crossing.ts";
import { curveToText } from "../../plot/index.ts";
import { EXACT_DIGITS, significant } from "../../plot/numbers.ts";
import type { CurveAnswer } from "../../queries/curve.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./layout.ts";
import { networkRows } from "./network.ts";

export function reportCurve(answer: CurveAnswer, { file, columns, colour }: ReportContext): Report {
  const { of, points, query } = answer;
  const [first] = points;
  const sampled =
    first?.trials === undefined ? "exact" : `monte-carlo, ${first.trials} trials a point, seed ${first.seed}`;
  return {
    rows: [
      ...networkRows(query.network, file, of),
      ["varied", `drop rate of ${of}, ${query.from} to ${query.to} in ${points.length} points`],
      ["method", sampled],
    ],
    figure: curveToText(answer, { columns, colour }),
    sentences: [crossingSentence(answer)],
  };
}

function crossingSentence({ of, points }: CurveAnswer): string {
  const crossing = findHalfCrossing(points);
  if (crossing) {
    const [before, after] = [crossing.before, crossing.after].map((drop) => significant(drop, EXACT_DIGITS));
    return `The path probability falls below 1/2 between drop rates ${before} and ${after}; percolation critical --of ${of} finds the place.`;
  }
  const above = (points[0]?.probability ?? 0) >= 0.5;
  return `The path probability stays ${above ? "at 1/2 or above" : "below 1/2"} over the whole range.`;
}
