import { requireResults } from "../engine/arena.ts";
import type { Range, RangeProgress } from "../engine/range.ts";
import { countBonds, countSites } from "../engine/structure.ts";
import { type SweepPlan, withSweeps } from "../engine/sweeps.ts";
import type { Medium } from "../networks/medium.ts";
import { concatenate } from "../sampling/pieces.ts";
import { type Sampler, type Steps, sample } from "../sampling/sampler.ts";
import { planSweep } from "./sweep-options.ts";
import type { CheckedThreshold } from "./threshold-options.ts";

/** In every run the number of elements with which an event first happens, -1 for never. */
export interface FirstSteps {
  /** Elements that are added in all. */
  readonly elements: number;
  readonly firsts: Int32Array;
}

export const NO_RUNS: FirstSteps = { elements: 0, firsts: new Int32Array(0) };

/** Runs that are looked at one by one, of several plans. */
export interface RunsTask {
  readonly plans: readonly SweepPlan[];
  readonly seed: string;
}

/** Of each plan a number for every run, in their order, in pieces. */
export type RunNumbers = readonly (readonly Float64Array[])[];

/** Elements added in about a tenth of a second. */
const ELEMENTS_PER_CALL = 2 ** 21;

/** The first steps in every run: the events that are watched end it. */
export const firstRuns: Sampler<RunsTask, RunNumbers> = {
  name: "first-runs",
  open: ({ plans, seed }, count) => {
    requireResults(count, "runs");
    return {
      grain: 1,
      perCall: runsPerCall(plans),
      run: (range, onProgress) =>
        plans.map((plan, index) => {
          const before = index * range.count;
          const progress = onProgress && ((done: number) => onProgress(Math.floor((before + done) / plans.length)));
          return [firstsOf(plan, range, seed, progress)];
        }),
      join: (one, next) => one.map((pieces, index) => [...pieces, ...(next[index] ?? [])]),
    };
  },
};

export function runsPerCall(plans: readonly SweepPlan[]): number {
  const elements = plans.reduce((sum, { topology, kind }) => {
    return sum + (kind === "site" ? countSites(topology) : countBonds(topology));
  }, 1);
  return Math.max(1, Math.floor(ELEMENTS_PER_CALL / elements));
}

function firstsOf(plan: SweepPlan, { first, count }: Range, seed: string, onProgress: RangeProgress): Float64Array {
  return withSweeps(plan, 0, (runner) =>
    Float64Array.from({ length: count }, (_, run) => {
      const done = runner.run(BigInt(seed), first + run);
      onProgress?.(run + 1);
      return Math.max(...plan.watched.map((event) => done.firsts[event] ?? -1));
    }),
  );
}

/** Of each medium when any of the events first happens. */
export function* firstSteps(
  media: readonly Medium[],
  { kind, seed, from, to, runs }: CheckedThreshold,
  events: readonly number[],
): Steps<readonly FirstSteps[]> {
  const planned = media.map((medium) => planSweep(medium, { kind, seed, from, to }));
  const plans = planned.map(({ plan }) => ({ ...plan(), watched: events, until: events }));
  const numbers = yield* sample(firstRuns, { plans, seed }, runs);
  return planned.map(({ elements }, index) => ({
    elements,
    firsts: Int32Array.from(concatenate(numbers[index] ?? [])),
  }));
}
