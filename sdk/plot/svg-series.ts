import { area, line } from "d3-shape";
import type { FigurePoint, Series } from "./figure.ts";
import type { Frame } from "./svg-axes.ts";
import { element, textElement } from "./svg-element.ts";

/** Of the series by their order: told apart also by who sees no red or no green, on white. */
const COLOURS = ["#0b62c4", "#0f766e", "#7c3aed", "#6b7280"];

type Scale = (value: number) => number;

function colourOf(index: number): string {
  return COLOURS[Math.min(index, COLOURS.length - 1)] ?? "";
}

/** The lines with their bands; the first on top of the others. */
export function drawSeries(series: readonly Series[], across: Scale, up: Scale): string[] {
  return series
    .map(({ points }, index) => {
      const colour = colourOf(index);
      const round = { "stroke-linejoin": "round", "stroke-linecap": "round" };
      const [band, curve] = [bandPath(points, across, up), curvePath(points, across, up)];
      return [
        ...(band ? [element("path", { d: band, fill: colour, "fill-opacity": index > 0 ? 0.12 : 0.2 })] : []),
        ...(curve
          ? [element("path", { d: curve, fill: "none", stroke: colour, "stroke-width": index > 0 ? 1.5 : 2, ...round })]
          : []),
      ];
    })
    .reverse()
    .flat();
}

function bandPath(points: readonly FigurePoint[], across: Scale, up: Scale): string | null {
  const path = area<FigurePoint>(
    ({ x }) => across(x),
    ({ band }) => up(band?.[0] ?? 0),
    ({ band }) => up(band?.[1] ?? 0),
  )
    .defined(({ band }) => band !== undefined)
    .digits(2);
  return path(points as FigurePoint[]);
}

function curvePath(points: readonly FigurePoint[], across: Scale, up: Scale): string | null {
  const path = line<FigurePoint>(
    ({ x }) => across(x),
    ({ y }) => up(y ?? 0),
  )
    .defined(({ y }) => y !== undefined)
    .digits(2);
  return path(points as FigurePoint[]);
}

const SAMPLE = 18;
const LETTER = 6.6;

/** What each line shows, in a row above the frame; nothing where there is one line only. */
export function drawLegend(series: readonly Series[], { left, top }: Frame): string[] {
  if (series.length < 2) return [];
  let x = left;
  return series.flatMap(({ name }, index) => {
    const y = top - 14;
    const start = x;
    x += SAMPLE + 8 + Math.ceil(LETTER * name.length) + 14;
    return [
      element("line", { x1: start, y1: y, x2: start + SAMPLE, y2: y, stroke: colourOf(index), "stroke-width": 3 }),
      textElement(name, { x: start + SAMPLE + 6, y: y + 4 }),
    ];
  });
}
