import { layered } from "percolation";
import {
  alignment,
  type DropoutProblem,
  dropoutDescent,
  gradientData,
  gradientMoments,
  hessians,
  hessianVariance,
  integrateSme,
  intervalFlatness,
  modifiedLoss,
  trajectoryData,
  varianceFlatness,
  weakErrors,
} from "percolation/training";
import { expect, test } from "vitest";
import { drawNormally } from "../../../sdk/engine/training/numbers.ts";
import { expectNear, numbers } from "./problems.ts";

/** A matrix times another, row by row. */
function multiply(a: readonly number[][], b: readonly number[][]): number[][] {
  return a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0)));
}

/** An orthonormal basis drawn uniformly: normal numbers, made orthonormal row by row. */
function drawBasis(size: number, run: number): number[][] {
  const all = drawNormally({ seed: 99n, purpose: "noise", run, layer: 7 }, size * size, 1);
  const basis: number[][] = [];
  for (let index = 0; index < size; index++) {
    let row = [...all.subarray(index * size, (index + 1) * size)];
    for (const before of basis) {
      const product = row.reduce((sum, value, k) => sum + value * (before[k] ?? 0), 0);
      row = row.map((value, k) => value - product * (before[k] ?? 0));
    }
    const length = Math.hypot(...row);
    basis.push(row.map((value) => value / length));
  }
  return basis;
}

const diagonal = (values: readonly number[]) => values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
const transpose = (m: readonly number[][]) => (m[0] ?? []).map((_, j) => m.map((row) => row[j] ?? 0));
const near = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

test("mean and deviation of the alignment by chance are those of eigenvectors drawn at random", () => {
  const [first, second] = [diagonal([5, 2, 1, 0.5]).flat(), [3, -1, 0.2, 0]];
  const RUNS = 20_000;
  const drawn = Array.from({ length: RUNS }, (_, run) => {
    const basis = drawBasis(4, run);
    const turned = multiply(multiply(transpose(basis), diagonal(second)), basis).flat();
    // Rounding apart it is symmetric.
    return alignment(first, turned).alignment;
  });
  const { nullMean, nullDeviation } = alignment(first, diagonal(second).flat());
  const mean = drawn.reduce((sum, value) => sum + value, 0) / RUNS;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / RUNS;
  near(mean, nullMean, (4 * nullDeviation) / Math.sqrt(RUNS));
  // The fourth moment of what is bounded is small: 4 standard errors of a normal one are more than enough.
  near(Math.sqrt(variance) / nullDeviation, 1, 4 / Math.sqrt(2 * RUNS));
  expect(nullDeviation).toBeGreaterThan(0.1);
});

test("alignment is 1 with itself, takes no notice of lengths, and is 0 of matrices with nothing in common", () => {
  const matrix = [2, 1, 0, 1, 3, 0.5, 0, 0.5, 1];
  near(alignment(matrix, matrix).alignment, 1, 1e-15);
  const small = matrix.map((value) => 1e-200 * value);
  expectNear(Object.values(alignment(small, matrix)), Object.values(alignment(matrix, matrix)));
  expect(alignment([1, 0, 0, 0], [0, 0, 0, 1]).alignment).toBe(0);
  expect(alignment([3], [-2])).toEqual({ alignment: -1, nullMean: -1, nullDeviation: 0 });
});

const size = 5;
const rows = Array.from({ length: 40 }, (_, row) => numbers(size, row).map((value, j) => value * 0.5 ** j));
/** Units that are the inputs themselves, so that the loss is a quadratic function of the trained weights. */
function quadratic(drop: number): { problem: DropoutProblem; at: number[]; weights: number[] } {
  const weights = Array.from({ length: size }, (_, j) => 0.3 * (j + 1));
  const noise = numbers(40, 77);
  const targets = rows.map((row, i) => [row.reduce((sum, x, j) => sum + x * (weights[j] ?? 0), 0) + (noise[i] ?? 0)]);
  const identity = (unit: number) => Array.from({ length: size }, (_, j) => (j === unit ? 1 : 0));
  return {
    problem: {
      network: layered([size, size, 1], { dropSites: drop }),
      data: { inputs: rows, targets },
      activation: "linear",
      trained: "outputs",
    },
    at: weights.flatMap((a, unit) => [a, ...identity(unit)]),
    weights,
  };
}

