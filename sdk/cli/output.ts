import type { BottleneckAnswer } from "../queries/bottleneck.ts";
import type { ClusterAnswer } from "../queries/clusters.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import { histogramOf } from "./cluster-sizes.ts";

/** An answer as one line of JSON; typed arrays become arrays. */
export function toJson(answer: unknown): string {
  return `${JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value))}\n`;
}

/** Rows as comma-separated values, every number in full. */
export function writeCsv(rows: readonly (readonly unknown[])[]): string {
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

/** How many clusters there are of each size. */
export function clustersCsv({ sizes }: ClusterAnswer): string {
  return writeCsv([["size", "count"], ...histogramOf(sizes)]);
}
