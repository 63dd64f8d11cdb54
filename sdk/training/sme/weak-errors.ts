import * as v from "valibot";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import type { Walked } from "../../engine/training/sme/walker.ts";
import { badInput, PercolationError } from "../../errors.ts";
import { check } from "../../networks/check.ts";
import type { Steps } from "../../sampling/sampler.ts";
import { solve } from "../../sampling/solve.ts";
import { type TrainingControl, watch } from "../advance.ts";
import { divide } from "./equation.ts";
import { exactMeans } from "./exact-means.ts";
import { checkProblem, checkStart, type DropoutProblem, requireMatrix, requireRows } from "./problem.ts";
import { above0, anySeed, count } from "./schema.ts";
import { fitExponent } from "./slope.ts";
import { meanOf } from "./spectrum.ts";
import { type Place, walkMasked, walkModified } from "./walk.ts";

/** What weak errors are measured of. */
export interface WeakErrorOptions {
  /** Each above 0, and at most twice the time. */
  readonly learningRates: readonly number[];
  /** Where the paths end, above 0; rounded to a whole number of steps of each learning rate. 1 unless given. */
  readonly time?: number;
  /**
   * Steps of the integration in a step of the descent; 10 unless given. They are those of the scheme `"taylor"` of
   * {@link integrateSme}: Euler and Maruyama's would hide what the equation of order 2 is better by.
   */
  readonly substeps?: number;
  /** Paths of each, where means are not exact: at least 2, 1000 unless given. */
  readonly paths?: number;
  /** Seed of masks and noise; 0 unless given. */
  readonly seed?: number | bigint | string;
}

const schema = v.strictObject({
  learningRates: v.pipe(v.array(above0), v.minLength(1, "an array of numbers above 0")),
  time: v.optional(above0, 1),
  substeps: v.optional(count, 10),
  paths: v.optional(count, 1000),
  seed: anySeed,
});

const STABLE = "one that keeps all finite";

/** Errors at one learning rate, of the equations of order 1 and of order 2. */
export interface WeakErrorRow {
  readonly learningRate: number;
  /** Of the descent. */
  readonly steps: number;
  /** Euclidean distances of the mean of what is trained, at the end, between equation and descent. */
  readonly errors: readonly [number, number];
  /** About how far chance alone sets these means apart: 0 where they are exact. */
  readonly standardErrors: readonly [number, number];
}

/** Weak errors of means. */
export interface WeakErrors {
  readonly method: "exact" | "monte-carlo";
  readonly rows: readonly WeakErrorRow[];
  /** Exponents of error ~ learning rate, of both orders, by least squares of logarithms; NaN of a single rate. */
  readonly exponents: readonly [number, number];
}

/**
 * How far the means of the stochastic modified equations of order 1 and 2 are from that of gradient descent with dropout.
 * Where the weights to the output alone are trained, all three means are exact; else they are those of so many paths, whose
 * number has to be great enough for the standard errors to be below the errors.
 *
 * @param problem - Network and data.
 * @param start - Parameters that all paths start from, unit by unit: a, then w.
 * @param options - Learning rates, time, paths.
 * @throws PercolationError `invalid-input`, also where a path diverges; `too-large`, as of {@link hessians} where means are
 *   exact.
 *
 * @example
 * import { layered } from "percolation";
 * import { weakErrors } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const data = { inputs: [[1]], targets: [[1]] };
 * const problem = { network, data, activation: "linear", trained: "outputs" } as const;
 * const { method, rows } = weakErrors(problem, [2, 1, -1, 1], { learningRates: [1 / 32, 1 / 64] });
 * method; // => "exact"
 * rows.map(({ errors }) => errors.map((error) => error.toPrecision(4))); // => [["0.01246", "0.0002735"], ["0.006192", "0.00006844"]]
 */
export function weakErrors(problem: DropoutProblem, start: ArrayLike<number>, options: WeakErrorOptions): WeakErrors {
  return solve(measureErrors(checkErrors(problem, start, options)));
}

/**
 * The same with pauses in which other work goes on, and with the same bits. Where means are exact the Hessian is decomposed
 * without one.
 *
 * @param problem - As of {@link weakErrors}, as are `start` and `options`.
 * @param control - `signal` ends it: the promise is rejected with its reason. `onProgress` hears how many steps are done:
 *   of all paths of the descent and of both equations, or, where means are exact, of the mean of the descent along each
 *   eigenvector of the Hessian.
 * @throws PercolationError as {@link weakErrors}, by a promise that is rejected.
 *
 * @example
 * import { layered } from "percolation";
 * import { weakErrorsAsync } from "percolation/training";
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const problem = { network, data: { inputs: [[1]], targets: [[1]] } };
 * const heard: number[] = [];
 * const control = { onProgress: (done: number) => heard.push(done) };
 * const options = { learningRates: [1 / 4, 1 / 8], paths: 10 };
 * const { method } = await weakErrorsAsync(problem, [1, 1, 1, 1], options, control);
 * [method, heard.at(-1)]; // => ["monte-carlo", 2520]
 */
export async function weakErrorsAsync(
  problem: DropoutProblem,
  start: ArrayLike<number>,
  options: WeakErrorOptions,
  control: TrainingControl = {},
): Promise<WeakErrors> {
  const checked = checkErrors(problem, start, options);
  return watch(() => measureErrors(checked), control);
}