test("in a quadratic valley the interval is what the quadratic equation says, for both losses, from any place", () => {
  const { problem, at } = quadratic(0.4);
  const direction = numbers(size, 3);
  const length = Math.hypot(...direction);
  const unit = direction.map((value) => value / length);
  const { gradient, loss, modified } = modifiedLoss(problem, at);
  const withoutDrop = { ...problem, network: layered([size, size, 1]) };
  const matrices = hessians(problem, at);
  for (const [of, height, slopes, matrix] of [
    ["loss", loss, modifiedLoss(withoutDrop, at).gradient, matrices.loss],
    ["modified", modified, gradient, matrices.modified],
  ] as const) {
    const slope = unit.reduce((sum, value, j) => sum + value * (slopes[j] ?? 0), 0);
    const curvature = unit.reduce(
      (sum, value, i) => sum + value * unit.reduce((part, other, j) => part + other * (matrix[i * size + j] ?? 0), 0),
      0,
    );
    for (const factor of [1.001, 2, Math.E, 1000]) {
      const root = Math.sqrt(slope ** 2 + 2 * curvature * (factor - 1) * height);
      const { left, right, flatness } = intervalFlatness(problem, at, direction, { factor, of });
      expectNear([left, right], [(slope + root) / curvature, (root - slope) / curvature], 1e-11);
      expect(flatness).toBe(left + right);
    }
  }
});

test("where the loss never gets high, the interval has no end", () => {
  // The weight into a unit with a = 0 changes nothing; a ReLU that is off stays off one way.
  const data = { inputs: [[1]], targets: [[1]] };
  const problem = { network: layered([1, 1, 1]), data };
  expect(intervalFlatness(problem, [0, 1], [0, 1]).flatness).toBe(Number.POSITIVE_INFINITY);
  const { left, right } = intervalFlatness(problem, [1, -1], [0, 1]);
  expect(left).toBe(Number.POSITIVE_INFINITY);
  // 1 + w = 1 - (-1) (sqrt 2 - 1) ... the loss (w - 1)^2 / 2 is 1 at w = 1 + sqrt 2, from -1 on.
  near(right, 2 + Math.SQRT2, 1e-12);
});

test("random gradients at the lowest place of a head: variance goes with the Hessian, and as flatness to the power -2", () => {
  // Many units on one sample: covariance and Hessian have the same eigenvectors there, two kinds of them.
  const problem: DropoutProblem = {
    network: layered([1, 2, 1], { dropSites: 0.5 }),
    data: { inputs: [[1]], targets: [[1]] },
    activation: "linear",
    trained: "outputs",
  };
  const at = [1 / 3, 1, 1 / 3, 1];
  const { gradients } = gradientData(problem, at, { count: 40_000, seed: 8 });
  const { eigenvalues, variances, exponent } = hessianVariance(problem, at, gradients, { of: "modified" });
  expectNear(eigenvalues, [3, 1]);
  // Sigma is a ninth of the Hessian; variances of 40000 are within 3 %.
  near((variances[0] ?? 0) / (3 / 9), 1, 0.03);
  near((variances[1] ?? 0) / (1 / 9), 1, 0.03);
  near(exponent, 1, 0.05);
  const relation = varianceFlatness(problem, at, gradients, { of: "modified", factor: 2 });
  near(relation.exponent, 2, 0.1);
  relation.flatness.forEach((flatness, place) => {
    // 2 sqrt(2 L / lambda), along directions that are those of the Hessian within chance.
    const { modified } = modifiedLoss(problem, at);
    near(flatness / (2 * Math.sqrt((2 * modified) / (place === 0 ? 3 : 1))), 1, 0.02);
  });
});

test("the sample covariance of random gradients is that of all masks", () => {
  const { problem, at } = quadratic(0.3);
  const COUNT = 20_000;
  const { gradients } = gradientData(problem, at, { count: COUNT, seed: 2 });
  const { mean, covariance } = gradientMoments(problem, at);
  for (let i = 0; i < size; i++) {
    const average = gradients.reduce((sum, row) => sum + (row[i] ?? 0), 0) / COUNT;
    near(average, mean[i] ?? 0, 4 * Math.sqrt((covariance[i * size + i] ?? 0) / COUNT));
    for (let j = 0; j <= i; j++) {
      const products = gradients.map((row) => ((row[i] ?? 0) - (mean[i] ?? 0)) * ((row[j] ?? 0) - (mean[j] ?? 0)));
      const value = products.reduce((sum, each) => sum + each, 0) / COUNT;
      const spread = Math.sqrt(products.reduce((sum, each) => sum + (each - value) ** 2, 0)) / COUNT;
      near(value, covariance[i * size + j] ?? 0, 4 * spread);
    }
  }
});

