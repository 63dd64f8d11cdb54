import { scaleLinear } from "d3-scale";
import * as v from "valibot";
import { check, integer } from "../networks/check.ts";
import { type DrawnAnswer, figureOf } from "./figure-of.ts";
import { drawAxes, type Frame } from "./svg-axes.ts";
import { drawMark } from "./svg-mark.ts";
import { drawPage } from "./svg-page.ts";
import { drawLegend, drawSeries } from "./svg-series.ts";

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

/** Pixels that a legend takes. */
const LEGEND = 22;

/**
 * Draws the curve of an answer as an SVG picture: axes with units, grid, lines, bands for intervals or standard
 * errors, and a mark.
 *
 * Of `curve` and `bottleneck`: the drop rate, 0..1, runs to the right; theta, 0..1, runs up, or with
 * `logarithmic` the failure 1 - theta, as low as 10^-5000000. Points whose failure is 0 are left out there. The
 * mark is where theta falls below 1/2.
 *
 * Of `sweep`: the probability of survival, or the share kept, runs to the right; the largest and the second
 * largest cluster's share of all sites and the probabilities of spanning, wrapping and connection run up. The
 * mark is where the susceptibility is greatest. Of a long record of steps some 500 are drawn.
 *
 * The same input gives the same text. Costs O(points).
 *
 * @param answer - From `curve`, `bottleneck` or `sweep`, also when it went through JSON.
 * @param options - Size in pixels, title, and which axis.
 * @returns An XML document, white behind dark ink, of some 5 kB and 12 bytes a point.
 * @throws PercolationError `invalid-input` for an option out of range, an answer that has no curve, and
 *   `logarithmic` for a sweep.
 *
 * @example
 * import { curve, lattice, layered, sweep } from "percolation";
 * import { curveToSvg } from "percolation/plot";
 * const svg = curveToSvg(curve(layered([784, 300, 100, 10]), { of: "bonds", from: 0.99 }), { width: 640 });
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="440"'); // => true
 * const square = sweep(lattice("square", { size: [16, 16] }), { kind: "site", runs: 10 });
 * curveToSvg(square).includes("Clusters in the 16x16 square lattice"); // => true
 */
export function curveToSvg(answer: DrawnAnswer, options: CurveSvgOptions = {}): string {
  const { width, height, title, logarithmic } = check(optionsSchema, options, "options");
  const { heading, subtitle, across: name, span, up: axis, series, mark } = figureOf(answer, logarithmic);
  const legend = series.length > 1 ? LEGEND : 0;
  const frame: Frame = { left: 78, right: width - 24, top: 66 + legend, bottom: height - 58 };
  const across = scaleLinear(span, [frame.left, frame.right]);
  const up = scaleLinear(axis.domain, [frame.bottom, frame.top]);
  const ticks = across.ticks(Math.floor((frame.right - frame.left) / 70));
  const write = across.tickFormat(ticks.length);
  return drawPage({ width, height, left: frame.left, heading: title ?? heading, subtitle }, [
    drawAxes(
      frame,
      ticks.map((place) => ({ at: across(place), text: write(place) })),
      axis.ticks.map(({ value, text }) => ({ at: up(value), text })),
      [name, axis.title],
    ),
    ...drawLegend(series, frame),
    ...drawSeries(series, across, up),
    ...drawMark(mark, across, up, frame),
  ]);
}
