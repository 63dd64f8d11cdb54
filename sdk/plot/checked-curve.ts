import * as v from "valibot";
import { badInput } from "../errors.ts";
import { name, probability } from "../networks/check.ts";
import { checkNetwork, type Network } from "../networks/network.ts";

const POINTS = "the points of a curve";
const logarithm = v.optional(v.nullable(v.number("a logarithm or null")));

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
  {
    of: name("sites", "bonds"),
    points: v.pipe(v.array(pointSchema, POINTS), v.minLength(1, POINTS)),
    query: v.object({ network: v.unknown() }, "the query of a curve"),
  },
  "the answer to a curve",
);

/** A point as it is drawn. */
export type DrawnPoint = v.InferOutput<typeof pointSchema>;

/** What is drawn. Answers that went through JSON, where -Infinity became null, are as good as fresh ones. */
export interface CheckedCurve {
  readonly of: "sites" | "bonds";
  readonly points: readonly DrawnPoint[];
  readonly network: Network;
}

export function checkCurve(answer: unknown): CheckedCurve {
  const result = v.safeParse(curveSchema, answer, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    const at = (v.getDotPath(issue) ?? "").replace(/\.(\d+)/g, "[$1]");
    throw badInput(at === "" ? "answer" : `answer.${at}`, expectationOf(issue), issue.input);
  }
  const { of, points, query } = result.output;
  return { of, points, network: checkNetwork(query.network) };
}

/** Of a missing field valibot says which, not what it should have been. */
function expectationOf(issue: v.BaseIssue<unknown>): string {
  return issue.type === "object" && issue.path ? "the answer to a curve" : issue.message;
}

/** The drop rates that a plot spans, widened where a curve has no extent. */
export function spanOf(points: readonly DrawnPoint[]): [low: number, high: number] {
  const low = points[0]?.drop ?? 0;
  const high = points[points.length - 1]?.drop ?? 1;
  return low < high ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, high + 0.05)];
}

/** What the horizontal axis says. */
export function nameOfDrop(of: "sites" | "bonds"): string {
  return of === "sites" ? "drop rate of hidden neurons (dropout)" : "drop rate of weights (dropconnect)";
}
