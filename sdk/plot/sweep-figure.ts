import type { CheckedSweep } from "./checked-sweep.ts";
import { countOf } from "./count-words.ts";
import { type Figure, type FigurePoint, type Mark, type Series, shareAxis, spanOf } from "./figure.ts";
import { describeRates, describeShape, nounOf } from "./network-words.ts";
import { rounded } from "./svg-element.ts";

/** The events of a sweep and what each is called in a picture, the most telling first. */
const EVENTS = [
  ["connected", "connected"],
  ["wrapping", "wrapping"],
  ["spanning", "spanning"],
] as const;

/** Shares of clusters and probabilities of events against the share that is kept. */
export function sweepFigure(sweep: CheckedSweep): Figure {
  const { points, network } = sweep;
  const [first] = points;
  const events = EVENTS.filter(([event]) => first?.[event]).map(([event, name]): Series => {
    return { name, points: points.map((point) => eventPoint(point.keep, point[event])) };
  });
  return {
    heading: headingOf(sweep),
    subtitle: subtitle(sweep),
    across: acrossOf(sweep),
    span: spanOf(points.map(({ keep }) => keep)),
    up: shareAxis(`share of ${nounOf("site", network)}s${events.length > 0 ? ", probability" : ""}`),
    series: [
      { name: "largest cluster", points: points.map(({ keep, largest }) => sharePoint(keep, largest)) },
      ...events,
      { name: "second largest", minor: true, points: points.map(({ keep, second }) => sharePoint(keep, second)) },
    ],
    mark: sweep.order === "random" ? peakMark(sweep) : undefined,
  };
}

function headingOf({ network, attack, order }: CheckedSweep): string {
  const shape = `the ${describeShape(network)}`;
  if (order === "attack") return `Attack${attack ? ` by ${attack}` : ""} on ${shape}`;
  return `Clusters in ${shape}`;
}

function subtitle(sweep: CheckedSweep): string {
  const { network, kind, runs, seed, order } = sweep;
  const how =
    order === "random" ? "in random order" : order === "given" ? "in a given order" : "removed from the right";
  const rates = describeRates(network, kind === "site" ? "sites" : "bonds");
  const parts = [`${nounOf(kind, network)}s ${how}`, rates, `${countOf(runs, "run")}, seed ${seed}`, bands(sweep)];
  return parts.filter((part) => part !== "").join("; ");
}

/** What the bands are, of several runs. */
function bands({ points: [first], runs, confidence }: CheckedSweep): string {
  if (runs === 1) return "";
  const intervals = EVENTS.some(([event]) => first?.[event]);
  return `bands: one standard error${intervals ? `, ${rounded(100 * confidence)} % intervals` : ""}`;
}

function acrossOf({ network, kind, counted }: CheckedSweep): string {
  const noun = nounOf(kind, network);
  return counted ? `share of ${noun}s kept` : `probability that ${noun === "edge" ? "an" : "a"} ${noun} survives`;
}

function sharePoint(x: number, { mean, standardError }: { mean: number; standardError: number | null }): FigurePoint {
  if (standardError === null) return { x, y: mean };
  return { x, y: mean, band: [Math.max(0, mean - standardError), Math.min(1, mean + standardError)] };
}

function eventPoint(x: number, event: { probability: number; low: number; high: number } | null): FigurePoint {
  return event ? { x, y: event.probability, band: [event.low, event.high] } : { x, y: undefined };
}

/** Where the susceptibility is greatest, if that is not at an end of the curve. */
export function peakOf(
  points: readonly { readonly keep: number; readonly susceptibility: { readonly mean: number } }[],
): number | undefined {
  let peak = 0;
  points.forEach(({ susceptibility }, index) => {
    if (susceptibility.mean > (points[peak]?.susceptibility.mean ?? 0)) peak = index;
  });
  return peak > 0 && peak < points.length - 1 ? points[peak]?.keep : undefined;
}

function peakMark({ points }: CheckedSweep): Mark | undefined {
  const peak = peakOf(points);
  return peak === undefined ? undefined : { x: peak, text: "susceptibility peaks", rising: true };
}
