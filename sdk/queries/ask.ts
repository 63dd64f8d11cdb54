import { badInput, PercolationError, show } from "../errors.ts";
import { answerBottleneck, type BottleneckAnswer, type BottleneckQuery } from "./bottleneck.ts";
import { answerClusters, type ClusterAnswer, type ClusterQuery } from "./clusters.ts";
import { answerCritical, type CriticalAnswer, type CriticalQuery } from "./critical.ts";
import { answerCurve, type CurveAnswer, type CurveQuery } from "./curve.ts";
import { answerDepth, type DepthAnswer, type DepthQuery } from "./depth.ts";
import { answerForecast, type ForecastAnswer, type ForecastQuery } from "./forecast.ts";
import type { InspectAnswer, InspectQuery } from "./inspect/answer.ts";
import { answerInspect } from "./inspect.ts";
import { answerMasks, type MaskAnswer, type MaskQuery } from "./masks.ts";
import { answerPath, type PathAnswer, type PathQuery } from "./path.ts";
import { answerPaths, type PathCountAnswer, type PathCountQuery } from "./paths.ts";
import { answerReach, type ReachAnswer, type ReachQuery } from "./reach.ts";
import type { Progress } from "./survival.ts";
import { answerSweep } from "./sweep.ts";
import type { SweepAnswer, SweepQuery } from "./sweep-query.ts";
import { answerThreshold, type ThresholdAnswer, type ThresholdQuery } from "./threshold.ts";

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

const answerers: { [Name in keyof Answers]: (query: unknown, onProgress?: Progress) => Answers[Name][1] } = {
  path: answerPath,
  curve: answerCurve,
  critical: answerCritical,
  depth: answerDepth,
  reach: answerReach,
  masks: answerMasks,
  forecast: answerForecast,
  paths: answerPaths,
  sweep: answerSweep,
  clusters: answerClusters,
  threshold: answerThreshold,
  bottleneck: answerBottleneck,
  inspect: answerInspect,
};

/** Answers any value that claims to be a query. */
export function answer(query: unknown, onProgress?: Progress): Answer {
  if (typeof query !== "object" || query === null) throw badInput("query", "an object", query);
  const name = "ask" in query ? query.ask : undefined;
  if (typeof name !== "string" || !Object.hasOwn(answerers, name)) {
    const names = Object.keys(answerers).map((each) => JSON.stringify(each));
    throw new PercolationError("unknown-query", `ask: expected one of ${names.join(", ")}, got ${show(name)}`, {
      field: "ask",
    });
  }
  return answerers[name as keyof Answers](query, onProgress);
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
