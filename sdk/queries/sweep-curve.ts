import { AVERAGES } from "../engine/canonical.ts";
import { boundedInterval } from "../statistics/bounded.ts";
import { type Moments, standardError } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/student.ts";
import { answerEvents, countEvents, type Watched } from "./sweep-events.ts";

/** An estimated mean. */
export interface Estimate {
  readonly mean: number;
  /** Standard error over the runs; null of a single run. */
  readonly standardError: number | null;
  /** Student's interval for the mean, of the confidence asked for; null of fewer than three runs. */
  readonly low: number | null;
  readonly high: number | null;
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
  confidence: number,
): SweepPoint[] {
  const stride = AVERAGES + countEvents(watched);
  const width = moments.runs > 2 ? studentQuantile(confidence, moments.runs - 1) : null;
  const estimate = (index: number): Estimate => {
    const mean = moments.means[index] ?? 0;
    const error = standardError(moments, index);
    const half = width === null || error === null ? null : width * error;
    return {
      mean,
      standardError: error,
      low: half === null ? null : mean - half,
      high: half === null ? null : mean + half,
    };
  };
  const event = (index: number): EventEstimate => {
    const probability = Math.min(1, Math.max(0, moments.means[index] ?? 0));
    const { low, high } = boundedInterval(probability, moments.deviations[index] ?? 0, moments.runs, confidence);
    return { probability, low, high };
  };
  return keeps.map((keep, point): SweepPoint => {
    const at = point * stride;
    return {
      keep,
      largest: estimate(at),
      second: estimate(at + 1),
      clusters: estimate(at + 2),
      susceptibility: estimate(at + 4),
      ...answerEvents(watched, (number) => event(at + AVERAGES + number)),
    };
  });
}
