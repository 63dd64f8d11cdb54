import * as v from "valibot";
import { fillHessian } from "../../engine/training/sme/measure.ts";
import { dimensionOf, type Model } from "../../engine/training/sme/model.ts";
import { badInput } from "../../errors.ts";
import { check, name } from "../../networks/check.ts";
import { type FlatnessOptions, flatnessEntries, measureIntervals } from "./flatness.ts";
import { checkNumbers, checkProblem, checkStart, type DropoutProblem, requireMatrix } from "./problem.ts";
import { fromZero } from "./schema.ts";
import { fitExponent } from "./slope.ts";
import { covarianceOf, decompose, dot } from "./spectrum.ts";

/** Which directions an exponent is fitted to: those from place `from` up to, without it, place `to`. */
export interface FitOptions {
  /** 0 unless given; 1 leaves out the direction of greatest variance, which may be drift. */
  readonly from?: number;
  /** All that there are unless given. */
  readonly to?: number;
}

const fitEntries = { from: v.optional(fromZero, 0), to: v.optional(fromZero) };

/** Directions of random data, with the flatness along each. */
export interface VarianceFlatness {
  /** Variances of the data along its principal directions, from the greatest on. */
  readonly variances: Float64Array;
  /** The interval flatness along each. */
  readonly flatness: Float64Array;
  /** The directions, each of length 1. */
  readonly directions: readonly Float64Array[];
  /** psi of variance ~ flatness^-psi, by least squares of logarithms; NaN where fewer than two directions can be used. */
  readonly exponent: number;
}

/**
 * The inverse relation of variance and flatness: principal components of random data, and the interval flatness along each.
 * Directions without variance, or along which the loss never gets high, are in the lists but not in the fit.
 *
 * @param problem - Network and data, with at most 2048 trained numbers.
 * @param parameters - Where flatness is measured, unit by unit: a, then w.
 * @param data - At least two rows, from {@link trajectoryData} or {@link gradientData}.
 * @param options - Of {@link intervalFlatness}, and which directions are fitted.
 * @returns In a time that grows with the cube of what is trained, and about fifty losses a direction.
 * @throws PercolationError `invalid-input` and `too-large`, as of {@link intervalFlatness} and {@link hessians}.
 *
 * @example
 * import { layered } from "percolation";
 * import { gradientData, varianceFlatness } from "percolation/training";
 * const data = { inputs: [[1], [2]], targets: [[1], [0]] };
 * const problem = { network: layered([1, 3, 1], { dropSites: 0.5 }), data, activation: "tanh" } as const;
 * const at = [0.5, 1, -1, 0.3, 0.7, 0.2];
 * const { variances, flatness } = varianceFlatness(problem, at, gradientData(problem, at, { count: 100 }).gradients);
 * [variances.length, flatness.length]; // => [6, 6]
 */
export function varianceFlatness(
  problem: DropoutProblem,
  parameters: ArrayLike<number>,
  data: readonly Float64Array[],
  options: FlatnessOptions & FitOptions = {},
): VarianceFlatness {
  const model = checkProblem(problem);
  requireMatrix(model);
  const start = checkStart(parameters, model);
  const schema = v.strictObject({ ...flatnessEntries, ...fitEntries });
  const { factor, of, from, to } = check(schema, options, "options");
  const size = dimensionOf(model);
  const { values, vectors } = decompose(covarianceOf(checkRows(data, model), size), size);
  const variances = values.map((value) => Math.max(0, value));
  const flatness = Float64Array.from(measureIntervals(model, start, vectors, factor, of), (each) => each.flatness);
  return { variances, flatness, directions: vectors, exponent: -fitPositive(flatness, variances, from, to) };
}

/** Directions of a Hessian, with the variance of random data along each. */
export interface HessianVariance {
  /** Eigenvalues, from the greatest on. */
  readonly eigenvalues: Float64Array;
  /** Variances of the data along the eigenvectors. */
  readonly variances: Float64Array;
  /** e of variance ~ eigenvalue^e, by least squares of logarithms of those above 0; NaN of fewer than two. */
  readonly exponent: number;
}

/**
 * The relation of Hessian and variance: the variance of random data along each eigenvector of a Hessian.
 *
 * @param problem - Network and data, with at most 2048 trained numbers.
 * @param parameters - Where the Hessian is taken, unit by unit: a, then w.
 * @param data - At least two rows, from {@link trajectoryData} or {@link gradientData}.
 * @param options - Of which loss, the one without removal unless given; which directions are fitted.
 * @returns In a time that grows with the cube of what is trained.
 * @throws PercolationError `invalid-input` and `too-large`, as of {@link hessians}.
 *
 * @example
 * import { layered } from "percolation";
 * import { gradientData, hessianVariance } from "percolation/training";
 * const data = { inputs: [[1]], targets: [[1]] };
 * const network = layered([1, 2, 1], { dropSites: 0.5 });
 * const problem = { network, data, activation: "linear", trained: "outputs" } as const;
 * const at = [1 / 3, 1, 1 / 3, 1];
 * const { gradients } = gradientData(problem, at, { count: 1000 });
 * const { eigenvalues } = hessianVariance(problem, at, gradients, { of: "modified" });
 * [...eigenvalues].map((value) => value.toFixed(9)); // => ["3.000000000", "1.000000000"]
 */
export function hessianVariance(
  problem: DropoutProblem,
  parameters: ArrayLike<number>,
  data: readonly Float64Array[],
  options: Pick<FlatnessOptions, "of"> & FitOptions = {},
): HessianVariance {
  const model = checkProblem(problem);
  requireMatrix(model);
  const start = checkStart(parameters, model);
  const schema = v.strictObject({ of: v.optional(name("loss", "modified"), "loss"), ...fitEntries });
  const { of, from, to } = check(schema, options, "options");
  const size = dimensionOf(model);
  const { values, vectors } = decompose(fillHessian(model, start, of === "modified"), size);
  const covariance = covarianceOf(checkRows(data, model), size);
  const variances = Float64Array.from(vectors, (vector) => Math.max(0, varianceAlong(covariance, vector)));
  return { eigenvalues: values, variances, exponent: fitPositive(values, variances, from, to) };
}

function varianceAlong(covariance: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  return dot(
    vector,
    vector.map((_, row) => dot(covariance.subarray(row * size, (row + 1) * size), vector)),
  );
}

function checkRows(data: unknown, model: Model): Float64Array[] {
  if (!Array.isArray(data) || data.length < 2) throw badInput("data", "at least 2 rows of numbers", data);
  return Array.from(data, (row: unknown, index) => checkNumbers(row, dimensionOf(model), `data[${index}]`));
}

/** What is 0 to rounding has no logarithm worth fitting. */
const NOTHING = 1e-12;

function fitPositive(x: Float64Array, y: Float64Array, from: number, to = x.length): number {
  const mostOf = (values: Float64Array) =>
    values.reduce((most, value) => (value < Number.POSITIVE_INFINITY ? Math.max(most, value) : most), 0);
  const [leastX, leastY] = [NOTHING * mostOf(x), NOTHING * mostOf(y)];
  const places = [...x.keys()].slice(from, to).filter((place) => {
    const at = x[place] ?? 0;
    return at > leastX && at < Number.POSITIVE_INFINITY && (y[place] ?? 0) > leastY;
  });
  return fitExponent(
    places.map((place) => x[place] ?? 0),
    places.map((place) => y[place] ?? 0),
  );
}
