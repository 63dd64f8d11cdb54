import type { SweepAnswer } from "../../queries/sweep-query.ts";

/** A point of a sweep in plain numbers. */
export interface Stage {
  /** Probability of survival, or the share that is kept. */
  readonly keep: number;
  /** The largest cluster's share of all sites. */
  readonly largest: number;
  readonly susceptibility: number;
  readonly spanning: number | undefined;
  readonly wrapping: number | undefined;
  readonly connected: number | undefined;
}

/** The points of a curve, or all steps, from few elements kept to many. */
export function stagesOf({ curve, steps, kind, sites, bonds }: SweepAnswer): Stage[] {
  if (!steps) {
    const stages = (curve ?? []).map((point) => ({
      keep: point.keep,
      largest: point.largest.mean,
      susceptibility: point.susceptibility.mean,
      spanning: point.spanning?.probability,
      wrapping: point.wrapping?.probability,
      connected: point.connected?.probability,
    }));
    return stages.sort((a, b) => a.keep - b.keep);
  }
  const elements = Math.max(1, kind === "site" ? sites : bonds);
  return Array.from(steps.largest.mean, (largest, step) => ({
    keep: step / elements,
    largest,
    susceptibility: steps.susceptibility.mean[step] ?? 0,
    spanning: steps.spanning?.probability[step],
    wrapping: steps.wrapping?.probability[step],
    connected: steps.connected?.probability[step],
  }));
}
