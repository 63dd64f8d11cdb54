/** A point of a line. Heights are in the units of the vertical axis; an undefined one is a gap. */
export interface FigurePoint {
  readonly x: number;
  readonly y: number | undefined;
  /** Lower and upper end of what the height may well be. */
  readonly band?: readonly [low: number, high: number];
}

/** A line and what it shows. */
export interface Series {
  readonly name: string;
  readonly points: readonly FigurePoint[];
  /** Whether it is left out where there is little room. */
  readonly minor?: boolean;
}

/** What runs up. */
export interface VerticalAxis {
  readonly title: string;
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** A place that matters: where a line meets a level, or with no level all heights above a place. */
export interface Mark {
  readonly level?: number;
  readonly x?: number;
  readonly text: string;
  /** Whether lines rise to the right there. */
  readonly rising: boolean;
}

/** All that a picture of curves shows, whatever it is drawn with. */
export interface Figure {
  readonly heading: string;
  readonly subtitle: string;
  /** What runs to the right. */
  readonly across: string;
  readonly span: readonly [low: number, high: number];
  readonly up: VerticalAxis;
  /** The first matters most. */
  readonly series: readonly Series[];
  readonly mark: Mark | undefined;
}

/** The places that a picture spans, widened where a curve has no extent. Places lie in 0..1, in rising order. */
export function spanOf(places: readonly number[]): [low: number, high: number] {
  const low = places[0] ?? 0;
  const high = places[places.length - 1] ?? 1;
  return low < high ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, high + 0.05)];
}

/** Shares and probabilities from 0 to 1. */
export function shareAxis(title: string): VerticalAxis {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, text: value.toFixed(1) }));
  return { title, domain: [0, 1], ticks };
}
