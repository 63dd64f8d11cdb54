import type { Box } from "./boxes.ts";
import type { Place } from "./placement.ts";

/** Whose column is free all the way between two boxes: the source's, the target's, or no one's. */
export type Corridor = "source" | "target" | undefined;

/** How each edge gets past the boxes between its ends. */
export interface Ways {
  readonly corridorOf: (source: number, target: number) => Corridor;
  /** Of an edge within a fold that has no corridor, its track, counted from the boxes outwards. */
  readonly trackOf: (source: number, target: number) => number;
  /** How many tracks there are beside the boxes of a fold. */
  readonly tracksIn: (fold: number) => number;
}

/** Ways for all edges; `folds` has the fold of each box. */
export function waysOf(boxes: readonly Box[], places: readonly Place[], folds: readonly number[]): Ways {
  const corridorOf = corridorsOf(places);
  const spans = boxes.flatMap(({ from }, target) => from.map((source) => ({ source, target })));
  const passing = spans.filter(
    ({ source, target }) => folds[source] === folds[target] && corridorOf(source, target) === undefined,
  );
  const level = (box: number) => places[box]?.level ?? 0;
  const length = ({ source, target }: { source: number; target: number }) => level(target) - level(source);
  const tracks = new Map<string, number>();
  const counts = new Map<number, number>();
  const taken: Set<number>[] = [];
  // The shortest edge is the innermost, so that nested ones do not cross.
  for (const span of passing.sort((a, b) => length(a) - length(b) || a.target - b.target || a.source - b.source)) {
    const rows = Array.from({ length: length(span) }, (_, row) => level(span.source) + row);
    let track = 0;
    while (rows.some((row) => taken[track]?.has(row))) track++;
    const mine = taken[track] ?? new Set<number>();
    for (const row of rows) mine.add(row);
    taken[track] = mine;
    tracks.set(`${span.source} ${span.target}`, track);
    const fold = folds[span.source] ?? 0;
    counts.set(fold, Math.max(counts.get(fold) ?? 0, track + 1));
  }
  return {
    corridorOf,
    trackOf: (source, target) => tracks.get(`${source} ${target}`) ?? 0,
    tracksIn: (fold) => counts.get(fold) ?? 0,
  };
}

function corridorsOf(places: readonly Place[]): Ways["corridorOf"] {
  const used = new Set(places.map(({ level, lane }) => `${level} ${lane}`));
  const isFree = (lane: number, from: number, to: number) => {
    for (let level = from + 1; level < to; level++) if (used.has(`${level} ${lane}`)) return false;
    return true;
  };
  return (source, target) => {
    const [from, to] = [places[source], places[target]];
    if (!from || !to) return undefined;
    if (isFree(from.lane, from.level, to.level)) return "source";
    return isFree(to.lane, from.level, to.level) ? "target" : undefined;
  };
}
