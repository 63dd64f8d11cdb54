import { AVERAGES } from "../engine/canonical.ts";
import { boundedInterval } from "../statistics/bounded.ts";
import { type Moments, standardError } from "../statistics/moments.ts";
import type { Watched } from "./sweep-options.ts";

/** An estimated mean. */
export interface Estimate {
  readonly mean: number;
  /** Standard error over the runs; null of a single run. */
  readonly standardError: number | null;
}

/** An estimated probability of an event, with an interval of the confidence asked for. */
export interface EventEstimate {
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** Whether any axis is spanned. */
export interface SpanningEstimate extends EventEstimate {
  /** Each axis by itself; null for periodic ones. */
  readonly axes: readonly (EventEstimate | null)[];
}

/** Whether clusters wind around any axis. */
export interface WrappingEstimate extends EventEstimate {
  /** Whether every periodic axis is wound around, by the same cluster or others. */
  readonly all: EventEstimate;
  /** Each axis by itself; null for open ones. */
  readonly axes: readonly (EventEstimate | null)[];
}

/** One point of the curve of a sweep. */
export interface SweepPoint {
  /** Probability that an element survives. */
  readonly keep: number;
  /** The largest cluster's share of all sites. */
  readonly largest: Estimate;
  /** The second largest cluster's share of all sites. */
  readonly second: Estimate;
  /** Number of clusters. */
  readonly clusters: Estimate;
  /** Sum of the squares of the sizes of all clusters but the largest, divided by the number of sites. */
  readonly susceptibility: Estimate;
  /** Null for graphs, and where no axis is open. */
  readonly spanning: SpanningEstimate | null;
  /** Null for graphs, and where no axis is periodic. */
  readonly wrapping: WrappingEstimate | null;
  /** Whether `from` and `to` are connected; null when they were not given. */
  readonly connected: EventEstimate | null;
}

/** How many events {@link pointsOf} expects after the averages of a point. */
export function countEvents({ spanning, wrapping, connected }: Watched): number {
  const spans = spanning.length > 0 ? 1 + spanning.length : 0;
  const wraps = wrapping.length > 0 ? 2 + wrapping.length : 0;
  return spans + wraps + Number(connected);
}

/** Averages of a run in the units of a curve: shares of sites, and susceptibility. In place. */
export function normaliseRun(values: Float64Array, sites: number, events: number): Float64Array {
  const stride = AVERAGES + events;
  const scale = sites > 0 ? 1 / sites : 0;
  for (let at = 0; at < values.length; at += stride) {
    for (const column of [0, 1, 3, 4]) values[at + column] = (values[at + column] ?? 0) * scale;
  }
  return values;
}

/** The curve that moments over runs describe. */
export function pointsOf(
  moments: Moments,
  keeps: readonly number[],
  watched: Watched,
  axes: number,
  confidence: number,
): SweepPoint[] {
  const stride = AVERAGES + countEvents(watched);
  const estimate = (index: number): Estimate => ({
    mean: moments.means[index] ?? 0,
    standardError: standardError(moments, index),
  });
  const event = (index: number): EventEstimate => {
    const probability = Math.min(1, Math.max(0, moments.means[index] ?? 0));
    const { low, high } = boundedInterval(probability, moments.deviations[index] ?? 0, moments.runs, confidence);
    return { probability, low, high };
  };
  const perAxis = (first: number, present: readonly number[]) =>
    Array.from({ length: axes }, (_, axis) => {
      const index = present.indexOf(axis);
      return index < 0 ? null : event(first + index);
    });
  return keeps.map((keep, point): SweepPoint => {
    const at = point * stride;
    const spans = at + AVERAGES;
    const wraps = spans + (watched.spanning.length > 0 ? 1 + watched.spanning.length : 0);
    const connects = wraps + (watched.wrapping.length > 0 ? 2 + watched.wrapping.length : 0);
    return {
      keep,
      largest: estimate(at),
      second: estimate(at + 1),
      clusters: estimate(at + 2),
      susceptibility: estimate(at + 4),
      spanning: watched.spanning.length > 0 ? { ...event(spans), axes: perAxis(spans + 1, watched.spanning) } : null,
      wrapping:
        watched.wrapping.length > 0
          ? { ...event(wraps), all: event(wraps + 1), axes: perAxis(wraps + 2, watched.wrapping) }
          : null,
      connected: watched.connected ? event(connects) : null,
    };
  });
}
