import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type BreakdownOptions, clusterSet, trainingBreakdown } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";
import { complete } from "./complete.ts";

// How often a step changes any weight, against the probability that its masks leave a path open.

const STEPS = 4000;
const DEPTHS = [1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 60];
/** Two-sided, of 50 normal numbers none is beyond this in 99.7 of 100 studies. */
const SIGMAS = 4;

/** So small a rate that weights stay as they were drawn: what is counted does not depend on it. Survivors are not scaled up: of deep networks the outputs would overflow. */
const shared = { steps: STEPS, learningRate: 1e-12, inverted: false, biases: false, seed: 1 } as const;

interface Setting {
  readonly name: string;
  readonly options: Pick<BreakdownOptions, "activation" | "maskPer" | "batch"> & {
    readonly width: number;
    readonly dropSites?: number;
    readonly dropBonds?: number;
  };
}

const settings: readonly Setting[] = [
  { name: "sites 0.5, W 4, linear", options: { width: 4, dropSites: 0.5, activation: "linear" } },
  { name: "sites 0.7, W 8, tanh", options: { width: 8, dropSites: 0.7, activation: "tanh" } },
  { name: "bonds 0.7, W 3, linear", options: { width: 3, dropBonds: 0.7, activation: "linear" } },
  { name: "bonds 0.8, W 4, tanh", options: { width: 4, dropBonds: 0.8, activation: "tanh" } },
];

/** Published by no paper: expectations T theta of this project, and the networks they are of. */
const EXPECTED: readonly (readonly [name: string, options: Setting["options"], depth: number, updates: number])[] = [
  ["sites 0.5, W 4, L 20", { width: 4, dropSites: 0.5, activation: "linear" }, 20, 1100.2],
  ["sites 0.5, W 4, L 60", { width: 4, dropSites: 0.5, activation: "linear" }, 60, 83.2],
  ["bonds 0.7, W 3, L 10", { width: 3, dropBonds: 0.7, activation: "linear" }, 10, 368.5],
  ["bonds 0.8, W 4, L 20", { width: 4, dropBonds: 0.8, activation: "linear" }, 20, 7.5],
];

const dataFor = (width: number) => clusterSet({ inputs: width, classes: width, samples: 64, seed: 1 });

function findExpected(): Target[] {
  return EXPECTED.flatMap(([name, options, depth, target]): Target[] => {
    // With masks that no other run here has.
    const run = { ...shared, ...options, depths: [depth], data: dataFor(options.width), seed: 2 };
    const { updated } = complete(trainingBreakdown(run).points)[0] ?? {};
    const expected = (updated?.expected ?? Number.NaN) * STEPS;
    const measured = updated?.count ?? Number.NaN;
    const deviation = Math.sqrt(target * (1 - target / STEPS));
    return [
      { name: `expected updates of ${STEPS}, ${name}`, target, measured: expected, tolerance: 0.05 },
      { name: `updates of ${STEPS}, ${name}`, target, measured, tolerance: SIGMAS * deviation },
    ];
  });
}

/** Shares over the depth, and of each how many standard deviations it is off. */
export function findUpdates(): Findings {
  const found = settings.map(({ name, options }) => ({
    name,
    points: complete(trainingBreakdown({ ...shared, ...options, depths: DEPTHS, data: dataFor(options.width) }).points),
  }));
  const targets = found.map(({ name, points }): Target => {
    const most = Math.max(...points.map(({ updated }) => Math.abs(updated.z)));
    return {
      name: `share of effective updates, ${name}: largest |z| over the depths`,
      target: 0,
      measured: most,
      tolerance: SIGMAS,
    };
  });
  const series = found.flatMap(({ name, points }, colour): ChartSeries[] => [
    { name, as: "line", colour, points: points.map(({ depth, updated }) => ({ x: depth, y: updated.expected })) },
    {
      name: "",
      as: "dots",
      colour,
      points: points.map(({ depth, updated: { measured } }) => {
        const deviation = 2 * Math.sqrt((measured * (1 - measured)) / STEPS);
        return { x: depth, y: measured, band: [Math.max(1e-5, measured - deviation), measured + deviation] as const };
      }),
    },
  ]);
  const svg = drawChart({
    heading: "Steps that change any weight",
    subtitle: `lines: theta, exact; dots: plain gradient descent without biases, ${STEPS} steps, with 2 standard deviations`,
    across: { title: "hidden layers" },
    up: { title: "share of the steps", logarithmic: true, domain: [1e-4, 1.2] },
    series,
  });
  const rows = found.flatMap(({ name, points }) =>
    points.map(({ depth, updated, open }) => [
      name,
      depth,
      updated.expected,
      updated.measured,
      updated.z,
      open.measured,
    ]),
  );
  const columns = ["network", "depth", "theta", "updated", "z", "open"];
  return {
    targets: [...findExpected(), ...targets],
    tables: [{ name: "updates", columns, rows }],
    pictures: [{ name: "updates", svg }],
  };
}