/** The descent at a learning rate, and how the equations that stand for it are integrated. */
interface Rate {
  readonly learningRate: number;
  readonly steps: number;
  readonly fine: { readonly steps: number; readonly length: number };
}

interface CheckedErrors {
  readonly model: Model;
  readonly from: Float64Array;
  readonly rates: readonly Rate[];
  readonly isExact: boolean;
  readonly paths: number;
  readonly seed: bigint;
}

function checkErrors(problem: DropoutProblem, start: ArrayLike<number>, options: WeakErrorOptions): CheckedErrors {
  const model = checkProblem(problem);
  const from = checkStart(start, model, "start");
  const { learningRates, time, substeps, paths, seed } = check(schema, options, "options");
  const isExact = model.size === 1;
  if (!isExact && paths < 2) throw badInput("options.paths", "at least 2", paths);
  if (isExact) requireMatrix(model);
  else requireRows(model, paths, "options.paths");
  const rates = learningRates.map((learningRate, index) => checkRate(learningRate, index, time, substeps));
  return { model, from, rates, isExact, paths, seed: BigInt(seed) };
}

function checkRate(learningRate: number, index: number, time: number, substeps: number): Rate {
  const field = `options.learningRates[${index}]`;
  const steps = Math.round(time / learningRate);
  if (steps < 1) throw badInput(field, `at most ${2 * time}, twice the time`, learningRate);
  if (steps * substeps >= 2 ** 31) throw badInput(field, "one that needs fewer than 2147483648 steps", learningRate);
  return { learningRate, steps, fine: divide(learningRate * steps, learningRate / substeps) };
}

function* measureErrors(checked: CheckedErrors): Steps<WeakErrors> {
  const { model, from, rates, isExact, paths } = checked;
  const means = isExact ? exactMeans(model, from) : undefined;
  const work = rates.map(({ steps, fine }) => (means ? steps * dimensionOf(model) : paths * (steps + 2 * fine.steps)));
  const total = work.reduce((sum, each) => sum + each, 0);
  const rows: WeakErrorRow[] = [];
  let before = 0;
  for (const [index, rate] of rates.entries()) {
    const place = { before, total };
    rows.push(means ? yield* exactErrors(means, rate, index, place) : yield* sampleErrors(checked, rate, place));
    before += work[index] ?? 0;
  }
  const exponentOf = (order: 0 | 1) =>
    fitExponent(
      rates.map(({ learningRate }) => learningRate),
      rows.map(({ errors }) => errors[order]),
    );
  return { method: isExact ? "exact" : "monte-carlo", rows, exponents: [exponentOf(0), exponentOf(1)] };
}

function* exactErrors(
  means: ReturnType<typeof exactMeans>,
  { learningRate, steps }: Rate,
  index: number,
  place: Place,
): Steps<WeakErrorRow> {
  const { descent, orders } = yield* means(learningRate, steps, place);
  const errors = [distance(orders[0], descent), distance(orders[1], descent)] as const;
  if (!errors.every(Number.isFinite)) throw badInput(`options.learningRates[${index}]`, STABLE, learningRate);
  return { learningRate, steps, errors, standardErrors: [0, 0] };
}

function* sampleErrors(
  { model, from, paths, seed }: CheckedErrors,
  { learningRate, steps, fine }: Rate,
  { before, total }: Place,
): Steps<WeakErrorRow> {
  const size = dimensionOf(model);
  const course = { rate: learningRate, paths, seed, steps, every: steps };
  const descent = endsOf(yield* walkMasked(model, from, course, { before, total }), size, learningRate);
  const errors: [number, number] = [0, 0];
  const standardErrors: [number, number] = [0, 0];
  for (const order of [1, 2] as const) {
    const equation = { order, scheme: "taylor", length: fine.length } as const;
    const finer = { ...course, steps: fine.steps, every: fine.steps };
    const place = { before: before + paths * (steps + (order - 1) * fine.steps), total };
    const ends = endsOf(yield* walkModified(model, from, finer, equation, place), size, learningRate);
    errors[order - 1] = distance(ends.mean, descent.mean);
    standardErrors[order - 1] = Math.sqrt((descent.variance + ends.variance) / paths);
  }
  return { learningRate, steps, errors, standardErrors };
}

/** The mean of the ends of paths, and the sum of the variances of their numbers. */
function endsOf({ records, divergedAt }: Walked, size: number, rate: number): { mean: Float64Array; variance: number } {
  const path = divergedAt.findIndex((step) => step !== undefined);
  if (path >= 0) {
    throw new PercolationError(
      "invalid-input",
      `options.learningRates: expected ${STABLE}, got ${rate}: path ${path} diverges in step ${divergedAt[path]}`,
      { field: "options.learningRates" },
    );
  }
  const rows = divergedAt.map((_, index) => records.subarray(index * size, (index + 1) * size));
  const mean = meanOf(rows, size);
  const squares = rows.reduce((sum, row) => sum + distance(row, mean) ** 2, 0);
  return { mean, variance: squares / (rows.length - 1) };
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, place) => sum + (value - (b[place] ?? 0)) ** 2, 0));
}
