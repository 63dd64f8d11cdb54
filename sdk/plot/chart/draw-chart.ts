import { area, line } from "d3-shape";
import { drawAxes, type Frame } from "../svg-axes.ts";
import { element, rounded, textElement } from "../svg-element.ts";
import { drawPage } from "../svg-page.ts";
import { type ChartAxis, type LaidAxis, layAxis } from "./scale.ts";

/** A point of a chart, with the ends of what its height may well be. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly band?: readonly [low: number, high: number];
}

/** What a chart shows of one thing: theory as a line, what was measured as dots. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  readonly as: "line" | "dots" | "dashes";
  /** The number of its colour: series of one colour belong together. */
  readonly colour: number;
}

/** All that a chart shows. */
export interface Chart {
  readonly heading: string;
  readonly subtitle: string;
  readonly across: ChartAxis;
  readonly up: ChartAxis;
  readonly series: readonly ChartSeries[];
}

/** Told apart also by who sees no red or no green, on white. */
const COLOURS = ["#0b62c4", "#c2410c", "#0f766e", "#7c3aed", "#6b7280", "#b45309"];
const [WIDTH, HEIGHT, LEGEND_ROW] = [720, 460, 18];
const LETTER = 6.6;

/** Draws lines and dots over two axes, as an SVG document. The same input gives the same text. */
export function drawChart({ heading, subtitle, across, up, series }: Chart): string {
  const rows = layLegend(series);
  const top = 62 + LEGEND_ROW * rows.length;
  const frame: Frame = { left: 78, right: WIDTH - 24, top, bottom: HEIGHT + LEGEND_ROW * (rows.length - 1) - 58 };
  const points = series.flatMap((each) => each.points);
  const heights = points.flatMap(({ y, band = [] }) => [y, ...band]);
  const x = layAxis(
    across,
    points.map((point) => point.x),
    frame.left,
    frame.right,
    80,
  );
  const y = layAxis(up, heights, frame.bottom, frame.top, 44);
  const page = { width: WIDTH, height: frame.bottom + 58, left: frame.left, heading, subtitle };
  return drawPage(page, [
    drawAxes(frame, x.ticks, y.ticks, [across.title, up.title]),
    ...drawLegend(rows),
    element("clipPath", { id: "frame" }, element("rect", rectangleOf(frame))),
    element(
      "g",
      { "clip-path": "url(#frame)" },
      series.flatMap((each) => drawOne(each, x, y)),
    ),
  ]);
}

function rectangleOf({ left, right, top, bottom }: Frame): Record<string, number> {
  return { x: left - 4, y: top - 4, width: right - left + 8, height: bottom - top + 8 };
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? "";
}

function drawOne({ points, as, colour: number }: ChartSeries, x: LaidAxis, y: LaidAxis): string[] {
  const colour = colourOf(number);
  const placed = points.map((point) => ({ x: x.at(point.x), y: y.at(point.y), band: point.band?.map(y.at) }));
  if (as === "dots") {
    return placed.flatMap(({ x: left, y: top, band }) => {
      if (left === undefined || top === undefined) return [];
      const dot = element("circle", { cx: rounded(left), cy: rounded(top), r: 3, fill: colour });
      const [low, high] = band ?? [];
      if (low === undefined || high === undefined) return [dot];
      const bar = { x1: rounded(left), x2: rounded(left), y1: rounded(low), y2: rounded(high), stroke: colour };
      return [element("line", bar), dot];
    });
  }
  const path = line<(typeof placed)[number]>(
    (point) => point.x ?? 0,
    (point) => point.y ?? 0,
  )
    .defined((point) => point.x !== undefined && point.y !== undefined)
    .digits(2);
  const band = area<(typeof placed)[number]>(
    (point) => point.x ?? 0,
    (point) => point.band?.[0] ?? 0,
    (point) => point.band?.[1] ?? 0,
  )
    .defined((point) => point.x !== undefined && point.band?.[0] !== undefined && point.band[1] !== undefined)
    .digits(2);
  const [curve, around] = [path(placed), band(placed)];
  const dashes = as === "dashes" ? { "stroke-dasharray": "6 4" } : {};
  return [
    ...(around ? [element("path", { d: around, fill: colour, "fill-opacity": 0.15 })] : []),
    ...(curve
      ? [
          element("path", {
            d: curve,
            fill: "none",
            stroke: colour,
            "stroke-width": 1.75,
            "stroke-linejoin": "round",
            ...dashes,
          }),
        ]
      : []),
  ];
}

interface LegendEntry {
  readonly series: ChartSeries;
  readonly x: number;
}

/** Names in rows that fit into the picture. */
function layLegend(series: readonly ChartSeries[]): LegendEntry[][] {
  const rows: LegendEntry[][] = [[]];
  let x = 78;
  for (const each of series) {
    if (each.name === "") continue;
    const width = 40 + Math.ceil(LETTER * each.name.length);
    if (x + width > WIDTH - 12 && rows.at(-1)?.length) {
      rows.push([]);
      x = 78;
    }
    rows.at(-1)?.push({ series: each, x });
    x += width;
  }
  return rows;
}

function drawLegend(rows: readonly (readonly LegendEntry[])[]): string[] {
  return rows.flatMap((row, index) =>
    row.flatMap(({ series: { name, as, colour }, x }) => {
      const y = 68 + LEGEND_ROW * index;
      const stroke = colourOf(colour);
      const dashes = as === "dashes" ? { "stroke-dasharray": "6 4" } : {};
      const sample =
        as === "dots"
          ? element("circle", { cx: x + 9, cy: y, r: 3.5, fill: stroke })
          : element("line", { x1: x, y1: y, x2: x + 18, y2: y, stroke, "stroke-width": 3, ...dashes });
      return [sample, textElement(name, { x: x + 24, y: y + 4 })];
    }),
  );
}
