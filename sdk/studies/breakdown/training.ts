import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type BreakdownPoint, clusterSet, trainingBreakdown } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";

// What becomes of networks that are trained while removal cuts them: with biases they come to a constant.

const [CLASSES, INPUTS, WIDTH, STEPS] = [4, 8, 8, 6000];
const DEPTHS = [1, 2, 4, 8, 16, 32, 64];

const data = clusterSet({ inputs: INPUTS, classes: CLASSES, samples: 400, seed: 3 });
const test = clusterSet({ inputs: INPUTS, classes: CLASSES, samples: 400, set: 1, seed: 3 });

function train(biases: boolean): readonly BreakdownPoint[] {
  return trainingBreakdown({
    width: WIDTH,
    inputs: INPUTS,
    outputs: CLASSES,
    depths: DEPTHS,
    dropSites: 0.7,
    activation: "tanh",
    loss: "cross-entropy",
    learningRate: 0.02,
    inverted: false,
    biases,
    steps: STEPS,
    seed: 5,
    data,
    test,
  }).points;
}

/** Accuracy, theta and drift over the depth, with biases and without. */
export function findTraining(): Findings {
  const networks = [
    { name: "without biases", points: train(false) },
    { name: "with biases", points: train(true) },
  ];
  const targets = networks.flatMap(({ name, points }): Target[] => {
    const [shallow, deep] = [points[0], points.at(-1)];
    const chance = 1 / CLASSES;
    return [
      {
        name: `accuracy, ${name}, L ${shallow?.depth}`,
        target: 1,
        measured: shallow?.test?.accuracy ?? Number.NaN,
        tolerance: 0.15,
      },
      {
        name: `accuracy, ${name}, L ${deep?.depth}: chance`,
        target: chance,
        measured: deep?.test?.accuracy ?? Number.NaN,
        tolerance: 0.1,
      },
    ];
  });
  const [, withBiases] = networks;
  const spread = withBiases?.points.at(-1)?.drift?.spread ?? Number.NaN;
  targets.push({
    name: `predictions with biases, L ${DEPTHS.at(-1)}: what depends on the input (root mean square)`,
    target: 0,
    measured: spread,
    tolerance: 0.01,
  });
  const theta: ChartSeries = {
    name: "theta",
    as: "line",
    colour: 4,
    points: (networks[0]?.points ?? []).map(({ depth, open }) => ({ x: depth, y: open.expected })),
  };
  const measured = networks.flatMap(({ name, points }, colour): ChartSeries[] => [
    {
      name: `accuracy ${name}`,
      as: "dashes",
      colour,
      points: points.map(({ depth, test: on }) => ({ x: depth, y: on?.accuracy ?? 0 })),
    },
    { name: "", as: "dots", colour, points: points.map(({ depth, test: on }) => ({ x: depth, y: on?.accuracy ?? 0 })) },
  ]);
  const svg = drawChart({
    heading: "Training breaks down where removal cuts the network",
    subtitle: `${CLASSES} classes, ${WIDTH} wide, tanh, dropout 0.7, ${STEPS} steps of plain gradient descent; chance is ${1 / CLASSES}`,
    across: { title: "hidden layers", logarithmic: true },
    up: { title: "share", domain: [0, 1] },
    series: [theta, ...measured],
  });
  const rows = networks.flatMap(({ name, points }) =>
    points.map(({ depth, open, updated, training, test: on, drift }) => [
      ...[
        name,
        depth,
        open.expected,
        updated.measured,
        training?.loss ?? "",
        on?.accuracy ?? "",
        drift?.distance ?? "",
        drift?.spread ?? "",
      ],
    ]),
  );
  const columns = ["network", "depth", "theta", "updated", "loss", "accuracy", "distance", "spread"];
  return { targets, tables: [{ name: "breakdown", columns, rows }], pictures: [{ name: "breakdown", svg }] };
}
