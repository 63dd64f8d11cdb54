import type { ScaleLinear } from "d3-scale";
import type { Mark } from "./figure.ts";
import type { Frame } from "./svg-axes.ts";
import { element, rounded, textElement } from "./svg-element.ts";

const INK = "#c2410c";
const DASHES = { stroke: INK, "stroke-dasharray": "5 4" };

type Scale = ScaleLinear<number, number>;

/** A dashed line where the mark is, and what it says. */
export function drawMark(mark: Mark | undefined, across: Scale, up: Scale, frame: Frame): string[] {
  if (!mark) return [];
  return mark.level === undefined ? drawPlace(mark, across, frame) : drawLevel(mark, mark.level, across, up, frame);
}

/** A level, and a dot and the place where the curve passes it. */
function drawLevel({ x: place, text, rising }: Mark, level: number, across: Scale, up: Scale, frame: Frame): string[] {
  const y = rounded(up(level));
  const line = element("line", { x1: frame.left, y1: y, x2: frame.right, y2: y, ...DASHES });
  if (place === undefined) return [line];
  const x = rounded(across(place));
  return [
    line,
    element("circle", { cx: x, cy: y, r: 4.5, fill: INK, stroke: "#ffffff", "stroke-width": 1.5 }),
    textElement(withPlace(text, place, across), { ...emptyPlace(x, y, rising, frame), fill: INK }),
  ];
}

/** A place on the horizontal axis. The lines rise there from the bottom to the top. */
function drawPlace({ x: place, text }: Mark, across: Scale, { left, right, top, bottom }: Frame): string[] {
  if (place === undefined) return [];
  const x = rounded(across(place));
  const label =
    x > left + 0.4 * (right - left)
      ? { x: rounded(x - 8), y: top + 16, "text-anchor": "end" }
      : { x: rounded(x + 8), y: bottom - 34, "text-anchor": "start" };
  return [
    element("line", { x1: x, y1: top, x2: x, y2: bottom, ...DASHES }),
    textElement(withPlace(text, place, across), { ...label, fill: INK }),
  ];
}

function withPlace(text: string, place: number, across: Scale): string {
  return `${text} near ${across.tickFormat(1000)(place)}`;
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
