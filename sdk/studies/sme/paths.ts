import { layered } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type DropoutProblem, dropoutDescent, integrateSme, modifiedLoss } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";
import { drawStart } from "./start.ts";

// A small network in training: its loss beside that of the equation.

const [UNITS, SAMPLES, RATE, STEPS, EVERY, PATHS] = [12, 21, 0.1, 3000, 60, 24];

/** A cubic of one variable; the second input is 1, in place of a bias. */
const inputs = Array.from({ length: SAMPLES }, (_, index) => [-1 + (2 * index) / (SAMPLES - 1), 1]);
const targets = inputs.map(([x = 0]) => [2 * x * x * x - x]);
const network = layered([2, UNITS, 1], { dropSites: 0.3 });
const problem: DropoutProblem = { network, data: { inputs, targets }, activation: "tanh" };

/** Of each time the mean of the loss over the paths, and its standard deviation. */
function lossesOf(paths: readonly Float64Array[], size: number): { mean: number[]; deviation: number[] } {
  const times = (paths[0]?.length ?? 0) / size;
  const rows = Array.from({ length: times }, (_, time) =>
    paths.map((path) => modifiedLoss(problem, path.subarray(time * size, (time + 1) * size)).loss),
  );
  const mean = rows.map((row) => row.reduce((sum, loss) => sum + loss, 0) / row.length);
  const deviation = rows.map((row, time) =>
    Math.sqrt(
      row.reduce((sum, loss) => sum + (loss - (mean[time] ?? 0)) * (loss - (mean[time] ?? 0)), 0) / (row.length - 1),
    ),
  );
  return { mean, deviation };
}

/** The loss of dropout and of the equation of order 2 over time. */
export function followLosses(): Findings {
  const start = drawStart(network, 2);
  const size = start.length;
  const descent = dropoutDescent(problem, start, {
    learningRate: RATE,
    steps: STEPS,
    every: EVERY,
    paths: PATHS,
    seed: 1,
  });
  const options = { order: 2, learningRate: RATE, time: RATE * STEPS, every: EVERY, paths: PATHS, seed: 1 } as const;
  const equation = integrateSme(problem, start, { ...options, step: RATE });
  const [dropout, modified] = [lossesOf(descent.paths, size), lossesOf(equation.paths, size)];
  const off = dropout.mean.map((loss, time) => {
    const [one = 0, other = 0] = [dropout.deviation[time], modified.deviation[time]];
    return (
      Math.abs(loss - (modified.mean[time] ?? 0)) / Math.max(1e-12, Math.sqrt((one * one + other * other) / PATHS))
    );
  });
  const target: Target = {
    name: "loss of the equation against that of dropout: root mean square of the distances in standard errors",
    target: 0,
    measured: Math.sqrt(off.slice(1).reduce((sum, each) => sum + each * each, 0) / (off.length - 1)),
    tolerance: 3,
  };
  const line = (
    name: string,
    as: "line" | "dots",
    colour: number,
    times: ArrayLike<number>,
    { mean, deviation }: typeof dropout,
  ): ChartSeries => ({
    name,
    as,
    colour,
    points: mean.map((y, index) => {
      const half = deviation[index] ?? 0;
      return {
        x: times[index] ?? 0,
        y,
        ...(as === "line" ? { band: [Math.max(1e-9, y - half), y + half] as const } : {}),
      };
    }),
  });
  const svg = drawChart({
    heading: "Dropout, and the equation that stands for it",
    subtitle: `loss without removal, ${UNITS} tanh units, dropout 0.3, rate ${RATE}; means of ${PATHS} paths, band: their standard deviation`,
    across: { title: "time: learning rate times steps" },
    up: { title: "loss", logarithmic: true },
    series: [
      line("equation of order 2", "line", 0, equation.times, modified),
      line("dropout", "dots", 1, descent.times, dropout),
    ],
  });
  const rows = dropout.mean.map((loss, time) => [descent.times[time] ?? 0, loss, modified.mean[time] ?? 0]);
  return {
    targets: [target],
    tables: [{ name: "sme-loss", columns: ["time", "dropout", "order 2"], rows }],
    pictures: [{ name: "sme-loss", svg }],
  };
}
