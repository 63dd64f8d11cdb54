import * as v from "valibot";
import { check, integer } from "../networks/check.ts";
import { type DrawnAnswer, figureOf } from "./figure-of.ts";
import { columnsOfAxis, drawAxis, drawLegend, drawRows, type TextFrame } from "./text-parts.ts";

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

/** Lines below the drawing: the axis, its labels and its title. */
const FOOTER = 3;

/**
 * Draws the curve of an answer as text for a terminal, in braille characters.
 *
 * Of `curve` and `bottleneck`: the drop rate, 0..1, runs to the right, theta, 0..1, runs up, and a dotted
 * line marks theta = 1/2. Of `sweep`: the probability of survival, or the share kept, runs to the right; up run
 * the largest cluster's share of all sites and, dotted, the probability of a connection, of wrapping or of
 * spanning, whichever the answer has first; a triangle on the axis marks the greatest susceptibility.
 *
 * Between its points a curve is drawn straight. The same input gives the same text. Costs O(points).
 *
 * @param answer - From `curve`, `bottleneck` or `sweep`, also when it went through JSON.
 * @param options - Size in characters, and whether to use colour.
 * @returns `rows` lines, each ended by a line feed.
 * @throws PercolationError `invalid-input` for an option out of range or an answer that has no curve.
 *
 * @example
 * import { curve, layered } from "percolation";
 * import { curveToText } from "percolation/plot";
 * const text = curveToText(curve(layered([2, 2, 2]), { of: "bonds" }), { columns: 60, rows: 12 });
 * text.split("\n").length; // => 13
 */
export function curveToText(answer: DrawnAnswer, options: CurveTextOptions = {}): string {
  const { columns, rows, colour } = check(optionsSchema, options, "options");
  const figure = figureOf(answer, false);
  // Two lines can be told apart without colours; the first is what it is about.
  const series = figure.series.filter(({ minor }) => !minor).slice(0, 2);
  const legend = drawLegend(series, figure.mark);
  const frame: TextFrame = {
    width: columnsOfAxis(columns),
    height: rows - FOOTER - legend.length,
    span: figure.span,
    level: figure.mark?.level,
    paint: colour ? (text, code) => `\u001b[${code}m${text}\u001b[0m` : (text) => text,
  };
  const place = figure.mark?.level === undefined ? figure.mark?.x : undefined;
  const footer = [figure.across, ...legend].map((line) => centre(line, columns));
  const lines = [...drawRows(series, frame), ...drawAxis(frame, place), ...footer];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function centre(line: string, columns: number): string {
  const width = columnsOfAxis(columns);
  const indent = columns - width + Math.max(0, Math.floor((width - line.length) / 2));
  return (" ".repeat(indent) + line).slice(0, columns);
}
