import { layered } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import {
  alignment,
  type DropoutProblem,
  gradientMoments,
  hessians,
  intervalFlatness,
  modifiedLoss,
  weakErrors,
} from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";

// Values worked out by hand and by enumeration, and the weak errors of the equations.

const EXACT = 1e-12;

/** Features that are 1 for the one sample, of target 1; the weights to the output are trained. */
function headOf(features: number): DropoutProblem {
  return {
    network: layered([1, features, 1], { dropSites: 0.5 }),
    data: { inputs: [[1]], targets: [[1]] },
    activation: "linear",
    trained: "outputs",
  };
}
const withFeatures = (weights: readonly number[]) => weights.flatMap((weight) => [weight, 1]);

function near(name: string, measured: ArrayLike<number>, targets: readonly number[], tolerance = EXACT): Target[] {
  return targets.map((target, index) => {
    const place = targets.length > 1 ? `, entry ${index + 1}` : "";
    return { name: name + place, target, measured: measured[index] ?? Number.NaN, tolerance };
  });
}

function findMoments(): Target[] {
  const two: DropoutProblem = { ...headOf(2), trained: "all" };
  const at = [1, 3, 2, -1];
  const loss = modifiedLoss(two, at);
  const covariance = [153, 51, -21, 42, 51, 17, -7, 14, -21, -7, 22, -44, 42, 14, -44, 88];
  const head = headOf(2);
  const minimum = withFeatures([1 / 3, 1 / 3]);
  const spread = gradientMoments(head, minimum).covariance;
  const { loss: plain, modified } = hessians(head, minimum);
  const one = gradientMoments(headOf(1), [0.5, 1]);
  return [
    ...near("two units: modified loss", [loss.modified], [6.5]),
    ...near("two units: its gradient", loss.gradient, [9, 3, 2, -4]),
    ...near("two units: covariance of the gradient", gradientMoments(two, at).covariance, covariance),
    ...near("head of two features: gradient at (1/3, 1/3)", modifiedLoss(head, minimum).gradient, [0, 0]),
    ...near("head of two features: Hessian of the modified loss", modified, [2, 1, 1, 2]),
    ...near("head of two features: covariance", spread, [2 / 9, 1 / 9, 1 / 9, 2 / 9]),
    ...near("alignment with the Hessian of the modified loss", [alignment(modified, spread).alignment], [1]),
    ...near("alignment with the Hessian of the loss", [alignment(plain, spread).alignment], [6 / (2 * Math.sqrt(10))]),
    ...near("head of one feature: gradient and variance at 1/2", [one.mean[0] ?? 1, one.covariance[0] ?? 1], [0, 0]),
  ];
}

function findFlatness(): Target[] {
  const data = { inputs: [[4], [0]], targets: [[4], [2]] };
  const problem = { network: layered([1, 1, 1]), data, activation: "linear", trained: "outputs" } as const;
  const widthOf = (factor: number) => intervalFlatness(problem, [1, 1], [1], { factor }).flatness;
  return [
    ...near("flatness, curvature 8, loss 1, twice the loss", [widthOf(2)], [1]),
    ...near("flatness, curvature 8, loss 1, e times the loss", [widthOf(Math.E)], [1.310833], 1e-6),
  ];
}

/** Weak errors of the mean at time 1 over the learning rate. */
export function findWeakErrors(): Findings {
  const learningRates = [1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256, 1 / 512];
  const { rows } = weakErrors(headOf(2), withFeatures([2, -1]), { learningRates });
  const errorOf = (rate: number, order: 0 | 1) =>
    rows.find(({ learningRate }) => learningRate === rate)?.errors[order] ?? Number.NaN;
  const ratios = ([0, 1] as const).flatMap((order) =>
    [1 / 64, 1 / 128].map(
      (rate): Target => ({
        name: `weak error, order ${order + 1}: rate 1/${1 / rate} over half of it`,
        target: 2 * (order + 1),
        measured: errorOf(rate, order) / errorOf(rate / 2, order),
        tolerance: 0.05,
        isRelative: true,
      }),
    ),
  );
  const targets: Target[] = [
    { name: "weak error, order 1, rate 1/32", target: 0.012462661, measured: errorOf(1 / 32, 0), tolerance: 5e-10 },
    { name: "weak error, order 1, rate 1/64", target: 0.006191565, measured: errorOf(1 / 64, 0), tolerance: 5e-10 },
    { name: "weak error, order 2, rate 1/32", target: 2.734568e-4, measured: errorOf(1 / 32, 1), tolerance: 5e-11 },
    { name: "weak error, order 2, rate 1/64", target: 6.844295e-5, measured: errorOf(1 / 64, 1), tolerance: 5e-12 },
    ...ratios,
  ];
  const slope = (order: 0 | 1): ChartSeries => ({
    name: `slope ${order + 1}`,
    as: "dashes",
    colour: 4,
    points: learningRates.map((rate) => {
      const share = rate * 512;
      return { x: rate, y: errorOf(1 / 512, order) * (order === 0 ? share : share * share) };
    }),
  });
  const measured = ([0, 1] as const).map(
    (order): ChartSeries => ({
      name: `order ${order + 1}`,
      as: "dots",
      colour: order,
      points: rows.map(({ learningRate, errors }) => ({ x: learningRate, y: errors[order] })),
    }),
  );
  const svg = drawChart({
    heading: "Weak errors of the modified equations",
    subtitle:
      "distance of the means at time 1 from those of the dropout iteration; head of two features from (2, -1), exact",
    across: { title: "learning rate", logarithmic: true },
    up: { title: "error of the mean", logarithmic: true },
    series: [slope(0), slope(1), ...measured],
  });
  const table = rows.map(({ learningRate, errors }) => [learningRate, ...errors]);
  return {
    targets,
    tables: [{ name: "weak-errors", columns: ["learning rate", "order 1", "order 2"], rows: table }],
    pictures: [{ name: "weak-errors", svg }],
  };
}

/** What can be said exactly. */
export function findExact(): Findings {
  return { targets: [...findMoments(), ...findFlatness()], tables: [], pictures: [] };
}
