import { type Chart, type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import {
  constantNetwork,
  constantPenalty,
  differenceNetwork,
  differencePenalty,
  dropoutCriterion,
  firstOneCriterion,
  onlyAt,
  weightDecayCriterion,
} from "../../training/index.ts";
import type { Findings } from "../study.ts";

const SHAPE = { inputs: 4, width: 4 };
const LAYERS = Array.from({ length: 30 }, (_, index) => index + 1);
const ones = [1, 1, 1, 1];

/** y = 2^d, for which all weights of the constant network are 1/2. */
function targetOf(layers: number): number {
  let target = 1;
  for (let layer = 0; layer < layers; layer++) target *= 2;
  return target;
}

/** A chart, and its numbers as a table. */
function chartOf(name: string, columns: readonly [string, string, string], chart: Chart): Findings {
  const rows = chart.series.flatMap(({ name: of, as, points }) => points.map(({ x, y }) => [`${of} (${as})`, x, y]));
  return { targets: [], tables: [{ name, columns, rows }], pictures: [{ name, svg: drawChart(chart) }] };
}

/** The dropout penalty over the depth, next to weight decay. */
export function drawDepths(): Findings {
  const network = (layers: number) => constantNetwork({ ...SHAPE, layers }, targetOf(layers));
  const data = (layers: number) => onlyAt(ones, targetOf(layers));
  const series: ChartSeries[] = [
    {
      name: "dropout 0.5, 5^d - 4^d",
      as: "line",
      colour: 0,
      points: LAYERS.map((layers) => ({
        x: layers,
        y: constantPenalty({ ...SHAPE, layers }, targetOf(layers), { drop: 0.5 }),
      })),
    },
    {
      name: "by the second moments of the output",
      as: "dots",
      colour: 0,
      points: LAYERS.map((layers) => ({
        x: layers,
        y: dropoutCriterion(network(layers), data(layers), { drop: 0.5 }).penalty,
      })),
    },
    {
      name: "weight decay, lambda 1/2",
      as: "dashes",
      colour: 1,
      points: LAYERS.map((layers) => ({
        x: layers,
        y: weightDecayCriterion(network(layers), data(layers), 0.5).criterion,
      })),
    },
  ];
  return chartOf("penalty-depth", ["series", "layers", "penalty"], {
    heading: "Penalties of one network over its depth",
    subtitle:
      "K = n = 4, y = 2^d, all weights 1/2, no risk: the dropout penalty grows exponentially, weight decay linearly",
    across: { title: "layers with weights, d" },
    up: { title: "penalty", logarithmic: true },
    series,
  });
}

/** The dropout penalty over the rate: neither monotone nor of one sign. */
export function drawRates(): Findings {
  const labels = [0, 2, 4, 8];
  const network = differenceNetwork();
  const series = labels.flatMap((label, colour): ChartSeries[] => [
    {
      name: `y = ${label}`,
      as: "line",
      colour,
      points: Array.from({ length: 141 }, (_, index) => 0.3 + index / 200).map((keep) => ({
        x: keep,
        y: differencePenalty(label, { keep }),
      })),
    },
    {
      name: "",
      as: "dots",
      colour,
      points: Array.from({ length: 14 }, (_, index) => 0.3 + index / 20).map((keep) => ({
        x: keep,
        y: dropoutCriterion(network, onlyAt([1, -1], label), { keep, method: "enumeration" }).penalty,
      })),
    },
  ]);
  return chartOf("penalty-rate", ["series", "keep", "penalty"], {
    heading: "A dropout penalty that is negative, and not monotone",
    subtitle: "two inputs, two ReLU neurons, all weights 1, x = (1, -1); lines by formula, dots by all masks",
    across: { title: "rate at which neurons are kept", domain: [0.3, 1] },
    up: { title: "penalty" },
    series,
  });
}

/** Negative weights against what non-negative ones can reach. */
export function drawNegative(): Findings {
  const widths = Array.from({ length: 100 }, (_, index) => 2 * (index + 1));
  const series: ChartSeries[] = [
    {
      name: "first-one gadgets, output bias 1/5",
      as: "line",
      colour: 0,
      points: widths.map((width) => ({
        x: width,
        y: firstOneCriterion({ inputs: 2, width, layers: 2, drop: 0.5, outputBias: 0.2, outputFactor: 0.8 }),
      })),
    },
    {
      name: "least of non-negative weights, 1/8",
      as: "dashes",
      colour: 1,
      points: widths.map((width) => ({ x: width, y: 1 / 8 })),
    },
    { name: "limit, 1/10", as: "dashes", colour: 4, points: widths.map((width) => ({ x: width, y: 1 / 10 })) },
  ];
  return chartOf("negative-weights", ["series", "width", "criterion"], {
    heading: "Dropout prefers negative weights",
    subtitle: "K = 2, d = 2, dropout 1/2: the criterion of a network with negative weights over its width",
    across: { title: "hidden neurons, n", logarithmic: true },
    up: { title: "dropout criterion" },
    series,
  });
}
