import * as v from "valibot";
import { AVERAGES, averageRun, canonicalBytes } from "../engine/canonical.ts";
import { COLUMNS, type Run, type Runner, withSweeps } from "../engine/sweeps.ts";
import { version } from "../engine/version.gen.ts";
import { badInput } from "../errors.ts";
import { asObject, check, integer, level, probability } from "../networks/check.ts";
import { checkMedium, type Medium } from "../networks/medium.ts";
import { networkField } from "../networks/network.ts";
import { keeping } from "../networks/removal.ts";
import { addRun, type Moments, mergeMoments, noMoments } from "../statistics/moments.ts";
import type { Progress } from "./survival.ts";
import { countEvents, normaliseRun, pointsOf, type SweepPoint } from "./sweep-curve.ts";
import { type CheckedPlan, planSweep, type RunOptions, runFields, runNumber } from "./sweep-options.ts";
import { eventsOfRun } from "./sweep-run.ts";
import { type SweepSteps, summariseSteps, valuesOfSteps } from "./sweep-steps.ts";

/** What {@link sweep} takes. */
export interface SweepOptions extends RunOptions {
  /** Number of runs, 1..2^40; 100 unless given, or 1 where nothing is random. */
  readonly runs?: number;
  /** Number of the first run, 0..2^53-1; 0 unless given. */
  readonly firstRun?: number;
  /** Number of equally spaced probabilities, 2..100001; 101 unless given. */
  readonly points?: number;
  /** The probabilities themselves, 1 to 100001 numbers in 0..1, instead of `points`. */
  readonly keep?: readonly number[];
  /** Whether to give the microcanonical record instead of the curve. */
  readonly steps?: boolean;
  /** Confidence of intervals, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

/** The question `"sweep"`: what do clusters look like at every probability? */
export interface SweepQuery extends SweepOptions {
  readonly ask: "sweep";
  readonly network: Medium;
}

/** The answer to a {@link SweepQuery}. */
export interface SweepAnswer {
  readonly kind: "site" | "bond";
  /** Number of sites. */
  readonly sites: number;
  /** Number of bonds. */
  readonly bonds: number;
  readonly runs: number;
  readonly seed: string;
  /** Points in the order of the probabilities; without `steps`. */
  readonly curve?: readonly SweepPoint[];
  /** With `steps`: means over the runs after every number of added elements. */
  readonly steps?: SweepSteps;
  readonly query: SweepQuery;
  readonly version: string;
}

/** Runs of a sweep summed up: means and M2 of what is estimated, without the runs' records. */
export interface SweepMoments {
  readonly query: SweepQuery;
  readonly firstRun: number;
  readonly moments: Moments;
  /** With `steps`: the first steps of the events, run by run. */
  readonly firsts: readonly (readonly number[])[];
}

const KEEP = "an array of 1..100001 probabilities";

export const sweepSchema = v.strictObject({
  ask: v.literal("sweep"),
  network: networkField,
  ...runFields,
  runs: v.optional(integer(1, 2 ** 40)),
  firstRun: v.optional(runNumber, 0),
  points: v.optional(integer(2, 100001)),
  keep: v.optional(v.pipe(v.array(probability, KEEP), v.minLength(1, KEEP), v.maxLength(100001, KEEP))),
  steps: v.optional(v.boolean("true or false"), false),
  confidence: v.optional(level, 0.95),
});

/** Runs that are summed up before they join the rest, so that any division into such blocks gives the same bits. */
const RUNS_PER_BLOCK = 32;

type CanonicalQuery = SweepQuery &
  Required<Pick<SweepQuery, "firstRun" | "runs" | "steps" | "confidence">> & { readonly seed: string };

/** A checked query, and what it comes to. */
interface Plan {
  readonly query: CanonicalQuery;
  readonly planned: CheckedPlan;
  readonly keeps: readonly number[];
}

function plan(value: unknown): Plan {
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

function sumRuns({ query, planned, keeps }: Plan, onProgress?: Progress): SweepMoments {
  const { sites, elements, watched } = planned;
  const { firstRun, runs, seed, steps } = query;
  const events = countEvents(watched);
  const points = steps ? 0 : keeps.length;
  const room = canonicalBytes(elements, points, events);
  return withSweeps({ ...planned.plan, columns: COLUMNS }, room, (runner) => {
    const size = steps ? 4 * (runner.steps + 1) : points * (AVERAGES + events);
    const firsts: number[][] = [];
    let total = noMoments(size);
    for (let done = 0; done < runs; ) {
      let block = noMoments(size);
      for (const end = Math.min(runs, done + RUNS_PER_BLOCK); done < end; done++) {
        const run = runner.run(BigInt(seed), firstRun + done);
        const happened = eventsOfRun(run.firsts, watched);
        if (steps) firsts.push(happened);
        const values = steps
          ? valuesOfSteps(runner, run, sites)
          : normaliseRun(valuesOf(runner, run, planned, keeps, happened), sites, events);
        block = addRun(block, values);
        onProgress?.(done + 1, runs);
      }
      total = mergeMoments(total, block);
    }
    return { query, firstRun, moments: total, firsts };
  });
}

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

function summarise({ query, planned, keeps }: Plan, { moments, firsts }: SweepMoments): SweepAnswer {
  const { kind, seed, confidence, network } = query;
  const { sites, bonds, watched } = planned;
  const axes = network.kind === "lattice" ? network.size.length : 0;
  const result = query.steps
    ? { steps: summariseSteps(moments, firsts, watched, confidence) }
    : { curve: pointsOf(moments, keeps, watched, axes, confidence) };
  return { kind, sites, bonds, runs: moments.runs, seed, ...result, query, version };
}

export function answerSweep(value: unknown, onProgress?: Progress): SweepAnswer {
  const planned = plan(value);
  return summarise(planned, sumRuns(planned, onProgress));
}

/**
 * Averages over many runs of a sweep: sites or bonds are added in random order, one by one, and the
 * largest and second largest cluster, the number of clusters, the susceptibility, spanning, wrapping and the
 * connection of two sets are known after each. From that follow their values at any probability, by
 * weighting with the binomial distribution of the number of elements (canonical averages). The other kind of
 * element survives at the network's rate. Directions of edges are ignored: clusters are weakly connected.
 *
 * With `order` or `attack` nothing is averaged over the number of elements: the point at keep tells of the
 * state with that share of the elements, rounded to a whole number.
 *
 * Standard errors are those of means over independent runs. Intervals of events are Agresti's and Coull's,
 * widened to values between 0 and 1, so they are not empty where all runs agree.
 *
 * Each run takes O(sites + bonds), and O(points * sqrt(elements)) for the averages. Memory: for a site 16
 * bytes (24 in more than two dimensions), for an element added 4 bytes and a record of 20.
 *
 * @param network - From {@link lattice}, {@link graph} or a reader of graphs.
 * @param options - What is added, how many runs, and where the curve is wanted.
 * @throws PercolationError `invalid-input` for an order that names an element twice or one that does not
 *   exist, and for values out of range; `too-large` when a run does not fit in memory.
 * @see M. Newman, R. Ziff, Phys. Rev. E 64, 016706 (2001).
 *
 * @example
 * import { lattice, sweep } from "percolation";
 * const torus = lattice("square", { size: [32, 32], periodic: true });
 * const { curve } = sweep(torus, { kind: "bond", runs: 200, keep: [0.5] });
 * const [{ wrapping }] = curve;
 * wrapping.low < 0.6905 && 0.6905 < wrapping.high; // => true
 */
export function sweep(network: Medium, options: SweepOptions): SweepAnswer {
  return answerSweep({ ...asObject(options, "options"), ask: "sweep", network });
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
  return sumRuns(plan({ ...asObject(options, "options"), ask: "sweep", network }));
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
  const moments = mergeMoments(first.moments, second.moments);
  const query = { ...first.query, runs: moments.runs };
  return { query, firstRun: first.firstRun, moments, firsts: [...first.firsts, ...second.firsts] };
}

function checkSums(sums: SweepMoments, field: string): void {
  const { moments, query, firsts } = asObject(sums, field);
  if (typeof query !== "object" || query === null) throw badInput(`${field}.query`, "the query of a sweep", query);
  if (!(moments?.means instanceof Float64Array && moments.deviations instanceof Float64Array)) {
    throw badInput(`${field}.moments`, "means and deviations as Float64Arrays", moments);
  }
  if (!Array.isArray(firsts)) throw badInput(`${field}.firsts`, "an array", firsts);
}

/** The answer that sums of runs amount to. */
export function summariseSweep(sums: SweepMoments): SweepAnswer {
  checkSums(sums, "sums");
  return summarise(plan(sums.query), sums);
}
