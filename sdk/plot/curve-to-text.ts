import { scaleLinear } from "d3-scale";
import * as v from "valibot";
import { check, integer } from "../networks/check.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import { BrailleCanvas } from "./braille.ts";
import { checkCurve, type DrawnPoint, nameOfDrop, spanOf } from "./checked-curve.ts";

/** How {@link curveToText} draws. */
export interface CurveTextOptions {
  /** Characters in the longest line, 32..1000; 72 unless given. */
  readonly columns?: number;
  /** Lines, axis and labels included, 8..1000; 16 unless given. */
  readonly rows?: number;
  /** Colour the drawing by ANSI escape sequences; false unless given. */
  readonly colour?: boolean;
}

const optionsSchema = v.strictObject({
  columns: v.optional(integer(32, 1000), 72),
  rows: v.optional(integer(8, 1000), 16),
  colour: v.optional(v.boolean("true or false"), false),
});

/** Columns left of the drawing: a label, a space and the axis. */
const GUTTER = 6;
/** Lines below it: the axis, its labels and its title. */
const FOOTER = 3;

/**
 * Draws a curve of theta as text for a terminal, in braille characters: the drop rate, 0..1, runs to the
 * right, theta, 0..1, runs up, and a dotted line marks theta = 1/2.
 *
 * Between its points the curve is drawn straight. The same input gives the same text. Costs O(points).
 *
 * @param answer - From `curve`, also when it went through JSON.
 * @param options - Size in characters, and whether to use colour.
 * @returns `rows` lines, each ended by a line feed.
 * @throws PercolationError `invalid-input` for an option out of range or an answer that is no curve.
 *
 * @example
 * import { curve, layered } from "percolation";
 * import { curveToText } from "percolation/plot";
 * const text = curveToText(curve(layered([2, 2, 2]), { of: "bonds" }), { columns: 60, rows: 12 });
 * text.split("\n").length; // => 13
 */
export function curveToText(answer: CurveAnswer, options: CurveTextOptions = {}): string {
  const { columns, rows, colour } = check(optionsSchema, options, "options");
  const { of, points } = checkCurve(answer);
  const [width, height] = [columns - GUTTER, rows - FOOTER];
  const span = spanOf(points);
  const canvas = drawCurve(points, span, width, height);
  const labels = thetaLabels(height);
  const paint = colour ? (text: string, code: number) => `\u001b[${code}m${text}\u001b[0m` : (text: string) => text;
  const half = labels.get(0.5);
  const plot = Array.from({ length: height }, (_, row) => {
    const label = [...labels].find(([, at]) => at === row)?.[0];
    const axis = label === undefined ? "     \u2502" : `${label.toFixed(2)} \u2524`;
    return axis + drawRow(canvas, row, width, row === half ? "\u00b7" : " ", paint);
  });
  const title = nameOfDrop(of);
  const centred = " ".repeat(GUTTER + Math.max(0, Math.floor((width - title.length) / 2))) + title;
  const lines = [...plot, ...drawDropAxis(span, width), centred.slice(0, columns)];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function drawCurve(
  points: readonly DrawnPoint[],
  span: [number, number],
  columns: number,
  rows: number,
): BrailleCanvas {
  const canvas = new BrailleCanvas(columns, rows);
  const toColumn = scaleLinear(span, [0, canvas.width - 1]);
  const toRow = (theta: number) => Math.round((1 - theta) * (canvas.height - 1));
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point;
    const [x1, x2] = [Math.round(toColumn(before.drop)), Math.round(toColumn(point.drop))];
    let y = toRow(before.probability);
    for (let x = x1; x <= x2; x++) {
      const share = x2 > x1 ? (x - x1) / (x2 - x1) : 1;
      const next = toRow(before.probability + share * (point.probability - before.probability));
      canvas.drawColumn(x, y, next);
      y = next;
    }
  });
  return canvas;
}

/** Which rows carry which theta: quarters where there is room, halves elsewhere. */
function thetaLabels(rows: number): Map<number, number> {
  const thetas = rows >= 13 ? [1, 0.75, 0.5, 0.25, 0] : [1, 0.5, 0];
  return new Map(thetas.map((theta) => [theta, Math.round((1 - theta) * (rows - 1))]));
}

function drawRow(
  canvas: BrailleCanvas,
  row: number,
  width: number,
  empty: string,
  paint: (text: string, code: number) => string,
): string {
  const cells = Array.from({ length: width }, (_, column) => canvas.character(column, row) ?? empty).join("");
  return cells.replace(/[\u2800-\u28ff]+/g, (curve) => paint(curve, 36));
}

/** The line of the drop axis, and its labels below. */
function drawDropAxis(span: [number, number], width: number): [string, string] {
  const scale = scaleLinear(span, [0, width - 1]);
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 12)));
  const write = scale.tickFormat(ticks.length);
  const axis = Array<string>(width).fill("\u2500");
  let labels = "";
  for (const drop of ticks) {
    const at = Math.round(scale(drop));
    axis[at] = "\u252c";
    const text = write(drop);
    const start = Math.min(GUTTER + at - Math.floor(text.length / 2), GUTTER + width - text.length);
    if (start > labels.length || labels === "") labels = labels.padEnd(start) + text;
  }
  return [`     \u2514${axis.join("")}`, labels];
}
