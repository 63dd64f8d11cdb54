import { exp } from "../../engine/mathematics.ts";
import { criticalDrop, pathProbability, rectangular } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import { drawHeatMap } from "../../plot/chart/draw-heat-map.ts";
import type { Findings, Target } from "../study.ts";

// Theta over drop rate, depth and width: exact, and sampled beside it.

const [WIDTH, TRIALS, POINTS] = [8, 20_000, 101];
const DEPTHS = [1, 5, 20, 100];
type Of = "bonds" | "sites";

const ratesOf = (of: Of, drop: number) => (of === "bonds" ? { dropBonds: drop } : { dropSites: drop });
const thetaOf = (of: Of, drop: number, width: number, depth: number) =>
  pathProbability(rectangular({ width, depth }, ratesOf(of, drop)), { method: "exact" }).probability;

/** Lines of exact values, and dots with intervals of sampled ones. */
function drawCurves(of: Of): Findings {
  const exact = DEPTHS.map((depth, colour): ChartSeries => {
    const points = Array.from({ length: POINTS }, (_, index) => {
      const drop = index / (POINTS - 1);
      return { x: drop, y: thetaOf(of, drop, WIDTH, depth) };
    });
    return { name: `L = ${depth}`, as: "line", colour, points };
  });
  const outside: string[] = [];
  const sampled = DEPTHS.map((depth, colour): ChartSeries => {
    const points = Array.from({ length: 19 }, (_, index) => {
      const drop = 0.05 * (index + 1);
      const network = rectangular({ width: WIDTH, depth }, ratesOf(of, drop));
      const { probability, interval } = pathProbability(network, {
        method: "monte-carlo",
        trials: TRIALS,
        seed: 100 * depth + index,
        confidence: 0.9999,
      });
      const band = [interval?.low ?? 0, interval?.high ?? 1] as const;
      const value = thetaOf(of, drop, WIDTH, depth);
      if (value < band[0] || value > band[1]) outside.push(`${depth} ${drop}`);
      return { x: drop, y: probability, band };
    });
    return { name: "", as: "dots", colour, points };
  });
  const target: Target = {
    name: `sampled theta, ${of}: points of ${DEPTHS.length * 19} whose 99.99 % interval misses the exact value`,
    target: 0,
    measured: outside.length,
    tolerance: 1,
  };
  const svg = drawChart({
    heading: `Theta over the drop rate of ${of}`,
    subtitle: `L hidden layers of width ${WIDTH}; lines exact, dots ${TRIALS} sampled masks each with 99.99 % intervals`,
    across: { title: `drop rate of ${of}`, domain: [0, 1] },
    up: { title: "theta", domain: [0, 1] },
    series: [...exact, ...sampled],
  });
  const rows = [...exact, ...sampled].flatMap(({ points, as }, index) =>
    points.map(({ x, y }) => [as === "dots" ? "sampled" : "exact", DEPTHS[index % DEPTHS.length] ?? 0, x, y]),
  );
  return {
    targets: [target],
    tables: [{ name: `theta-${of}`, columns: ["method", "depth", "drop", "theta"], rows }],
    pictures: [{ name: `theta-${of}`, svg }],
  };
}

const DROPS = Array.from({ length: 81 }, (_, index) => index / 80);

/** Theta over drop rate and depth. */
function mapDepths(of: Of): Findings {
  const depths = [
    ...new Set(Array.from({ length: 49 }, (_, index) => Math.round(exp((index / 48) * 9.210340371976184)))),
  ];
  const shares = depths.map((depth) => DROPS.map((drop) => thetaOf(of, drop, WIDTH, depth)));
  const line = depths.map((depth) => [criticalDrop(rectangular({ width: WIDTH, depth }), { of }).drop, depth] as const);
  const svg = drawHeatMap({
    heading: `Theta over drop rate of ${of} and depth`,
    subtitle: `hidden layers of width ${WIDTH}; exact`,
    across: { title: `drop rate of ${of}`, places: DROPS, domain: [0, 1] },
    up: { title: "hidden layers", places: depths, logarithmic: true, domain: [1, 10_000] },
    shares,
    line: { name: "theta = 1/2", points: line },
  });
  const rows = depths.flatMap((depth, row) => DROPS.map((drop, column) => [depth, drop, shares[row]?.[column] ?? 0]));
  return {
    targets: [],
    tables: [{ name: `theta-depth-${of}`, columns: ["depth", "drop", "theta"], rows }],
    pictures: [{ name: `theta-depth-${of}`, svg }],
  };
}

/** Theta over drop rate and width. */
function mapWidths(of: Of): Findings {
  const depth = 20;
  const widths = Array.from({ length: 32 }, (_, index) => index + 1);
  const shares = widths.map((width) => DROPS.map((drop) => thetaOf(of, drop, width, depth)));
  const line = widths.map((width) => [criticalDrop(rectangular({ width, depth }), { of }).drop, width] as const);
  const svg = drawHeatMap({
    heading: `Theta over drop rate of ${of} and width`,
    subtitle: `${depth} hidden layers; exact`,
    across: { title: `drop rate of ${of}`, places: DROPS, domain: [0, 1] },
    up: { title: "width", places: widths },
    shares,
    line: { name: "theta = 1/2", points: line },
  });
  const rows = widths.flatMap((width, row) => DROPS.map((drop, column) => [width, drop, shares[row]?.[column] ?? 0]));
  return {
    targets: [],
    tables: [{ name: `theta-width-${of}`, columns: ["width", "drop", "theta"], rows }],
    pictures: [{ name: `theta-width-${of}`, svg }],
  };
}

/** The parts of it, for one kind of removal. */
export function curveParts(of: Of): (() => Findings)[] {
  return [() => drawCurves(of), () => mapDepths(of), () => mapWidths(of)];
}