test("trajectories and gradients are told apart: at stationarity H C + C H = rate Sigma, not C ~ Sigma", () => {
  const { problem, weights } = quadratic(0.5);
  const identity = (unit: number) => Array.from({ length: size }, (_, j) => (j === unit ? 1 : 0));
  const descended = dropoutDescent(
    { ...problem, network: layered([size, size, 1], { dropSites: 0.5 }) },
    weights.flatMap((a, unit) => [a, ...identity(unit)]),
    { learningRate: 0.01, steps: 200_000, seed: 1 },
  );
  const start = [...(descended.paths[0] ?? [])].flatMap((a, unit) => [a, ...identity(unit)]);
  const data = trajectoryData(problem, start, { learningRate: 0.2, skip: 1000, count: 100_000, seed: 3 });
  const { eigenvalues, variances } = hessianVariance(problem, start, data, { of: "modified" });
  expect(variances.length).toBe(size);
  expect(eigenvalues.every((value) => value > 0)).toBe(true);
  // Along an eigenvector u of H, 2 lambda u C u = rate u Sigma u, to the order of the rate.
  const { variances: ofGradients } = hessianVariance(
    problem,
    start,
    gradientData(problem, start, { count: 50_000, seed: 4 }).gradients,
    { of: "modified" },
  );
  variances.slice(0, 2).forEach((variance, place) => {
    near((2 * (eigenvalues[place] ?? 0) * variance) / (0.2 * (ofGradients[place] ?? 0)), 1, 0.2);
  });
});

test("a principal direction without variance is listed and does not spoil the fit", () => {
  const { problem, at } = quadratic(0.4);
  const data = Array.from({ length: 30 }, (_, row) => {
    const [a = 0, b = 0] = numbers(2, row);
    return Float64Array.of(a, b / 3, 0, 0, 0);
  });
  const { variances, flatness, directions, exponent } = varianceFlatness(problem, at, data);
  expect([variances.length, flatness.length, directions.length]).toEqual([size, size, size]);
  expect([...variances.subarray(2)].every((value) => value < 1e-15)).toBe(true);
  expect(Number.isFinite(exponent)).toBe(true);
  expect(varianceFlatness(problem, at, data, { from: 1 }).exponent).toBeNaN();
});

test("weak errors of a network that is trained whole are sampled, with standard errors, and shrink with the rate", () => {
  const problem: DropoutProblem = {
    network: layered([1, 2, 1], { dropSites: 0.3 }),
    data: { inputs: [[1], [-1]], targets: [[1], [0.2]] },
    activation: "tanh",
  };
  const options = { learningRates: [1 / 2, 1 / 4], paths: 20_000, seed: 6 };
  const { method, rows } = weakErrors(problem, [1, 2, -1, 1.5], options);
  expect(method).toBe("monte-carlo");
  expect(rows.map(({ steps }) => steps)).toEqual([2, 4]);
  for (const { errors, standardErrors } of rows) {
    expect(errors[0]).toBeGreaterThan(5 * standardErrors[0]);
    expect(errors[1]).toBeLessThan(errors[0] / 2);
  }
  const [coarse, fine] = rows.map(({ errors, standardErrors }) => ({ error: errors[0], chance: standardErrors[0] }));
  if (!coarse || !fine) throw new Error("two rows");
  const ratio = coarse.error / fine.error;
  near(ratio, 2, 3 * ratio * Math.hypot(coarse.chance / coarse.error, fine.chance / fine.error));
});

test("the means of paths along the equations are those of the linear equations that the exact study solves", () => {
  const data = { inputs: [[1]], targets: [[1]] };
  const network = layered([1, 2, 1], { dropSites: 0.5 });
  const problem = { network, data, activation: "linear", trained: "outputs" } as const;
  const [learningRate, COUNT] = [1 / 8, 4000];
  for (const order of [1, 2] as const) {
    const options = { order, learningRate, time: 1, step: 1 / 256, scheme: "taylor", paths: COUNT, seed: 12 } as const;
    const { paths } = integrateSme(problem, [2, 1, -1, 1], options);
    // Around (1/3, 1/3) the sum fades at rate 3 and the difference at rate 1; of order 2 by more.
    const fade = (rate: number) => Math.exp(-rate * (order === 1 ? 1 : 1 + (rate * learningRate) / 2));
    const expected = [1 / 3 + fade(3) / 6 + 1.5 * fade(1), 1 / 3 + fade(3) / 6 - 1.5 * fade(1)];
    expected.forEach((value, place) => {
      const mean = paths.reduce((sum, path) => sum + (path[place] ?? 0), 0) / COUNT;
      const variance = paths.reduce((sum, path) => sum + ((path[place] ?? 0) - mean) ** 2, 0) / (COUNT - 1);
      near(mean, value, 4 * Math.sqrt(variance / COUNT));
    });
  }
});
