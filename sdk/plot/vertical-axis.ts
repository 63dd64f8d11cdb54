import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { DrawnPoint } from "./checked-curve.ts";
import type { Frame, Tick } from "./svg-axes.ts";

/** What a vertical axis shows of a curve. Heights are in the units of its scale; undefined is not drawn. */
export interface VerticalAxis {
  readonly title: string;
  readonly scale: ScaleLinear<number, number>;
  readonly ticks: readonly Tick[];
  /** Whether the curve rises to the right. */
  readonly rising: boolean;
  /** Where theta is 1/2. */
  readonly half: number;
  readonly heightOf: (point: DrawnPoint) => number | undefined;
  /** Lower and upper end of a sampled point's interval. */
  readonly bandOf: (point: DrawnPoint) => [low: number, high: number];
}

/** Theta from 0 to 1. */
export function thetaAxis({ top, bottom }: Frame): VerticalAxis {
  const scale = scaleLinear([0, 1], [bottom, top]);
  return {
    title: "probability of an open path",
    scale,
    ticks: scale.ticks(5).map((theta) => ({ at: scale(theta), text: theta.toFixed(1) })),
    rising: false,
    half: 0.5,
    heightOf: ({ probability }) => probability,
    bandOf: ({ interval }) => [interval?.low ?? 0, interval?.high ?? 1],
  };
}

/** The failure 1 - theta on a logarithmic axis: a linear one of log10Failure, which does not underflow. */
export function failureAxis({ top, bottom }: Frame, points: readonly DrawnPoint[]): VerticalAxis {
  const floor = Math.floor(Math.min(-1, ...lowest(points)));
  const scale = scaleLinear([floor, 0], [bottom, top]);
  const logarithm = (share: number) => Math.max(floor, Math.log10(share));
  return {
    title: "probability that no path is open",
    scale,
    ticks: scale
      .ticks(6)
      .filter(Number.isInteger)
      .map((exponent) => ({ at: scale(exponent), text: exponent === 0 ? "1" : `10${superscript(exponent)}` })),
    rising: true,
    half: Math.log10(0.5),
    heightOf: ({ log10Failure }) =>
      typeof log10Failure === "number" && Number.isFinite(log10Failure) ? log10Failure : undefined,
    bandOf: ({ interval }) => [logarithm(1 - (interval?.high ?? 1)), logarithm(1 - (interval?.low ?? 0))],
  };
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
