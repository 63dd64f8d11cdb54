import type { CheckedCurve } from "./checked-curve.ts";
import { findHalfCrossing } from "./crossing.ts";
import { failureAxis, failurePoint } from "./failure-axis.ts";
import { type Figure, type FigurePoint, type Mark, shareAxis, spanOf } from "./figure.ts";
import { describeRemovals, describeShape, isLayered } from "./network-words.ts";
import { rounded } from "./svg-element.ts";

/** Theta against a drop rate, or the failure on a logarithmic axis. */
export function thetaFigure(curve: CheckedCurve, logarithmic: boolean): Figure {
  const { points, network, of } = curve;
  const up = logarithmic ? failureAxis(points) : shareAxis("probability of an open path");
  const toPoint = (point: (typeof points)[number]) => (logarithmic ? failurePoint(point, up) : thetaPoint(point));
  return {
    heading: `Does a path survive in ${isLayered(network) ? "" : "the "}${describeShape(network)}?`,
    subtitle: subtitle(curve),
    across: nameOfDrop(of, isLayered(network)),
    span: spanOf(points.map(({ drop }) => drop)),
    up,
    series: [{ name: "open path", points: points.map(toPoint) }],
    mark: halfMark(curve, logarithmic),
  };
}

function thetaPoint({ drop, probability, interval }: CheckedCurve["points"][number]): FigurePoint {
  return { x: drop, y: probability, ...(interval ? { band: [interval.low, interval.high] } : {}) };
}

/** The level 1/2, and the drop rate where the curve falls through it. */
function halfMark({ points }: CheckedCurve, logarithmic: boolean): Mark {
  const level = logarithmic ? Math.log10(0.5) : 0.5;
  const crossing = findHalfCrossing(points);
  return { level, rising: logarithmic, text: "theta = 1/2", ...(crossing ? { x: crossing.drop } : {}) };
}

/** What else was removed, and how the points were found. */
function subtitle({ network, of, points, shared }: CheckedCurve): string {
  const sampled = points.find(({ trials }) => trials !== undefined);
  const interval = sampled?.interval ? `, ${rounded(100 * sampled.interval.confidence)} % intervals` : "";
  const method = sampled ? `${sampled.trials} trials${shared ? "" : " a point"}${interval}` : "exact";
  return [describeRemovals(network, of), method].filter((part) => part !== "").join("; ");
}

function nameOfDrop(of: "sites" | "bonds", layered: boolean): string {
  if (!layered) return `drop rate of ${of}`;
  return of === "sites" ? "drop rate of hidden neurons (dropout)" : "drop rate of weights (dropconnect)";
}
