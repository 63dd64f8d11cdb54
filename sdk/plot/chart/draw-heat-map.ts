import { drawAxes, type Frame } from "../svg-axes.ts";
import { element, rounded, textElement } from "../svg-element.ts";
import { drawPage } from "../svg-page.ts";
import { type ChartAxis, layAxis } from "./scale.ts";

/** A share of every place of a grid. */
export interface HeatMap {
  readonly heading: string;
  readonly subtitle: string;
  /** Places of the columns, rising, and of the rows. */
  readonly across: ChartAxis & { readonly places: readonly number[] };
  readonly up: ChartAxis & { readonly places: readonly number[] };
  /** Shares in 0..1, row by row from the lowest on. */
  readonly shares: readonly (readonly number[])[];
  /** A line through the grid: a place in each row where something happens. */
  readonly line?: { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] };
}

/** From dark, nothing, to light, all: distinct in grey too. */
const STOPS: readonly (readonly [number, number, number])[] = [
  [30, 27, 75],
  [37, 99, 175],
  [45, 160, 150],
  [190, 210, 80],
  [255, 250, 200],
];
const [WIDTH, HEIGHT, KEY] = [720, 460, 14];

/** Draws shares over a grid in colours, as an SVG document. The same input gives the same text. */
export function drawHeatMap({ heading, subtitle, across, up, shares, line }: HeatMap): string {
  const frame: Frame = { left: 78, right: WIDTH - 90, top: 70, bottom: HEIGHT - 58 };
  const x = layAxis(across, across.places, frame.left, frame.right, 80);
  const y = layAxis(up, up.places, frame.bottom, frame.top, 44);
  const [columns, rows] = [
    edgesOf(across.places.map((place) => x.at(place) ?? 0)),
    edgesOf(up.places.map((place) => y.at(place) ?? 0)),
  ];
  const cells = shares.flatMap((row, j) => mergeRow(row, columns, rows[j] ?? 0, rows[j + 1] ?? 0));
  const path = line?.points.map(([a, b]) => `${rounded(x.at(a) ?? 0)},${rounded(y.at(b) ?? 0)}`).join(" ");
  return drawPage({ width: WIDTH, height: HEIGHT, left: frame.left, heading, subtitle }, [
    element(
      "clipPath",
      { id: "frame" },
      element("rect", {
        x: frame.left,
        y: frame.top,
        width: frame.right - frame.left,
        height: frame.bottom - frame.top,
      }),
    ),
    drawAxes(frame, x.ticks, y.ticks, [across.title, up.title]),
    element("g", { "clip-path": "url(#frame)", "shape-rendering": "crispEdges" }, cells),
    ...(line && path
      ? [
          element("polyline", {
            points: path,
            fill: "none",
            stroke: "#ffffff",
            "stroke-width": 2,
            "stroke-dasharray": "5 4",
            "clip-path": "url(#frame)",
          }),
          textElement(`- - ${line.name}`, { x: frame.right, y: frame.top - 8, "text-anchor": "end" }),
        ]
      : []),
    ...drawKey(frame),
  ]);
}

/** Cells meet halfway between their places. */
function edgesOf(places: readonly number[]): number[] {
  const inner = places.slice(1).map((place, index) => (place + (places[index] ?? 0)) / 2);
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const half = (index: number, end: number) => end + (end - (inner[index] ?? end));
  return [half(0, first), ...inner, half(inner.length - 1, last)];
}

/** Neighbours of one colour are one rectangle. */
function mergeRow(row: readonly number[], columns: readonly number[], bottom: number, top: number): string[] {
  const cells: string[] = [];
  for (let start = 0; start < row.length; ) {
    const fill = colourOf(row[start] ?? 0);
    let end = start + 1;
    while (end < row.length && colourOf(row[end] ?? 0) === fill) end++;
    const [left = 0, right = 0] = [columns[start], columns[end]];
    const [y, height] = [Math.min(top, bottom), Math.abs(bottom - top)];
    cells.push(
      element("rect", { x: rounded(left), y: rounded(y), width: rounded(right - left), height: rounded(height), fill }),
    );
    start = end;
  }
  return cells;
}

/** In steps of a hundredth. */
function colourOf(share: number): string {
  const place = (Math.round(Math.min(1, Math.max(0, share)) * 100) / 100) * (STOPS.length - 1);
  const below = Math.min(STOPS.length - 2, Math.floor(place));
  const part = place - below;
  const channels = [0, 1, 2].map((channel) => {
    const [from, to] = [STOPS[below]?.[channel] ?? 0, STOPS[below + 1]?.[channel] ?? 0];
    return Math.round(from + part * (to - from))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

function drawKey({ right, top, bottom }: Frame): string[] {
  const x = right + 22;
  const steps = 50;
  const height = (bottom - top) / steps;
  const cells = Array.from({ length: steps }, (_, index) =>
    element("rect", {
      x,
      y: rounded(bottom - (index + 1) * height),
      width: KEY,
      height: rounded(height + 0.5),
      fill: colourOf((index + 0.5) / steps),
    }),
  );
  const labels = [0, 0.5, 1].map((share) =>
    textElement(String(share), { x: x + KEY + 6, y: rounded(bottom - share * (bottom - top) + 4) }),
  );
  return [...cells, ...labels];
}
