import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import {
  alignment,
  dropoutDescent,
  gradientData,
  gradientMoments,
  hessians,
  hessianVariance,
  trajectoryData,
  varianceFlatness,
} from "../../training/index.ts";
import type { Findings, Target } from "../study.ts";
import { rankCorrelation } from "./ranks.ts";
import { drawStart } from "./start.ts";
import { teacherProblem } from "./teacher.ts";

// What the noise of dropout is like while training explores: the loss is small, and still falls.

const [UNITS, DROP, RATE, STEPS, COUNT] = [30, 0.5, 0.05, 3000, 400];
/** Directions that are looked at: those of greatest variance but the first, which may be drift. */
const FIT = { from: 1, to: 80 };

interface Relation {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly exponent: number;
}

/** Variance of gradients and trajectories against flatness and Hessian, and alignment. */
export function findNoise(): Findings {
  const problem = teacherProblem(UNITS, DROP);
  const start = drawStart(problem.network, 2);
  const { paths } = dropoutDescent(problem, start, { learningRate: RATE, steps: STEPS, every: STEPS, seed: 3 });
  const end = (paths[0] ?? start).slice(-start.length);
  const data = {
    "random gradients": gradientData(problem, end, { count: COUNT, seed: 4 }).gradients,
    "random trajectory": trajectoryData(problem, end, { learningRate: RATE, count: COUNT, seed: 5 }),
  };
  const [flatness, hessian] = [new Map<string, Relation>(), new Map<string, Relation>()];
  for (const [name, rows] of Object.entries(data)) {
    const ofFlatness = varianceFlatness(problem, end, rows, FIT);
    flatness.set(name, { x: ofFlatness.flatness, y: ofFlatness.variances, exponent: ofFlatness.exponent });
    const ofHessian = hessianVariance(problem, end, rows, FIT);
    hessian.set(name, { x: ofHessian.eigenvalues, y: ofHessian.variances, exponent: ofHessian.exponent });
  }
  const noise = alignment(hessians(problem, end).modified, gradientMoments(problem, end).covariance);
  const correlate = (of: string, sign: 1 | -1, relations: ReadonlyMap<string, Relation>): Target[] =>
    [...relations].map(([name, relation]) => ({
      name: `${name}: rank correlation of variance and ${of}`,
      target: sign,
      measured: rankCorrelation(pointsOf(relation)),
      tolerance: 0.5,
    }));
  const targets: Target[] = [
    ...correlate("flatness", -1, flatness),
    ...correlate("curvature", 1, hessian),
    {
      name: "alignment of Hessian and noise: deviations above chance",
      target: 4,
      measured: (noise.alignment - noise.nullMean) / noise.nullDeviation,
      tolerance: 0,
      isLeast: true,
    },
  ];
  const drawn = [
    {
      name: "variance-flatness",
      law: (exponent: number) => `flatness^${(-exponent).toFixed(2)}`,
      heading: "Variance of gradients and steps against flatness",
      title: "interval flatness along a principal direction",
      relations: flatness,
    },
    {
      name: "hessian-variance",
      law: (exponent: number) => `eigenvalue^${exponent.toFixed(2)}`,
      heading: "Variance of gradients and steps against curvature",
      title: "eigenvalue of the Hessian",
      relations: hessian,
    },
  ];
  const rows = drawn.flatMap(({ name, relations }) =>
    [...relations].flatMap(([of, relation]) => pointsOf(relation).map(({ x, y }) => [name, of, x, y])),
  );
  const { alignment: aligned, nullMean, nullDeviation } = noise;
  return {
    targets,
    tables: [
      { name: "noise", columns: ["picture", "data", "x", "variance"], rows },
      {
        name: "alignment",
        columns: ["alignment", "mean by chance", "deviation by chance"],
        rows: [[aligned, nullMean, nullDeviation]],
      },
    ],
    pictures: drawn.map(({ name, ...each }) => ({ name, svg: draw(each) })),
  };
}

interface Drawing {
  readonly heading: string;
  readonly title: string;
  /** What the variance is proportional to. */
  readonly law: (exponent: number) => string;
  readonly relations: ReadonlyMap<string, Relation>;
}

function draw({ heading, title, law, relations }: Drawing): string {
  return drawChart({
    heading,
    subtitle: `${UNITS} tanh units, dropout ${DROP}, rate ${RATE}; ${COUNT} gradients at one place, or steps, after ${STEPS} steps; directions ${FIT.from + 1} to ${FIT.to}`,
    across: { title, logarithmic: true },
    up: { title: "variance", logarithmic: true },
    series: [...relations].map(
      ([name, relation], colour): ChartSeries => ({
        name: `${name}: variance ~ ${law(relation.exponent)}`,
        as: "dots",
        colour,
        points: pointsOf(relation),
      }),
    ),
  });
}

/** The directions that the exponent is fitted to, where both numbers have a logarithm. */
function pointsOf(relation: Relation | undefined): { x: number; y: number }[] {
  const { x = [], y = [] } = relation ?? {};
  const all = Array.from({ length: Math.min(x.length, FIT.to) }, (_, index) => ({
    x: x[index] ?? 0,
    y: y[index] ?? 0,
  }));
  return all.slice(FIT.from).filter((point) => point.x > 0 && point.y > 0 && Number.isFinite(point.x));
}
