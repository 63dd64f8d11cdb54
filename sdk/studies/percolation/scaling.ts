import { exp } from "../../engine/mathematics.ts";
import { pathProbability, rectangular } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import type { Findings, Target } from "../study.ts";

// Limits of wide and deep networks: where width and depth grow together, theta depends on one number alone.

function thetaOfBonds(keep: number, width: number, depth: number): number {
  return pathProbability(rectangular({ width, depth }, { keepBonds: keep }), { method: "exact" }).probability;
}

/** Natural logarithm of theta. */
function logTheta(drop: number, width: number, depth: number): number {
  const { log10Probability } = pathProbability(rectangular({ width, depth }, { dropBonds: drop }), { method: "exact" });
  return log10Probability * Math.LN10;
}

/** The hazard of a layer, deep inside: minus the logarithm of what a layer more multiplies theta with, as 1 - e^-x. */
function hazard(drop: number, width: number, depth: number): number {
  const x = (logTheta(drop, width, depth) - logTheta(drop, width, 2 * depth)) / depth;
  // The series, where 1 - exp(-x) would cancel.
  return x < 1e-3 ? x - (x * x) / 2 + (x * x * x) / 6 : 1 - exp(-x);
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let factor = 0; factor < exponent; factor++) product *= base;
  return product;
}

function findHazards(): Target[] {
  const eigenvalues = (
    [
      [0.3, 0.973189517242],
      [0.5, 0.839026806306],
      [0.7, 0.566708338695],
    ] as const
  ).map(([drop, target]): Target => {
    const measured = 1 - hazard(drop, 2, 100);
    return { name: `leading eigenvalue, bonds, W 2, drop ${drop}`, target, measured, tolerance: 1e-9 };
  });
  const hazards = (
    [
      [4, 6.0767969e-4, 1e4],
      [8, 4.3702406e-17, 1e14],
    ] as const
  ).map(([width, target, depth]): Target => {
    const measured = hazard(0.5, width, depth);
    return {
      name: `hazard of a layer, bonds, W ${width}, drop 0.5`,
      target,
      measured,
      tolerance: 1e-7,
      isRelative: true,
    };
  });
  const ratios = (
    [
      [8, 1.41225],
      [12, 1.13546],
      [16, 1.03477],
    ] as const
  ).map(([width, target]): Target => {
    // Of deeper networks theta cannot be told from 1 by its logarithm: there the failure is as many hazards.
    const failureOf = (depth: number) =>
      pathProbability(rectangular({ width, depth }, { dropBonds: 0.3 }), { method: "exact" }).failure;
    const measured = (failureOf(2000) - failureOf(1000)) / 1000 / ((power(2, width) - 1) * power(0.3, width * width));
    return { name: `hazard over (2^W - 1) drop^(W W), W ${width}, drop 0.3`, target, measured, tolerance: 1e-4 };
  });
  return [...eigenvalues, ...hazards, ...ratios];
}

function findSparse(): Target[] {
  const sparse = (
    [
      [0.8, 0.000418],
      [0.9, 0.049306],
      [1, 0.714557],
      [1.1, 0.999682],
    ] as const
  ).map(([mean, target]): Target => {
    const measured = thetaOfBonds(mean / 400, 400, 50);
    return { name: `theta, bonds kept at ${mean}/W, W 400, L 50`, target, measured, tolerance: 1e-6 };
  });
  const windows = (
    [
      [2, [0.8114, 0.86123, 0.88807]],
      [4, [0.32367, 0.34378, 0.35733]],
    ] as const
  ).flatMap(([tau, values]) =>
    values.map((target, index): Target => {
      const width = [100, 400, 1600][index] ?? 0;
      const measured = thetaOfBonds(1 / width, width, tau * Math.sqrt(width));
      return { name: `theta, critical window, W ${width}, L ${tau} sqrt(W)`, target, measured, tolerance: 1e-5 };
    }),
  );
  const fixed = (
    [
      [50, 0.58503],
      [200, 0.60726],
      [800, 0.61939],
      [2000, 0.624],
    ] as const
  ).map(([width, target]): Target => {
    const measured = thetaOfBonds(1 / (width * Math.sqrt(width)), width, 1);
    return { name: `theta, L 1, bonds kept at W^(-3/2), W ${width}`, target, measured, tolerance: 1e-5 };
  });
  return [...sparse, ...windows, ...fixed];
}

const PLACES = Array.from({ length: 61 }, (_, index) => -3 + 0.1 * index);

/** Sites: L = e^(a W), drop = e^-a (1 + x / W); theta tends to exp(-e^x). */
function drawSites(): { series: ChartSeries[]; svg: string } {
  const GROWTH = 0.5;
  const series = [4, 8, 16, 32].map((width, colour): ChartSeries => {
    const depth = Math.round(exp(GROWTH * width));
    const points = PLACES.map((x) => {
      const drop = Math.min(1, Math.max(0, exp(-GROWTH) * (1 + x / width)));
      const network = rectangular({ width, depth }, { dropSites: drop });
      return { x, y: pathProbability(network, { method: "exact" }).probability };
    });
    return { name: `W = ${width}, L = ${depth}`, as: "line", colour, points };
  });
  const limit = PLACES.map((x) => ({ x, y: exp(-exp(x)) }));
  series.push({ name: "limit exp(-e^x)", as: "dashes", colour: 4, points: limit });
  const svg = drawChart({
    heading: "Sites: one curve for all widths",
    subtitle: "L = e^(W/2) hidden layers of width W, sites dropped at e^(-1/2) (1 + x/W); exact",
    across: { title: "x" },
    up: { title: "theta", domain: [0, 1] },
    series,
  });
  return { series, svg };
}

/** Bonds: keep = (1 + x / sqrt(W)) / W, L = 2 sqrt(W). */
function drawBonds(): { series: ChartSeries[]; svg: string } {
  const series = [25, 100, 400, 1600].map((width, colour): ChartSeries => {
    const depth = 2 * Math.sqrt(width);
    const points = PLACES.map((x) => ({ x, y: thetaOfBonds((1 + x / Math.sqrt(width)) / width, width, depth) }));
    return { name: `W = ${width}, L = ${depth}`, as: "line", colour, points };
  });
  const svg = drawChart({
    heading: "Bonds: the critical window",
    subtitle: "2 sqrt(W) hidden layers of width W, bonds kept at (1 + x / sqrt(W)) / W; exact",
    across: { title: "x" },
    up: { title: "theta", domain: [0, 1] },
    series,
  });
  return { series, svg };
}

function tableOf(name: string, series: readonly ChartSeries[]): Findings["tables"][number] {
  const rows = series.flatMap((each) => each.points.map(({ x, y }) => [each.name, x, y]));
  return { name, columns: ["network", "x", "theta"], rows };
}

/** Values and pictures of the scaling limits. */
export function findScaling(): Findings {
  const [sites, bonds] = [drawSites(), drawBonds()];
  return {
    targets: [...findHazards(), ...findSparse()],
    tables: [tableOf("collapse-sites", sites.series), tableOf("collapse-bonds", bonds.series)],
    pictures: [
      { name: "collapse-sites", svg: sites.svg },
      { name: "collapse-bonds", svg: bonds.svg },
    ],
  };
}
