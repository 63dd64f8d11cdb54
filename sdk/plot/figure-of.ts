import { badInput } from "../errors.ts";
import type { BottleneckAnswer } from "../queries/bottleneck.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import type { SweepAnswer } from "../queries/sweep-query.ts";
import { checkBottleneck, checkCurve } from "./checked-curve.ts";
import { checkSweep } from "./checked-sweep.ts";
import type { Figure } from "./figure.ts";
import { sweepFigure } from "./sweep-figure.ts";
import { thetaFigure } from "./theta-figure.ts";

/** The answers that hold a curve. */
export type DrawnAnswer = CurveAnswer | BottleneckAnswer | SweepAnswer;

/** What a picture of an answer shows. */
export function figureOf(answer: unknown, logarithmic: boolean): Figure {
  const has = (field: string) => typeof answer === "object" && answer !== null && field in answer;
  if (has("kind") && (has("curve") || has("steps"))) {
    if (logarithmic) throw badInput("options.logarithmic", "false for the answer to a sweep", logarithmic);
    return sweepFigure(checkSweep(answer));
  }
  return thetaFigure(has("curve") ? checkBottleneck(answer) : checkCurve(answer), logarithmic);
}
