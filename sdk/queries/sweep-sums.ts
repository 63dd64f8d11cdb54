import { requireMemory } from "../engine/arena.ts";
import { averageRun, canonicalBytes } from "../engine/canonical.ts";
import type { Range } from "../engine/range.ts";
import { COLUMNS, type Run, type Runner, withSweeps } from "../engine/sweeps.ts";
import { keeping } from "../networks/removal.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { addCounts } from "../sampling/sums.ts";
import { addRun, type Moments, mergeMoments, noMoments } from "../statistics/moments.ts";
import { normaliseRun } from "./sweep-curve.ts";
import { countEvents, eventsOfRun } from "./sweep-events.ts";
import type { CheckedPlan } from "./sweep-options.ts";
import type { RunsTask } from "./sweep-plan.ts";
import { valuesOfSteps } from "./sweep-steps.ts";

/** Runs that are summed up before they join the rest, so that any division gives the same bits. */
const RUNS_PER_BLOCK = 32;

/** Elements added, or weights of averages, in about a tenth of a second. */
const WORK_PER_CALL = 2 ** 21;

/** The sums of a range of runs. */
export interface RunSums {
  /** Whether the range begins with the first run of all. */
  readonly isFirst: boolean;
  /** Single runs that end a block which begins before the range: they join it one by one. */
  readonly head: readonly Float64Array[];
  /** The whole blocks behind them; from the first run of all on they are one. */
  readonly blocks: readonly Moments[];
  /** What of the last block is there. */
  readonly tail: Moments | undefined;
  /** With `steps`: the first steps of the events, run by run. */
  readonly firsts: readonly (readonly number[])[];
  /** With `sizesAt`: numbers of clusters of every size, summed over the runs. */
  readonly sizes: readonly Float64Array[];
}

/** Runs of a sweep, summed up in blocks of 32. */
export const sweepRuns: Sampler<RunsTask, RunSums> = {
  name: "sweep-runs",
  open: (plan) => {
    const { planned, query } = plan;
    // Values, and means and M2 of a block and of all: four columns each.
    if (query.steps) requireMemory(5 * 4 * 8 * planned.elements, "steps");
    return {
      grain: 1,
      perCall: runsPerCall(plan),
      run: (range, onProgress) => sumRange(plan, range, onProgress),
      join: joinSums,
    };
  },
};

/** The moments of all runs. */
export function momentsOf({ blocks: [whole], tail }: RunSums): Moments {
  return whole && tail ? mergeMoments(whole, tail) : (whole ?? tail ?? noMoments(0));
}

function runsPerCall({ planned, keeps, query }: RunsTask): number {
  // Averages take about so many weights of the binomial distribution a point.
  const points = query.steps ? 0 : keeps.length * 8 * Math.sqrt(planned.elements);
  return Math.max(1, Math.floor(WORK_PER_CALL / (1 + planned.elements + points)));
}

function joinSums(one: RunSums, next: RunSums): RunSums {
  const { isFirst } = one;
  // A block goes on from copies: what it is so far may be part of another sum.
  const continued =
    one.tail &&
    next.head.reduce(addRun, { ...one.tail, means: one.tail.means.slice(), deviations: one.tail.deviations.slice() });
  const isWhole = continued?.runs === RUNS_PER_BLOCK;
  const blocks = [...(isWhole ? [continued] : []), ...next.blocks];
  return {
    isFirst,
    head: one.tail ? one.head : [...one.head, ...next.head],
    blocks: isFirst ? chain([...one.blocks, ...blocks]) : [...one.blocks, ...blocks],
    tail: isWhole || !continued ? next.tail : continued,
    firsts: [...one.firsts, ...next.firsts],
    sizes: one.sizes.map((sums, index) => addCounts(sums, next.sizes[index] ?? sums)),
  };
}

/** Blocks from the first one on, joined one after the other. */
function chain([first, ...rest]: readonly Moments[]): Moments[] {
  return first ? [rest.reduce(mergeMoments, first)] : [];
}

function sumRange(plan: RunsTask, range: Range, onProgress?: (done: number) => void): RunSums {
  const { query, planned, keeps } = plan;
  const { sites, elements, watched } = planned;
  const events = countEvents(watched);
  const points = query.steps ? 0 : keeps.length;
  const room = canonicalBytes(elements, points, events);
  return withSweeps({ ...planned.plan, columns: COLUMNS }, room, (runner) => {
    const isFirst = range.first === 0;
    const firsts: number[][] = [];
    const sizes = (query.sizesAt ?? []).map(() => new Float64Array(sites + 1));
    const head: Float64Array[] = [];
    let blocks: Moments[] = [];
    let tail: Moments | undefined;
    for (let done = 0; done < range.count; done++) {
      const number = range.first + done;
      const run = runner.run(BigInt(query.seed), query.firstRun + number);
      const happened = eventsOfRun(run.firsts, watched);
      if (query.steps) firsts.push(happened);
      for (const [index, counts] of run.sizes.entries()) countInto(sizes[index], counts);
      const values = query.steps
        ? valuesOfSteps(runner, run, sites)
        : normaliseRun(valuesOf(runner, run, planned, keeps, happened), sites, events);
      if (!tail && number % RUNS_PER_BLOCK !== 0) head.push(values);
      else tail = addRun(tail ?? noMoments(values.length), values);
      if (tail?.runs === RUNS_PER_BLOCK) {
        blocks = isFirst ? chain([...blocks, tail]) : [...blocks, tail];
        tail = undefined;
      }
      onProgress?.(done + 1);
    }
    return { isFirst, head, blocks, tail, firsts, sizes };
  });
}

/** Adds numbers of clusters by size. */
export function countInto(sums: Float64Array | undefined, counts: ArrayLike<number>): void {
  if (sums) for (let size = 0; size < sums.length; size++) sums[size] = (sums[size] ?? 0) + (counts[size] ?? 0);
}

/** Canonical averages of a run; where the order is given, its state with that share of the elements. */
function valuesOf(
  runner: Runner,
  run: Run,
  { ordered, elements }: Pick<CheckedPlan, "ordered" | "elements">,
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
