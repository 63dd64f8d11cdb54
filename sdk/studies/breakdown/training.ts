import { rectangular } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type BreakdownPoint, clusterSet, trainingBreakdown } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";
import { complete } from "./complete.ts";

// What becomes of networks that are trained while removal cuts them. Cut networks are noisy ones: theta is at least
// 1 / (1 + relative variance of the number of paths), so what noise does to learning is seen before paths get rare. Networks
// without removal that make as many steps as had an open path tell what the loss of steps alone would do.

const [CLASSES, INPUTS, WIDTH, STEPS, DROP] = [4, 8, 8, 6000, 0.7];
const DEPTHS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** Two-sided, of as many normal numbers as there are depths none is beyond this in 99.9 of 100 studies. */
const SIGMAS = 4;

const data = clusterSet({ inputs: INPUTS, classes: CLASSES, samples: 400, seed: 3 });
const test = clusterSet({ inputs: INPUTS, classes: CLASSES, samples: 400, set: 1, seed: 3 });
const shared = {
  activation: "tanh",
  loss: "cross-entropy",
  learningRate: 0.02,
  inverted: false,
  seed: 5,
  data,
  test,
} as const;

/** The networks of all depths, with removal. */
function train(biases: boolean): readonly BreakdownPoint[] {
  const { points } = trainingBreakdown({
    ...shared,
    width: WIDTH,
    inputs: INPUTS,
    outputs: CLASSES,
    depths: DEPTHS,
    dropSites: DROP,
    biases,
    steps: STEPS,
  });
  return complete(points);
}

/** The same networks without removal, each trained for as many steps as had an open path, but one at least. */
function trainWhole(points: readonly BreakdownPoint[]): readonly BreakdownPoint[] {
  return points.flatMap(({ depth, open }) => {
    const network = rectangular({ width: WIDTH, depth, inputs: INPUTS, outputs: CLASSES });
    return trainingBreakdown({ ...shared, networks: [network], biases: false, steps: Math.max(1, open.count) }).points;
  });
}

interface Curve {
  readonly name: string;
  readonly points: readonly BreakdownPoint[];
}

const accuracyOf = (point: BreakdownPoint | undefined) => point?.test?.accuracy ?? Number.NaN;

function targetsOf(without: Curve, withBiases: Curve, whole: Curve): Target[] {
  const chance = 1 / CLASSES;
  const near = (name: string, target: number, measured: number, tolerance: number): Target => ({
    name,
    target,
    measured,
    tolerance,
  });
  const [first, last] = [DEPTHS[0], DEPTHS.at(-1)];
  const worst = Math.max(...without.points.map(({ updated }) => Math.abs(updated.z)));
  const deepest = without.points.at(-1);
  return [
    near("share of effective updates without biases: largest |z| over the depths", 0, worst, SIGMAS),
    near(`effective updates, L ${last}: nothing is ever learned`, 0, deepest?.updated.count ?? Number.NaN, 0),
    ...[without, withBiases].flatMap(({ name, points }) => [
      near(`accuracy, ${name}, L ${first}`, 1, accuracyOf(points[0]), 0.15),
      near(`accuracy, ${name}, L ${last}: chance`, chance, accuracyOf(points.at(-1)), 0.1),
    ]),
    near("accuracy, as many steps without removal, L 16", 1, accuracyOf(whole.points[DEPTHS.indexOf(16)]), 0.15),
    near(`accuracy, as many steps without removal, L ${last}: chance`, chance, accuracyOf(whole.points.at(-1)), 0.1),
    near(
      `predictions with biases, L ${last}: what depends on the input (root mean square)`,
      0,
      withBiases.points.at(-1)?.drift?.spread ?? Number.NaN,
      0.01,
    ),
  ];
}

/** Updates, accuracy and drift over the depth, next to theta. */
export function findTraining(): Findings {
  const without = { name: "without biases", points: train(false) };
  const withBiases = { name: "with biases", points: train(true) };
  const whole = { name: "without removal, as many open steps", points: trainWhole(without.points) };
  const svg = drawChart({
    heading: "Removal hurts learning long before it cuts the network; then there is nothing to learn from",
    subtitle: `${CLASSES} classes, ${WIDTH} wide, tanh, dropout ${DROP}, ${STEPS} steps of plain gradient descent; chance is ${1 / CLASSES}`,
    across: { title: "hidden layers", logarithmic: true },
    up: { title: "share", domain: [0, 1] },
    series: [...drawUpdates(without), ...[without, withBiases, whole].flatMap(drawAccuracy)],
  });
  const rows = [without, withBiases, whole].flatMap(rowsOf);
  const columns = ["network", "depth", "theta", "updated", "loss", "accuracy", "distance", "spread"];
  return {
    targets: targetsOf(without, withBiases, whole),
    tables: [{ name: "breakdown", columns, rows }],
    pictures: [{ name: "breakdown", svg }],
  };
}

function drawUpdates({ points }: Curve): ChartSeries[] {
  return [
    { name: "theta", as: "line", colour: 4, points: points.map(({ depth, open }) => ({ x: depth, y: open.expected })) },
    {
      name: "effective updates",
      as: "dots",
      colour: 4,
      points: points.map(({ depth, updated }) => ({ x: depth, y: updated.measured })),
    },
  ];
}

function drawAccuracy({ name, points }: Curve, colour: number): ChartSeries[] {
  const places = points.map((point) => ({ x: point.depth, y: accuracyOf(point) }));
  return [
    { name: `accuracy ${name}`, as: "dashes", colour, points: places },
    { name: "", as: "dots", colour, points: places },
  ];
}

function rowsOf({ name, points }: Curve): (string | number)[][] {
  return points.map(({ depth, open, updated, training, drift, ...point }) => [
    name,
    depth,
    open.expected,
    updated.measured,
    training?.loss ?? "",
    point.test?.accuracy ?? "",
    drift?.distance ?? "",
    drift?.spread ?? "",
  ]);
}
