import { CONNECTS, SPANS, WRAPS } from "../engine/sweeps.ts";

/** Which kinds of events a medium can show. */
export interface Watched {
  /** Axes along which clusters may span, the open ones. */
  readonly spanning: readonly number[];
  /** Axes around which clusters may wrap, the periodic ones. */
  readonly wrapping: readonly number[];
  readonly connected: boolean;
}

/** What to watch on a lattice with such axes, or on a graph, which has none. */
export function watch(periodic: readonly boolean[], connected: boolean): Watched {
  const axes = (wanted: boolean) => periodic.flatMap((closed, axis) => (closed === wanted ? [axis] : []));
  return { spanning: axes(false), wrapping: axes(true), connected };
}

/** The numbers by which the engine knows these events. */
export function eventsOf({ spanning, wrapping, connected }: Watched): number[] {
  return [
    ...spanning.map((axis) => SPANS + axis),
    ...(connected ? [CONNECTS] : []),
    ...wrapping.map((axis) => WRAPS + axis),
  ];
}

/**
 * The first steps of the events that answers speak of, -1 for never, in this order: any axis spanned, each;
 * any axis wound around, all, each; connected.
 */
export function eventsOfRun(firsts: ArrayLike<number>, { spanning, wrapping, connected }: Watched): number[] {
  const of = (event: number) => firsts[event] ?? -1;
  const spans = spanning.map((axis) => of(SPANS + axis));
  const wraps = wrapping.map((axis) => of(WRAPS + axis));
  return [
    ...(spans.length > 0 ? [earliest(spans), ...spans] : []),
    ...(wraps.length > 0 ? [earliest(wraps), latest(wraps), ...wraps] : []),
    ...(connected ? [of(CONNECTS)] : []),
  ];
}

/** How many events {@link eventsOfRun} lists. */
export function countEvents({ spanning, wrapping, connected }: Watched): number {
  const spans = spanning.length > 0 ? 1 + spanning.length : 0;
  const wraps = wrapping.length > 0 ? 2 + wrapping.length : 0;
  return spans + wraps + Number(connected);
}

/** Each event of {@link eventsOfRun} in its place in an answer, as `estimate` of its number there gives it. */
export interface EventAnswers<T> {
  /** Whether any axis is spanned, and each by itself, null for periodic ones; null where no axis is open. */
  readonly spanning: (T & { readonly axes: readonly (T | null)[] }) | null;
  /** Whether any axis is wound around, all are, and each is; null where no axis is periodic. */
  readonly wrapping: (T & { readonly all: T; readonly axes: readonly (T | null)[] }) | null;
  readonly connected: T | null;
}

export function answerEvents<T>(watched: Watched, estimate: (event: number) => T): EventAnswers<T> {
  const { spanning, wrapping, connected } = watched;
  const axes = spanning.length + wrapping.length;
  const each = (first: number, present: readonly number[]) =>
    Array.from({ length: axes }, (_, axis) =>
      present.includes(axis) ? estimate(first + present.indexOf(axis)) : null,
    );
  const wraps = spanning.length > 0 ? 1 + spanning.length : 0;
  return {
    spanning: spanning.length > 0 ? { ...estimate(0), axes: each(1, spanning) } : null,
    wrapping:
      wrapping.length > 0 ? { ...estimate(wraps), all: estimate(wraps + 1), axes: each(wraps + 2, wrapping) } : null,
    connected: connected ? estimate(countEvents(watched) - 1) : null,
  };
}

function earliest(steps: readonly number[]): number {
  const happened = steps.filter((step) => step >= 0);
  return happened.length > 0 ? Math.min(...happened) : -1;
}

function latest(steps: readonly number[]): number {
  return steps.some((step) => step < 0) ? -1 : Math.max(...steps);
}
