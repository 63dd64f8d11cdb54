import type { ScaleLinear } from "d3-scale";
import type { CheckedCurve } from "./checked-curve.ts";
import { findHalfCrossing } from "./crossing.ts";
import type { Frame } from "./svg-axes.ts";
import { element, rounded, textElement } from "./svg-element.ts";
import type { VerticalAxis } from "./vertical-axis.ts";

const MARK = "#c2410c";

/** A dashed line at theta = 1/2, and a dot and the drop rate where the curve falls through it. */
export function drawHalfMark(
  { points }: CheckedCurve,
  across: ScaleLinear<number, number>,
  up: VerticalAxis,
  frame: Frame,
): string[] {
  const y = rounded(up.scale(up.half));
  const dashes = { stroke: MARK, "stroke-dasharray": "5 4" };
  const level = element("line", { x1: frame.left, y1: y, x2: frame.right, y2: y, ...dashes });
  const crossing = findHalfCrossing(points);
  if (!crossing) return [level];
  const x = rounded(across(crossing.drop));
  const text = `theta = 1/2 near ${across.tickFormat(1000)(crossing.drop)}`;
  return [
    level,
    element("circle", { cx: x, cy: y, r: 4.5, fill: MARK, stroke: "#ffffff", "stroke-width": 1.5 }),
    textElement(text, { ...emptyPlace(x, y, up.rising, frame), fill: MARK }),
  ];
}

/** Where a note on the crossing at x, y stays clear of the curve, given that the curve is monotone. */
function emptyPlace(x: number, y: number, rising: boolean, { left, right, bottom }: Frame) {
  const rightHalf = x > (left + right) / 2;
  if (rising) {
    if (rightHalf) return { x: left + 10, y: rounded(y + 18), "text-anchor": "start" };
    return { x: right - 10, y: bottom - 12, "text-anchor": "end" };
  }
  if (rightHalf) return { x: rounded(x - 10), y: rounded(y + 18), "text-anchor": "end" };
  return { x: rounded(x + 10), y: rounded(y - 10), "text-anchor": "start" };
}
