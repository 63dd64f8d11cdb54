import { element, rounded, textElement } from "./svg-element.ts";

/** The rectangle that curves are drawn in, in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place on an axis, in pixels, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

export const INK = "#1f2328";
export const FAINT_INK = "#59636e";
const GRID = "#e4e7eb";

/** Grid, tick labels and titles of both axes. */
export function drawAxes(frame: Frame, across: readonly Tick[], up: readonly Tick[], titles: [string, string]): string {
  const { left, right, top, bottom } = frame;
  const lines = [
    ...across.map(({ at }) => line(at, top, at, bottom, GRID)),
    ...up.map(({ at }) => line(left, at, right, at, GRID)),
    line(left, top, left, bottom, FAINT_INK),
    line(left, bottom, right, bottom, FAINT_INK),
  ];
  const labels = [
    ...across.map(({ at, text }) => label(text, at, bottom + 18, "middle")),
    ...up.map(({ at, text }) => label(text, left - 8, at + 4, "end")),
    label(titles[0], (left + right) / 2, bottom + 40, "middle"),
    textElement(titles[1], {
      transform: `translate(20 ${rounded((top + bottom) / 2)}) rotate(-90)`,
      "text-anchor": "middle",
    }),
  ];
  return [...lines, element("g", { fill: FAINT_INK }, labels)].join("\n");
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element("line", { x1: rounded(x1), y1: rounded(y1), x2: rounded(x2), y2: rounded(y2), stroke });
}

function label(text: string, x: number, y: number, anchor: string): string {
  return textElement(text, { x: rounded(x), y: rounded(y), "text-anchor": anchor });
}
