import { requireMemory } from "../engine/arena.ts";
import { AVERAGES, averageRun, canonicalBytes } from "../engine/canonical.ts";
import type { Range } from "../engine/range.ts";
import { COLUMNS, type Run, type Runner, withSweeps } from "../engine/sweeps.ts";
import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { asObject, check } from "../networks/check.ts";
import { checkMedium, type Medium } from "../networks/medium.ts";
import { keeping } from "../networks/removal.ts";
import { type Sampler, sample } from "../sampling/sampler.ts";
import { addCounts } from "../sampling/sums.ts";
import { addRun, type Moments, mergeMoments, noMoments } from "../statistics/moments.ts";
import type { Question } from "./question.ts";
import { normaliseRun, pointsOf } from "./sweep-curve.ts";
import { countEvents, eventsOfRun } from "./sweep-events.ts";
import { type CheckedPlan, planSweep } from "./sweep-options.ts";
import { type SweepAnswer, type SweepOptions, type SweepQuery, sweepSchema } from "./sweep-query.ts";
import { summariseSteps, valuesOfSteps } from "./sweep-steps.ts";

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

/** Runs that are summed up before they join the rest, so that any division into such blocks gives the same bits. */
const RUNS_PER_BLOCK = 32;

type CanonicalQuery = SweepQuery &
  Required<Pick<SweepQuery, "firstRun" | "runs" | "steps" | "confidence">> & { readonly seed: string };

/** A checked query, and what it comes to. */
export interface Plan {
  readonly query: CanonicalQuery;
  readonly planned: CheckedPlan;
  readonly keeps: readonly number[];
}

export function planRuns(value: unknown): Plan {
  const { network, runs: wanted, points, keep, ...rest } = check(sweepSchema, value, "");
  if (keep !== undefined && points !== undefined) throw badInput("points", "none, since keep is given", points);
  const medium = checkMedium(network);
  const planned = planSweep(medium, rest);
  const random = !planned.ordered || planned.plan.others.drop > 0;
  const runs = wanted ?? (random ? 100 : 1);
  const count = points ?? 101;
  const keeps = keep ?? Array.from({ length: count }, (_, index) => index / (count - 1));
  const asked = keep === undefined ? { points: count } : { keep };
  return { query: { ...rest, network: medium, runs, ...asked } as CanonicalQuery, planned, keeps };
}

/** The sums of a range of runs. */
export interface RunSums {
  /** Of the runs from the first of all on; otherwise of none. */
  readonly total: Moments;
  /** The blocks after these: they join the total one by one. */
  readonly blocks: readonly Moments[];
  /** With `steps`: the first steps of the events, run by run. */
  readonly firsts: readonly (readonly number[])[];
  /** With `sizesAt`: numbers of clusters of every size, summed over the runs. */
  readonly sizes: readonly Float64Array[];
}

/** Runs of a sweep, summed up in blocks of 32. */
export const sweepRuns: Sampler<Plan, RunSums> = {
  name: "sweep-runs",
  open: (plan) => {
    const { planned, query } = plan;
    // Values, and means and M2 of a block and of all: four columns each.
    if (query.steps) requireMemory(5 * 4 * 8 * planned.elements, "steps");
    return {
      grain: RUNS_PER_BLOCK,
      perCall: RUNS_PER_BLOCK,
      run: (range, onProgress) => sumRange(plan, range, onProgress),
      join: (one, next) => ({
        total: one.total.runs > 0 ? next.blocks.reduce(mergeMoments, one.total) : one.total,
        blocks: one.total.runs > 0 ? [] : [...one.blocks, ...next.blocks],
        firsts: [...one.firsts, ...next.firsts],
        sizes: one.sizes.map((sums, index) => addCounts(sums, next.sizes[index] ?? sums)),
      }),
    };
  },
};

function sumRange({ query, planned, keeps }: Plan, range: Range, onProgress?: (done: number) => void): RunSums {
  const { sites, elements, watched } = planned;
  const { firstRun, seed, steps } = query;
  const events = countEvents(watched);
  const points = steps ? 0 : keeps.length;
  const room = canonicalBytes(elements, points, events);
  return withSweeps({ ...planned.plan, columns: COLUMNS }, room, (runner) => {
    const size = steps ? 4 * (runner.steps + 1) : points * (AVERAGES + events);
    const firsts: number[][] = [];
    const sizes = (query.sizesAt ?? []).map(() => new Float64Array(sites + 1));
    let total = noMoments(size);
    const blocks: Moments[] = [];
    for (let done = 0; done < range.count; ) {
      let block = noMoments(size);
      for (const end = Math.min(range.count, done + RUNS_PER_BLOCK); done < end; done++) {
        const run = runner.run(BigInt(seed), firstRun + range.first + done);
        const happened = eventsOfRun(run.firsts, watched);
        if (steps) firsts.push(happened);
        for (const [index, counts] of run.sizes.entries()) countInto(sizes[index], counts);
        const values = steps
          ? valuesOfSteps(runner, run, sites)
          : normaliseRun(valuesOf(runner, run, planned, keeps, happened), sites, events);
        block = addRun(block, values);
        onProgress?.(done + 1);
      }
      if (range.first === 0) total = mergeMoments(total, block);
      else blocks.push(block);
    }
    return { total, blocks, firsts, sizes };
  });
}

function countInto(sums: Float64Array | undefined, counts: ArrayLike<number>): void {
  if (sums) for (let size = 0; size < sums.length; size++) sums[size] = (sums[size] ?? 0) + (counts[size] ?? 0);
}

export const sweepQuestion: Question<Plan, SweepAnswer> = {
  plan: planRuns,
  *answer(plan) {
    const { total, firsts, sizes } = yield* sample(sweepRuns, plan, plan.query.runs);
    return summarise(plan, { moments: total, firsts, sizes });
  },
};

/** Canonical averages of a run; where the order is given, its state with that share of the elements. */
function valuesOf(
  runner: Runner,
  run: Run,
  { ordered, elements }: CheckedPlan,
  keeps: readonly number[],
  events: readonly number[],
): Float64Array {
  const { engine, steps, room } = runner;
  if (!ordered) {
    return averageRun(engine, { steps, columns: run.columns, events }, keeps.map(keeping), room);
  }
  const { buffer } = engine.memory;
  const word = (column: "largest" | "second" | "clusters", at: number) =>
    new Uint32Array(buffer, run.columns[column] + 4 * at, 1)[0] ?? 0;
  return Float64Array.from(
    keeps.flatMap((keep) => {
      const at = Math.min(steps, Math.round(keep * elements));
      const largest = word("largest", at);
      const squares = new Float64Array(buffer, run.columns.squares + 8 * at, 1)[0] ?? 0;
      const state = [largest, word("second", at), word("clusters", at), squares, squares - largest * largest];
      return [...state, ...events.map((first) => Number(first >= 0 && first <= at))];
    }),
  );
}

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
  const { total, firsts, sizes } = sweepRuns.open(plan, query.runs).run({ first: 0, count: query.runs });
  return { query, firstRun: query.firstRun, moments: total, firsts, sizes };
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
