import type { Estimate, EventEstimate, SweepPoint } from "../queries/sweep-curve.ts";
import type { SweepAnswer } from "../queries/sweep-query.ts";
import type { StepEstimates, StepShares, SweepSteps } from "../queries/sweep-steps.ts";
import { writeCsv } from "./output.ts";

const OBSERVABLES = ["largest", "second", "clusters", "susceptibility"] as const;
const EVENTS = ["spanning", "wrapping", "connected"] as const;

/** A row a point of the curve, or a row a step; columns that are null throughout are left out. */
export function sweepCsv({ curve, steps }: SweepAnswer): string {
  return steps ? stepsCsv(steps) : curveCsv(curve ?? []);
}

function curveCsv(curve: readonly SweepPoint[]): string {
  const [first] = curve;
  const repeated = first?.largest.standardError !== null;
  const events = EVENTS.filter((name) => first?.[name]);
  const rows = curve.map((point) => [
    point.keep,
    ...OBSERVABLES.flatMap((name) => estimateCells(point[name], repeated)),
    ...events.flatMap((name) => eventCells(point[name])),
  ]);
  return writeCsv([headerOf("keep", repeated, events), ...rows]);
}

function stepsCsv(steps: SweepSteps): string {
  const repeated = steps.largest.standardError !== null;
  const events = EVENTS.filter((name) => steps[name]);
  const rows = Array.from(steps.largest.mean, (_, step) => [
    step,
    ...OBSERVABLES.flatMap((name) => estimateCells(estimateAt(steps[name], step), repeated)),
    ...events.flatMap((name) => eventCells(shareAt(steps[name], step))),
  ]);
  return writeCsv([headerOf("added", repeated, events), ...rows]);
}

function headerOf(first: string, repeated: boolean, events: readonly string[]): string[] {
  return [
    first,
    ...OBSERVABLES.flatMap((name) => (repeated ? [name, `${name}StandardError`] : [name])),
    ...events.flatMap((name) => [name, `${name}Low`, `${name}High`]),
  ];
}

function estimateCells(
  { mean, standardError }: Pick<Estimate, "mean" | "standardError">,
  repeated: boolean,
): unknown[] {
  return repeated ? [mean, standardError] : [mean];
}

function eventCells(event: EventEstimate | null): unknown[] {
  return [event?.probability, event?.low, event?.high];
}

function estimateAt({ mean, standardError }: StepEstimates, step: number): Pick<Estimate, "mean" | "standardError"> {
  return { mean: mean[step] ?? 0, standardError: standardError?.[step] ?? null };
}

function shareAt(shares: StepShares | null, step: number): EventEstimate | null {
  if (!shares) return null;
  return { probability: shares.probability[step] ?? 0, low: shares.low[step] ?? 0, high: shares.high[step] ?? 1 };
}
