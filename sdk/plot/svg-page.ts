import { FAINT_INK, INK } from "./svg-axes.ts";
import { element, escapeText, rounded, textElement } from "./svg-element.ts";

/** What surrounds a drawing. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** Where heading and subtitle begin. */
  readonly left: number;
  readonly heading: string;
  readonly subtitle: string;
}

/** An SVG document: the drawing on white, below heading and subtitle. */
export function drawPage({ width, height, left, heading, subtitle }: Page, drawing: readonly string[]): string {
  const font = { "font-family": "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif", "font-size": 12 };
  const root = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" };
  const content = [
    element("title", {}, escapeText(heading)),
    element("rect", { width, height, fill: "#ffffff" }),
    textElement(heading, { x: left, y: 28, "font-size": sizeOf(heading, 16, width - left), "font-weight": 600 }),
    textElement(subtitle, { x: left, y: 49, "font-size": sizeOf(subtitle, 12, width - left), fill: FAINT_INK }),
    ...drawing,
  ];
  return `${element("svg", { ...root, ...font, fill: INK }, content)}\n`;
}

/** Letters are some 0.6 of the font size wide; long lines are written smaller, to stay in the picture. */
function sizeOf(line: string, size: number, room: number): number {
  return rounded(Math.max(8, Math.min(size, (room - 12) / (0.6 * Math.max(1, line.length)))));
}
