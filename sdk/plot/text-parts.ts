import { scaleLinear } from "d3-scale";
import { BrailleCanvas } from "./braille.ts";
import type { Figure, FigurePoint, Mark, Series } from "./figure.ts";

/** Columns left of the drawing: a label, a space and the axis. */
const GUTTER = 6;

/** What the parts of a drawing share. */
export interface TextFrame {
  /** Characters between the axis and the right end. */
  readonly width: number;
  readonly height: number;
  readonly span: Figure["span"];
  /** The height of a dotted line. */
  readonly level: number | undefined;
  readonly paint: (text: string, code: number) => string;
}

/** Columns of the horizontal axis in a drawing of so many. */
export function columnsOfAxis(columns: number): number {
  return columns - GUTTER;
}

/** Every third dot of a dotted line is drawn. */
const STRIDES = [1, 3];
/** Cyan, and yellow: SGR codes of the lines. */
const CODES = [36, 33];

/** The rows of the drawing, with the vertical axis. */
export function drawRows(series: readonly Series[], frame: TextFrame): string[] {
  const { width, height, level } = frame;
  const canvases = series.map(({ points }, index) => drawLine(points, frame, STRIDES[index] ?? 1));
  const labels = shareLabels(height);
  const levelRow = level === undefined ? undefined : Math.round((1 - level) * (height - 1));
  return Array.from({ length: height }, (_, row) => {
    const label = [...labels].find(([, at]) => at === row)?.[0];
    const axis = label === undefined ? "     \u2502" : `${label.toFixed(2)} \u2524`;
    const cells = Array.from({ length: width }, (_, column) => {
      const drawn = canvases.map((canvas) => canvas.bits(column, row));
      const bits = drawn.reduce((all, each) => all | each, 0);
      const code = CODES[drawn.findIndex((each) => each !== 0)] ?? 0;
      return bits === 0 ? { text: row === levelRow ? "\u00b7" : " ", code } : { text: braille(bits), code };
    });
    return axis + paintCells(cells, frame.paint);
  });
}

function braille(bits: number): string {
  return String.fromCharCode(0x2800 + bits);
}

/** Cells as text, runs of one colour painted together. */
function paintCells(cells: readonly { text: string; code: number }[], paint: TextFrame["paint"]): string {
  let [line, run, colour] = ["", "", 0];
  for (const { text, code } of [...cells, { text: "", code: -1 }]) {
    if (code !== colour) {
      line += colour > 0 ? paint(run, colour) : run;
      [run, colour] = ["", code];
    }
    run += text;
  }
  return line;
}

function drawLine(points: readonly FigurePoint[], { width, height, span }: TextFrame, stride: number): BrailleCanvas {
  const canvas = new BrailleCanvas(width, height, stride);
  const toColumn = scaleLinear(span, [0, canvas.width - 1]);
  const toRow = (share: number) => Math.round((1 - share) * (canvas.height - 1));
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point;
    if (before.y === undefined || point.y === undefined) return;
    const [x1, x2] = [Math.round(toColumn(before.x)), Math.round(toColumn(point.x))];
    let y = toRow(before.y);
    for (let x = x1; x <= x2; x++) {
      const share = x2 > x1 ? (x - x1) / (x2 - x1) : 1;
      const next = toRow(before.y + share * (point.y - before.y));
      canvas.drawColumn(x, y, next);
      y = next;
    }
  });
  return canvas;
}

/** Which rows carry which share: quarters where there is room, halves elsewhere. */
function shareLabels(rows: number): Map<number, number> {
  const shares = rows >= 13 ? [1, 0.75, 0.5, 0.25, 0] : [1, 0.5, 0];
  return new Map(shares.map((share) => [share, Math.round((1 - share) * (rows - 1))]));
}

/** The line of the horizontal axis, with a triangle at a place that is marked, and its labels below. */
export function drawAxis({ span, width }: TextFrame, place: number | undefined): [string, string] {
  const scale = scaleLinear(span, [0, width - 1]);
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 12)));
  const write = scale.tickFormat(ticks.length);
  const axis = Array<string>(width).fill("\u2500");
  let labels = "";
  for (const tick of ticks) {
    const at = Math.round(scale(tick));
    axis[at] = "\u252c";
    const text = write(tick);
    const start = Math.min(GUTTER + at - Math.floor(text.length / 2), GUTTER + width - text.length);
    if (start > labels.length || labels === "") labels = labels.padEnd(start) + text;
  }
  if (place !== undefined) axis[Math.round(scale(place))] = TRIANGLE;
  return [`     \u2514${axis.join("")}`, labels];
}

const TRIANGLE = "\u25b2";

/** A line that tells the curves apart; none where there is one curve only. */
export function drawLegend(series: readonly Series[], mark: Mark | undefined): string[] {
  if (series.length < 2 && mark?.level !== undefined) return [];
  const samples = ["\u2812\u2812", "\u2802\u2804"];
  const names = series.map(({ name }, index) => `${samples[index]} ${name}`);
  return [[...names, ...(mark && mark.level === undefined ? [`${TRIANGLE} ${mark.text}`] : [])].join("   ")];
}
