import type { Run, Runner } from "../engine/sweeps.ts";
import { type Moments, standardError } from "../statistics/moments.ts";
import { wilsonInterval } from "../statistics/wilson.ts";
import { answerEvents, type EventAnswers, type Watched } from "./sweep-events.ts";
import { readColumns } from "./sweep-run.ts";

/** Means over the runs, one after every number of elements from 0 on. */
export interface StepEstimates {
  readonly mean: Float64Array;
  /** Standard errors over the runs; null of a single run. */
  readonly standardError: Float64Array | null;
}

/** Shares of the runs in which an event has happened, with Wilson's interval. */
export interface StepShares {
  readonly probability: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The microcanonical record of a sweep: entry n of every array speaks of n added elements. */
export interface SweepSteps extends EventAnswers<StepShares> {
  /** The largest cluster's share of all sites. */
  readonly largest: StepEstimates;
  readonly second: StepEstimates;
  /** Number of clusters. */
  readonly clusters: StepEstimates;
  /** Sum of the squares of the sizes of all clusters but the largest, divided by the number of sites. */
  readonly susceptibility: StepEstimates;
}

/** The four columns of a run, one after the other, in the units of {@link SweepSteps}. */
export function valuesOfSteps(runner: Runner, run: Run, sites: number): Float64Array {
  const { largest, second, clusters, squares } = readColumns(runner, run);
  const length = runner.steps + 1;
  const scale = sites > 0 ? 1 / sites : 0;
  const values = new Float64Array(4 * length);
  for (let n = 0; n < length; n++) {
    const size = largest[n] ?? 0;
    values[n] = size * scale;
    values[length + n] = (second[n] ?? 0) * scale;
    values[2 * length + n] = clusters[n] ?? 0;
    values[3 * length + n] = ((squares[n] ?? 0) - size * size) * scale;
  }
  return values;
}

/** What moments of such values, and the first steps of events in every run, say. */
export function summariseSteps(
  moments: Moments,
  firsts: readonly (readonly number[])[],
  watched: Watched,
  confidence: number,
): SweepSteps {
  const length = moments.means.length / 4;
  const estimates = (column: number): StepEstimates => ({
    mean: moments.means.slice(column * length, (column + 1) * length),
    standardError:
      moments.runs > 1
        ? Float64Array.from({ length }, (_, n) => standardError(moments, column * length + n) ?? 0)
        : null,
  });
  const shares = (event: number) =>
    sharesOf(
      firsts.map((run) => run[event] ?? -1),
      length,
      confidence,
    );
  return {
    largest: estimates(0),
    second: estimates(1),
    clusters: estimates(2),
    susceptibility: estimates(3),
    ...answerEvents(watched, shares),
  };
}

function sharesOf(firsts: readonly number[], length: number, confidence: number): StepShares {
  const counts = new Float64Array(length);
  for (const first of firsts) if (first >= 0) counts[first] = (counts[first] ?? 0) + 1;
  const runs = firsts.length;
  const shares = {
    probability: new Float64Array(length),
    low: new Float64Array(length),
    high: new Float64Array(length),
  };
  let happened = 0;
  let interval = wilsonInterval(0, runs, confidence);
  for (let n = 0; n < length; n++) {
    if (counts[n]) {
      happened += counts[n] ?? 0;
      interval = wilsonInterval(happened, runs, confidence);
    }
    shares.probability[n] = happened / runs;
    shares.low[n] = interval.low;
    shares.high[n] = interval.high;
  }
  return shares;
}
