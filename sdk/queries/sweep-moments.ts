import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { asObject } from "../networks/check.ts";
import type { Medium } from "../networks/medium.ts";
import { sample } from "../sampling/sampler.ts";
import { type Moments, mergeMoments } from "../statistics/moments.ts";
import type { Question } from "./question.ts";
import { pointsOf } from "./sweep-curve.ts";
import { layOutRuns, type Plan, planRuns } from "./sweep-plan.ts";
import type { SweepAnswer, SweepOptions, SweepQuery } from "./sweep-query.ts";
import { summariseSteps } from "./sweep-steps.ts";
import { countInto, momentsOf, sweepRuns } from "./sweep-sums.ts";

/** Runs of a sweep summed up: means and M2 of what is estimated, without the runs' records. */
export interface SweepMoments {
  readonly query: SweepQuery;
  readonly firstRun: number;
  readonly moments: Moments;
  /** With `steps`: the first steps of the events, run by run. */
  readonly firsts: readonly (readonly number[])[];
  /** With `sizesAt`: numbers of clusters of every size, summed over the runs. */
  readonly sizes: readonly Float64Array[];
}

export const sweepQuestion: Question<Plan, SweepAnswer> = {
  plan: planRuns,
  *answer(plan) {
    const sums = yield* sample(sweepRuns, layOutRuns(plan), plan.query.runs);
    return summarise(plan, { moments: momentsOf(sums), firsts: sums.firsts, sizes: sums.sizes });
  },
};

export function summarise(
  { query, planned, keeps }: Plan,
  { moments, firsts, sizes }: Pick<SweepMoments, "moments" | "firsts" | "sizes">,
): SweepAnswer {
  const { kind, seed, confidence } = query;
  const { sites, bonds, watched } = planned;
  const result = query.steps
    ? { steps: summariseSteps(moments, firsts, watched, confidence) }
    : { curve: pointsOf(moments, keeps, watched, confidence) };
  const counted = query.sizesAt ? { sizes: sizes.map((sums) => sums.map((sum) => sum / moments.runs)) } : {};
  return { kind, sites, bonds, runs: moments.runs, seed, ...result, ...counted, query, version };
}

/**
 * The compact form of {@link sweep}: means and sums of squared deviations, of which several, computed
 * anywhere, make one answer by {@link mergeSweeps} and {@link summariseSweep}.
 *
 * @param options - As for {@link sweep}; `firstRun` says where these runs begin.
 *
 * @example
 * import { lattice, mergeSweeps, summariseSweep, sumSweep, sweep } from "percolation";
 * const square = lattice("square", { size: [8, 8] });
 * const options = { kind: "site", keep: [0.6] } as const;
 * const parts = [0, 32].map((firstRun) => sumSweep(square, { ...options, firstRun, runs: 32 }));
 * const whole = sweep(square, { ...options, runs: 64 });
 * summariseSweep(parts.reduce(mergeSweeps)).curve[0].largest.mean === whole.curve[0].largest.mean; // => true
 */
export function sumSweep(network: Medium, options: SweepOptions): SweepMoments {
  const plan = planRuns({ ...asObject(options, "options"), ask: "sweep", network });
  const { query } = plan;
  const sums = sweepRuns.open(layOutRuns(plan), query.runs).run({ first: 0, count: query.runs });
  return { query, firstRun: query.firstRun, moments: momentsOf(sums), firsts: sums.firsts, sizes: sums.sizes };
}

/**
 * Joins the sums of runs that follow each other. Blocks of 32 runs, joined one after the other in the order
 * of the runs, give the very bits of one call of {@link sweep}; other divisions differ by rounding.
 *
 * @throws PercolationError `invalid-input` when `second` does not begin where `first` ends, or asks for
 *   something else.
 */
export function mergeSweeps(first: SweepMoments, second: SweepMoments): SweepMoments {
  checkSums(first, "first");
  checkSums(second, "second");
  const next = first.firstRun + first.moments.runs;
  if (second.firstRun !== next) throw badInput("firstRun", `${next}, where the other runs end`, second.firstRun);
  const asked = ({ query }: SweepMoments) => JSON.stringify({ ...query, runs: 0, firstRun: 0 });
  if (asked(first) !== asked(second)) throw badInput("query", "the same but for its runs", second.query);
  const length = first.moments.means.length;
  if (second.moments.means.length !== length)
    throw badInput("second.moments.means", `${length} numbers`, second.moments.means);
  const moments = mergeMoments(first.moments, second.moments);
  const query = { ...first.query, runs: moments.runs };
  const sizes = first.sizes.map((sums) => sums.slice());
  for (const [index, sums] of sizes.entries()) countInto(sums, second.sizes[index] ?? []);
  return { query, firstRun: first.firstRun, moments, firsts: [...first.firsts, ...second.firsts], sizes };
}

function checkSums(sums: SweepMoments, field: string): void {
  const { moments, query, firstRun, firsts, sizes } = asObject(sums, field);
  if (typeof query !== "object" || query === null) throw badInput(`${field}.query`, "the query of a sweep", query);
  if (!(moments?.means instanceof Float64Array && moments.deviations instanceof Float64Array)) {
    throw badInput(`${field}.moments`, "means and deviations as Float64Arrays", moments);
  }
  if (firstRun !== (query.firstRun ?? 0)) throw badInput(`${field}.firstRun`, "that of the query", firstRun);
  if (moments.runs !== query.runs) throw badInput(`${field}.moments.runs`, "those of the query", moments.runs);
  if (moments.means.length !== moments.deviations.length) {
    throw badInput(`${field}.moments.deviations`, `${moments.means.length} numbers`, moments.deviations.length);
  }
  if (query.steps && firsts?.length !== moments.runs) {
    throw badInput(`${field}.firsts`, `those of ${moments.runs} runs`, firsts);
  }
  for (const [name, list] of Object.entries({ firsts, sizes })) {
    if (!Array.isArray(list)) throw badInput(`${field}.${name}`, "an array", list);
  }
}

/** The answer that sums of runs amount to. */
export function summariseSweep(sums: SweepMoments): SweepAnswer {
  checkSums(sums, "sums");
  return summarise(planRuns(sums.query), sums);
}
