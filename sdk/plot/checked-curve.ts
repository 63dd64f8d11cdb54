import * as v from "valibot";
import { type AnyNetwork, checkAny } from "../networks/any.ts";
import { name, probability } from "../networks/check.ts";
import { checkAnswer } from "./checked-answer.ts";

const WHAT = "the answer to a curve";
const POINTS = "the points of a curve";
const logarithm = v.optional(v.nullable(v.number("a logarithm or null")));
const query = v.object({ network: v.unknown() }, "the query of a curve");

const pointSchema = v.object(
  {
    drop: probability,
    probability,
    log10Failure: logarithm,
    trials: v.optional(v.number("a number")),
    interval: v.optional(v.object({ low: probability, high: probability, confidence: probability }, "an interval")),
  },
  "a point of a curve",
);

const curveSchema = v.object(
  { of: name("sites", "bonds"), points: v.pipe(v.array(pointSchema, POINTS), v.minLength(1, POINTS)), query },
  WHAT,
);

const bottleneckPoint = v.object(
  { drop: probability, probability, low: probability, high: probability },
  "a point of a curve",
);

const bottleneckSchema = v.object(
  {
    of: name("sites", "bonds"),
    trials: v.number("a number"),
    curve: v.pipe(v.array(bottleneckPoint, POINTS), v.minLength(1, POINTS)),
    query: v.object({ network: v.unknown(), confidence: v.optional(probability, 0.95) }, "the query of a bottleneck"),
  },
  "the answer to a bottleneck",
);

/** A point as it is drawn. */
export type DrawnPoint = v.InferOutput<typeof pointSchema>;

/** What is drawn. Answers that went through JSON, where -Infinity became null, are as good as fresh ones. */
export interface CheckedCurve {
  readonly of: "sites" | "bonds";
  readonly points: readonly DrawnPoint[];
  readonly network: AnyNetwork;
  /** Whether all points come from the same trials. */
  readonly shared: boolean;
}

export function checkCurve(answer: unknown): CheckedCurve {
  const { of, points, query } = checkAnswer(curveSchema, answer, WHAT);
  return { of, points, network: checkAny(query.network), shared: false };
}

/** The curve that follows from bottlenecks, all points from the same trials. */
export function checkBottleneck(answer: unknown): CheckedCurve {
  const { of, trials, curve, query } = checkAnswer(bottleneckSchema, answer, "the answer to a bottleneck");
  const { network, confidence } = query;
  const points = curve.map(({ drop, probability, low, high }) => ({
    drop,
    probability,
    log10Failure: Math.log10(1 - probability),
    trials,
    interval: { low, high, confidence },
  }));
  return { of, points, network: checkAny(network), shared: true };
}
