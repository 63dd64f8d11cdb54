import { layered, pathProbability } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type BreakdownPoint, trainingBreakdown } from "../../training/index.ts";
import { NO_DIGITS, PIXELS, readDigits } from "../digits.ts";
import type { Findings, Target } from "../study.ts";
import { complete } from "./complete.ts";

// Real data: of a digit's 784 pixels four fifths are background, and an input that is 0 counts as missing.

const [WIDTH, STEPS, SIGMAS] = [8, 4000, 4];
/** Of the weights from the pixels; of those to the outputs half are dropped. */
const DROPS = [0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999];
const networks = DROPS.map((drop) => layered([PIXELS, WIDTH, 10], { dropBonds: [drop, 0.5] }));

/** Effective updates on digits, next to theta of the pixels that are there, and to theta of all. */
export function findDigits(): Findings {
  const [data, test] = [readDigits(100), readDigits(50, 500)];
  if (!data || !test) return { targets: [], tables: [], pictures: [], leftOut: [NO_DIGITS] };
  const { points } = trainingBreakdown({
    networks,
    steps: STEPS,
    data,
    test,
    activation: "tanh",
    loss: "cross-entropy",
    learningRate: 0.05,
    biases: false,
    inverted: false,
    seed: 2,
  });
  complete(points);
  const all = networks.map((network) => pathProbability(network).probability);
  return {
    targets: targetsOf(points, all),
    tables: [
      {
        name: "digits",
        columns: ["drop", "theta", "theta of all pixels", "updated", "z", "accuracy"],
        rows: points.map(({ updated, test: on }, index) => [
          ...[DROPS[index] ?? 0, updated.expected, all[index] ?? 0, updated.measured, updated.z, on?.accuracy ?? ""],
        ]),
      },
    ],
    pictures: [{ name: "digits", svg: draw(points, all) }],
  };
}

function targetsOf(points: readonly BreakdownPoint[], all: readonly number[]): Target[] {
  const most = Math.max(...points.map(({ updated }) => Math.abs(updated.z)));
  const apart = Math.max(
    ...points.map(({ updated }, index) => Math.abs(updated.measured - (all[index] ?? 0)) / updated.deviation),
  );
  const few = points.at(-1)?.test?.accuracy ?? Number.NaN;
  return [
    {
      name: "digits, share of effective updates, background missing: largest |z| over the rates",
      target: 0,
      measured: most,
      tolerance: SIGMAS,
    },
    {
      name: "digits, theta of all pixels is refuted: largest distance in deviations",
      target: 20,
      measured: apart,
      tolerance: 0,
      isLeast: true,
    },
    { name: `digits, accuracy, drop ${DROPS.at(-1)}: chance`, target: 0.1, measured: few, tolerance: 0.05 },
  ];
}

function draw(points: readonly BreakdownPoint[], all: readonly number[]): string {
  const places = (heightOf: (point: BreakdownPoint, index: number) => number) =>
    points.map((point, index) => ({ x: 1 - (DROPS[index] ?? 0), y: heightOf(point, index) }));
  const accuracy = places(({ test }) => test?.accuracy ?? 0);
  const series: ChartSeries[] = [
    { name: "theta, background missing", as: "line", colour: 0, points: places(({ updated }) => updated.expected) },
    { name: "effective updates", as: "dots", colour: 0, points: places(({ updated }) => updated.measured) },
    { name: "theta of all pixels", as: "dashes", colour: 4, points: places((_, index) => all[index] ?? 0) },
    { name: "accuracy", as: "dashes", colour: 1, points: accuracy },
    { name: "", as: "dots", colour: 1, points: accuracy },
  ];
  return drawChart({
    heading: "Digits: what is background cannot carry a path",
    subtitle: `784-${WIDTH}-10, tanh, no biases, dropconnect, of the last weights half; ${STEPS} steps on 1000 digits`,
    across: { title: "rate at which weights from the pixels are kept", logarithmic: true },
    up: { title: "share", domain: [0, 1] },
    series,
  });
}
