import { usageError } from "../flags/values.ts";
import type { BottleneckAnswer } from "../queries/bottleneck.ts";
import type { ClusterAnswer } from "../queries/clusters.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import type { ReachAnswer } from "../queries/reach.ts";
import type { ThresholdAnswer } from "../queries/threshold.ts";
import { histogramOf } from "./cluster-sizes.ts";

/** Rows that make no text longer than an engine takes. */
const MAX_ROWS = 2 ** 21;

/** Rows as comma-separated values, every number in full. */
export function writeCsv(rows: readonly (readonly unknown[])[]): string {
  if (rows.length > MAX_ROWS) throw usageError(`--csv: expected at most ${MAX_ROWS} rows, got ${rows.length}`);
  return rows.map((row) => `${row.join(",")}\n`).join("");
}

/** The points of a curve. */
export function curveCsv({ points }: CurveAnswer): string {
  const sampled = points.some(({ trials }) => trials !== undefined);
  const header = ["drop", "keep", "probability", "failure", "log10Failure"];
  const rows = points.map(({ drop, keep, probability, failure, log10Failure, trials, open, interval }) => [
    ...[drop, keep, probability, failure, log10Failure],
    ...(sampled ? [trials, open, interval?.low, interval?.high] : []),
  ]);
  return writeCsv([sampled ? [...header, "trials", "open", "low", "high"] : header, ...rows]);
}

export function bottleneckCsv({ curve }: BottleneckAnswer): string {
  const rows = curve.map(({ drop, keep, probability, low, high }) => [drop, keep, probability, low, high]);
  return writeCsv([["drop", "keep", "probability", "low", "high"], ...rows]);
}

/** The probability of each number of reached outputs, or targets. */
export function reachCsv({ distribution }: ReachAnswer): string {
  return writeCsv([["reached", "probability"], ...distribution.map((share, reached) => [reached, share])]);
}

export function thresholdCsv({ keep, standardError, method }: ThresholdAnswer): string {
  return writeCsv([
    ["keep", "standardError", "method"],
    [keep, standardError, method],
  ]);
}

/** How many clusters there are of each size. */
export function clustersCsv({ sizes }: ClusterAnswer): string {
  return writeCsv([["size", "count"], ...histogramOf(sizes)]);
}
