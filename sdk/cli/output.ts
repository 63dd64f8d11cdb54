import type { CurveAnswer } from "../queries/curve.ts";

/** An answer as one line of JSON; masks become arrays of 0 and 1. */
export function toJson(answer: unknown): string {
  return `${JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value))}\n`;
}

/** The points of a curve as comma-separated values, every number in full. */
export function toCsv({ points }: CurveAnswer): string {
  const sampled = points.some(({ trials }) => trials !== undefined);
  const header = ["drop", "keep", "probability", "failure", "log10Failure"];
  const rows = points.map(({ drop, keep, probability, failure, log10Failure, trials, open, interval }) => [
    ...[drop, keep, probability, failure, log10Failure],
    ...(sampled ? [trials, open, interval?.low, interval?.high] : []),
  ]);
  return [sampled ? [...header, "trials", "open", "low", "high"] : header, ...rows]
    .map((row) => `${row.join(",")}\n`)
    .join("");
}
