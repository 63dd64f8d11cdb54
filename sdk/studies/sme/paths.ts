import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { type DropoutProblem, dropoutDescent, integrateSme, modifiedLoss } from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";
import { drawStart } from "./start.ts";
import { teacherProblem } from "./teacher.ts";

// A small network in training: its loss beside that of the equation.

const [UNITS, RATE, STEPS, EVERY, PATHS] = [20, 0.1, 3000, 60, 16];
const DROPS = [0.5, 0.2];

/** Of each time the mean of the loss over the paths, and its standard deviation. */
interface Losses {
  readonly times: Float64Array;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

function lossesOf(
  problem: DropoutProblem,
  { times, paths }: { readonly times: Float64Array; readonly paths: readonly Float64Array[] },
): Losses {
  const size = (paths[0]?.length ?? 0) / times.length;
  const rows = Array.from(times, (_, time) =>
    paths.map((path) => modifiedLoss(problem, path.subarray(time * size, (time + 1) * size)).loss),
  );
  const mean = rows.map((row) => row.reduce((sum, loss) => sum + loss, 0) / row.length);
  const deviation = rows.map((row, time) => {
    const squares = row.map((loss) => (loss - (mean[time] ?? 0)) * (loss - (mean[time] ?? 0)));
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (row.length - 1));
  });
  return { times, mean, deviation };
}

/** One rate: the losses of dropout and of the equation of order 2. */
function follow(drop: number): { drop: number; dropout: Losses; equation: Losses } {
  const problem = teacherProblem(UNITS, drop);
  const start = drawStart(problem.network, 2);
  const shared = { learningRate: RATE, every: EVERY, paths: PATHS, seed: 1 };
  const descent = dropoutDescent(problem, start, { ...shared, steps: STEPS });
  const equation = integrateSme(problem, start, { ...shared, order: 2, time: RATE * STEPS, step: RATE });
  return { drop, dropout: lossesOf(problem, descent), equation: lossesOf(problem, equation) };
}

/** Root mean square, over the times, of the distance of the means in standard errors. */
function distanceOf(one: Losses, other: Losses): number {
  const squares = one.mean.map((loss, index) => {
    const [a = 0, b = 0] = [one.deviation[index], other.deviation[index]];
    const distance = loss - (other.mean[index] ?? 0);
    return (distance * distance * PATHS) / (a * a + b * b);
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** The loss of dropout and of the equation of order 2 over time. */
export function followLosses(): Findings {
  const found = DROPS.map(follow);
  const targets = found.map(
    ({ drop, dropout, equation }): Target => ({
      name: `drop ${drop}: loss of the equation against that of dropout: root mean square of the distances in standard errors`,
      target: 0,
      measured: distanceOf(dropout, equation),
      tolerance: 2,
    }),
  );
  const svg = drawChart({
    heading: "Dropout, and the equation that stands for it",
    subtitle: `loss without removal, 8-${UNITS}-1 tanh, rate ${RATE}; means of ${PATHS} paths, band: their standard deviation`,
    across: { title: "time: learning rate times steps" },
    up: { title: "loss", logarithmic: true },
    series: found.flatMap(({ drop, dropout, equation }, colour): ChartSeries[] => [
      { name: `equation of order 2, drop ${drop}`, as: "line", colour, points: pointsOf(equation, true) },
      { name: `dropout ${drop}`, as: "dots", colour, points: pointsOf(dropout, false) },
    ]),
  });
  const rows = found.flatMap(({ drop, dropout, equation }) =>
    dropout.mean.map((loss, time) => [drop, dropout.times[time] ?? 0, loss, equation.mean[time] ?? 0]),
  );
  return {
    targets,
    tables: [{ name: "sme-loss", columns: ["drop", "time", "dropout", "order 2"], rows }],
    pictures: [{ name: "sme-loss", svg }],
  };
}

function pointsOf({ times, mean, deviation }: Losses, hasBand: boolean): ChartSeries["points"] {
  return mean.map((y, index) => {
    const half = deviation[index] ?? 0;
    const point = { x: times[index] ?? 0, y };
    return hasBand ? { ...point, band: [Math.max(y / 10, y - half), y + half] as const } : point;
  });
}
