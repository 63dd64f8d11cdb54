import { badInput, PercolationError, show } from "../errors.ts";
import type { Steps } from "../sampling/sampler.ts";
import { type Progress, solve } from "../sampling/solve.ts";
import { type BottleneckAnswer, type BottleneckQuery, bottleneckQuestion } from "./bottleneck.ts";
import { clusterQuestion, sweepQuestion, thresholdQuestion } from "./cluster-questions.ts";
import type { ClusterAnswer, ClusterQuery } from "./clusters.ts";
import { type CriticalAnswer, type CriticalQuery, criticalQuestion } from "./critical.ts";
import { type CurveAnswer, type CurveQuery, curveQuestion } from "./curve.ts";
import { type DepthAnswer, type DepthQuery, depthQuestion } from "./depth.ts";
import { type ForecastAnswer, type ForecastQuery, forecastQuestion } from "./forecast.ts";
import type { InspectAnswer, InspectQuery } from "./inspect/answer.ts";
import { type MaskAnswer, type MaskQuery, maskQuestion } from "./masks.ts";
import { inspectQuestion } from "./models.ts";
import { type PathAnswer, type PathQuery, pathQuestion } from "./path.ts";
import { type PathCountAnswer, type PathCountQuery, pathCountQuestion } from "./paths.ts";
import type { Question } from "./question.ts";
import { type ReachAnswer, type ReachQuery, reachQuestion } from "./reach.ts";
import type { SweepAnswer, SweepQuery } from "./sweep-query.ts";
import type { ThresholdAnswer, ThresholdQuery } from "./threshold.ts";

/** Every question and its answer, by the name in `ask`. */
export interface Answers {
  path: [PathQuery, PathAnswer];
  curve: [CurveQuery, CurveAnswer];
  critical: [CriticalQuery, CriticalAnswer];
  depth: [DepthQuery, DepthAnswer];
  reach: [ReachQuery, ReachAnswer];
  masks: [MaskQuery, MaskAnswer];
  forecast: [ForecastQuery, ForecastAnswer];
  paths: [PathCountQuery, PathCountAnswer];
  sweep: [SweepQuery, SweepAnswer];
  clusters: [ClusterQuery, ClusterAnswer];
  threshold: [ThresholdQuery, ThresholdAnswer];
  bottleneck: [BottleneckQuery, BottleneckAnswer];
  inspect: [InspectQuery, InspectAnswer];
}

/** Any question, as plain JSON-serialisable data. */
export type Query = Answers[keyof Answers][0];

/** The answer to a query. */
export type Answer<Q extends Query = Query> = Answers[Q["ask"]][1];

/** All questions, by name. */
export const questions = {
  path: pathQuestion,
  curve: curveQuestion,
  critical: criticalQuestion,
  depth: depthQuestion,
  reach: reachQuestion,
  masks: maskQuestion,
  forecast: forecastQuestion,
  paths: pathCountQuestion,
  sweep: sweepQuestion,
  clusters: clusterQuestion,
  threshold: thresholdQuestion,
  bottleneck: bottleneckQuestion,
  inspect: inspectQuestion,
} as const satisfies { readonly [Name in keyof Answers]: Question<{ readonly query: Query }, Answers[Name][1]> };

/** The name of the question that any value asks. */
export function nameOfQuestion(query: unknown): keyof Answers {
  if (typeof query !== "object" || query === null) throw badInput("query", "an object", query);
  const name = "ask" in query ? query.ask : undefined;
  if (typeof name === "string" && Object.hasOwn(questions, name)) return name as keyof Answers;
  const names = Object.keys(questions).map((each) => JSON.stringify(each));
  throw new PercolationError("unknown-query", `ask: expected one of ${names.join(", ")}, got ${show(name)}`, {
    field: "ask",
  });
}

/** A query that has been checked, in canonical form, with the steps of its answer. */
export interface Prepared {
  readonly name: keyof Answers;
  readonly query: Query;
  /** What the question made of the query, of the type that the question of this name takes. */
  readonly plan: { readonly query: Query };
  steps(): Steps<Answer>;
}

/** Checks any value that claims to be a query, and does none of its work. */
export function prepare(value: unknown): Prepared {
  const name = nameOfQuestion(value);
  const question = questions[name] as Question<{ readonly query: Query }, Answer>;
  const plan = question.plan(value);
  return { name, query: plan.query, plan, steps: () => question.answer(plan) };
}

/** Answers any value that claims to be a query. */
export function answer(query: unknown, onProgress?: Progress): Answer {
  return solve(prepare(query).steps(), onProgress);
}

/**
 * Answers a query given as plain data: the JSON form of every function of this package. The answer
 * depends on nothing but the query and the version.
 *
 * @param query - An object whose `ask` is `"path"`, `"curve"`, `"critical"`, `"depth"`, `"reach"`, `"masks"`,
 *   `"forecast"`, `"paths"`, `"sweep"`, `"clusters"`, `"threshold"`, `"bottleneck"` or `"inspect"`, and whose other fields are the arguments of the function of that name.
 * @returns What that function returns; `query` in it is the canonical form, with all defaults.
 * @throws PercolationError `unknown-query` for any other name; otherwise as the function.
 *
 * @example
 * import { ask } from "percolation";
 * ask({ ask: "depth", width: 8, dropSites: 0.5 }).depth; // => 178
 */
export function ask<Q extends Query>(query: Q): Answer<Q> {
  return answer(query) as Answer<Q>;
}
