import { element, rounded } from "../svg-element.ts";

/** A place in the drawing, in pixels. */
export type Point = readonly [x: number, y: number];

const EDGE = "#8c959f";
const RADIUS = 7;

/** Straight lines along the axes through some points, their corners rounded. */
export function polyline(points: readonly Point[]): string {
  const [start = [0, 0], ...rest] = points;
  let path = `M${at(start)}`;
  rest.forEach((corner, index) => {
    const [before, after] = [points[index] ?? corner, rest[index + 1]];
    if (after === undefined) {
      path += `L${at(corner)}`;
      return;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  });
  return path;
}

/** Goes on from one point in a curve that leaves and arrives upright. */
export function curveOn([x1, y1]: Point, [x2, y2]: Point): string {
  const middle = (y1 + y2) / 2;
  return `C${at([x1, middle])} ${at([x2, middle])} ${at([x2, y2])}`;
}

/** Goes on in a straight line. */
export function lineOn(point: Point): string {
  return `L${at(point)}`;
}

/** A line with an arrowhead at `end` that points down, or to the left or right. */
export function arrow(path: string, [x, y]: Point, points: "down" | "left" | "right"): string[] {
  const turn = points === "down" ? 0 : points === "left" ? 90 : -90;
  return [
    element("path", { class: "edge", d: path, fill: "none", stroke: EDGE, "stroke-width": 1.2 }),
    element("path", {
      class: "head",
      d: "M0 0L-3.5 -6L3.5 -6Z",
      transform: `translate(${rounded(x)} ${rounded(y)})${turn === 0 ? "" : ` rotate(${turn})`}`,
      fill: EDGE,
    }),
  ];
}

function at([x, y]: Point): string {
  return `${rounded(x)} ${rounded(y)}`;
}

function distance([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.abs(x2 - x1) + Math.abs(y2 - y1);
}

/** The point so far from one point on the way to another, along an axis. */
function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const share = whole === 0 ? 0 : length / whole;
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
