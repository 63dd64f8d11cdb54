import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import * as v from "valibot";
import { check, integer } from "../networks/check.ts";
import type { CurveAnswer } from "../queries/curve.ts";
import { type CheckedCurve, checkCurve, nameOfDrop, spanOf } from "./checked-curve.ts";
import { drawHalfMark } from "./half-mark.ts";
import { describeRates, describeShape } from "./network-words.ts";
import { drawAxes, FAINT_INK, type Frame, INK } from "./svg-axes.ts";
import { element, escapeText, rounded, textElement } from "./svg-element.ts";
import { failureAxis, thetaAxis, type VerticalAxis } from "./vertical-axis.ts";

/** How {@link curveToSvg} draws. */
export interface CurveSvgOptions {
  /** Width of the picture in pixels, 320..8192; 720 unless given. */
  readonly width?: number;
  /** Height of the picture in pixels, 240..8192; 440 unless given. */
  readonly height?: number;
  /** The line above the plot; says what network it is unless given. */
  readonly title?: string;
  /** Draw the failure 1 - theta on a logarithmic axis instead of theta; false unless given. */
  readonly logarithmic?: boolean;
}

const optionsSchema = v.strictObject({
  width: v.optional(integer(320, 8192), 720),
  height: v.optional(integer(240, 8192), 440),
  title: v.optional(v.string("a text")),
  logarithmic: v.optional(v.boolean("true or false"), false),
});

const CURVE = "#0b62c4";

/**
 * Draws a curve of the path probability as an SVG picture: axes with units, grid, the curve, a band for
 * the intervals of sampled points, and a mark where theta falls below 1/2.
 *
 * The drop rate, 0..1, runs to the right; theta, 0..1, runs up, or with `logarithmic` the failure 1 - theta,
 * as low as 10^-5000000. Points whose failure is 0 are left out there. The same input gives the same
 * text. Costs O(points).
 *
 * @param answer - From `curve`, also when it went through JSON.
 * @param options - Size in pixels, title, and which axis.
 * @returns An XML document, white behind dark ink, of some 5 kB and 12 bytes a point.
 * @throws PercolationError `invalid-input` for an option out of range or an answer that is no curve.
 *
 * @example
 * import { curve, layered } from "percolation";
 * import { curveToSvg } from "percolation/plot";
 * const svg = curveToSvg(curve(layered([784, 300, 100, 10]), { of: "bonds", from: 0.99 }), { width: 640 });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="440"'); // => true
 */
export function curveToSvg(answer: CurveAnswer, options: CurveSvgOptions = {}): string {
  const { width, height, title, logarithmic } = check(optionsSchema, options, "options");
  const curve = checkCurve(answer);
  const frame: Frame = { left: 78, right: width - 24, top: 66, bottom: height - 58 };
  const across = scaleLinear(spanOf(curve.points), [frame.left, frame.right]);
  const ticks = across.ticks(Math.floor((frame.right - frame.left) / 70));
  const write = across.tickFormat(ticks.length);
  const up = logarithmic ? failureAxis(frame, curve.points) : thetaAxis(frame);
  const heading = title ?? `Does a path survive in ${describeShape(curve.network)}?`;
  const drawing = [
    element("title", {}, escapeText(heading)),
    element("rect", { width, height, fill: "#ffffff" }),
    textElement(heading, {
      x: frame.left,
      y: 28,
      "font-size": headingSize(heading, width - frame.left),
      "font-weight": 600,
    }),
    textElement(subtitle(curve), { x: frame.left, y: 49, fill: FAINT_INK }),
    drawAxes(
      frame,
      ticks.map((drop) => ({ at: across(drop), text: write(drop) })),
      up.ticks,
      [nameOfDrop(curve.of), up.title],
    ),
    ...drawCurve(curve, across, up),
    ...drawHalfMark(curve, across, up, frame),
  ];
  const font = { "font-family": "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif", "font-size": 12 };
  const root = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" };
  return `${element("svg", { ...root, ...font, fill: INK }, drawing)}\n`;
}

/** Letters are some 0.6 of the font size wide; long titles are written smaller, to stay in the picture. */
function headingSize(heading: string, room: number): number {
  return rounded(Math.max(8, Math.min(16, (room - 12) / (0.6 * Math.max(1, heading.length)))));
}

/** What else was removed, and how the points were found. */
function subtitle({ network, of, points }: CheckedCurve): string {
  const sampled = points.find(({ trials }) => trials !== undefined);
  const interval = sampled?.interval ? `, ${rounded(100 * sampled.interval.confidence)} % intervals` : "";
  const method = sampled ? `${sampled.trials} trials a point${interval}` : "exact";
  return [describeRates(network, of), method].filter((part) => part !== "").join("; ");
}

function drawCurve({ points }: CheckedCurve, across: (drop: number) => number, up: VerticalAxis): string[] {
  type Point = (typeof points)[number];
  const band = area<Point>(
    ({ drop }) => across(drop),
    (point) => up.scale(up.bandOf(point)[0]),
    (point) => up.scale(up.bandOf(point)[1]),
  )
    .defined(({ interval }) => interval !== undefined)
    .digits(2);
  const theta = line<Point>(
    ({ drop }) => across(drop),
    (point) => up.scale(up.heightOf(point) ?? 0),
  )
    .defined((point) => up.heightOf(point) !== undefined)
    .digits(2);
  const bandPath = band(points as Point[]);
  const thetaPath = theta(points as Point[]);
  const round = { "stroke-linejoin": "round", "stroke-linecap": "round" };
  return [
    ...(bandPath ? [element("path", { d: bandPath, fill: CURVE, "fill-opacity": 0.2 })] : []),
    ...(thetaPath ? [element("path", { d: thetaPath, fill: "none", stroke: CURVE, "stroke-width": 2, ...round })] : []),
  ];
}
