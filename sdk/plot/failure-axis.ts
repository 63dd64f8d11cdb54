import { scaleLinear } from "d3-scale";
import type { DrawnPoint } from "./checked-curve.ts";
import type { FigurePoint, VerticalAxis } from "./figure.ts";

/** The failure 1 - theta on a logarithmic axis: a linear one of log10Failure, which does not underflow. */
export function failureAxis(points: readonly DrawnPoint[]): VerticalAxis {
  const floor = Math.floor(Math.min(-1, ...lowest(points)));
  return {
    title: "probability that no path is open",
    domain: [floor, 0],
    ticks: scaleLinear([floor, 0], [0, 1])
      .ticks(6)
      .filter(Number.isInteger)
      .map((value) => ({ value, text: value === 0 ? "1" : `10${superscript(value)}` })),
  };
}

/** A point of theta as one of the failure. */
export function failurePoint(
  { drop, log10Failure, interval }: DrawnPoint,
  { domain: [floor] }: VerticalAxis,
): FigurePoint {
  const logarithm = (share: number) => Math.max(floor, Math.log10(share));
  const finite = typeof log10Failure === "number" && Number.isFinite(log10Failure);
  const band = interval && { band: [logarithm(1 - interval.high), logarithm(1 - interval.low)] as const };
  return { x: drop, y: finite ? log10Failure : undefined, ...band };
}

/** The lowest finite height of the curve and of its band; empty when nothing is finite. */
function lowest(points: readonly DrawnPoint[]): number[] {
  let low = Number.POSITIVE_INFINITY;
  for (const { log10Failure, interval } of points) {
    if (typeof log10Failure === "number" && Number.isFinite(log10Failure)) low = Math.min(low, log10Failure);
    if (interval && interval.low < 1) low = Math.min(low, Math.log10(1 - interval.low));
  }
  return Number.isFinite(low) ? [low] : [];
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function superscript(integer: number): string {
  return String(integer).replace(/[-0-9]/g, (character) =>
    character === "-" ? "⁻" : (RAISED[Number(character)] ?? ""),
  );
}
