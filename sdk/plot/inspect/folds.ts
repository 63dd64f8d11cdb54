import type { Box } from "./boxes.ts";
import { greatest } from "./extremes.ts";
import type { Place } from "./placement.ts";

/** Rows that a drawing has before it is folded, and that a fold has about. */
const ROWS = 15;

/** The first row of every fold: a long network is drawn in several columns, as a text is in a newspaper. */
export function foldsOf(boxes: readonly Box[], places: readonly Place[], most: number): number[] {
  const rows = 1 + greatest(places.map(({ level }) => level));
  const count = Math.max(1, Math.min(most, Math.ceil(rows / ROWS)));
  const crossings = crossingsOf(boxes, places, rows);
  const starts = [0];
  for (let fold = 1; fold < count; fold++) {
    const wanted = Math.round((fold * rows) / count);
    const reach = Math.max(1, Math.floor(rows / count / 4));
    let best = wanted;
    for (let row = wanted - reach; row <= wanted + reach; row++) {
      const [here, there] = [cost(row), cost(best)];
      if (here < there || (here === there && Math.abs(row - wanted) < Math.abs(best - wanted))) best = row;
    }
    starts.push(best);
  }
  return starts;

  function cost(row: number): number {
    return crossings[row] ?? Number.POSITIVE_INFINITY;
  }
}

/** Of each row, how many boxes above it are read at or below it. */
function crossingsOf(boxes: readonly Box[], places: readonly Place[], rows: number): number[] {
  const last = places.map(({ level }) => level);
  boxes.forEach(({ from }, box) => {
    for (const source of from) last[source] = Math.max(last[source] ?? 0, places[box]?.level ?? 0);
  });
  const crossings = Array<number>(rows).fill(0);
  places.forEach(({ level }, box) => {
    for (let row = level + 1; row <= (last[box] ?? 0); row++) crossings[row] = (crossings[row] ?? 0) + 1;
  });
  return crossings;
}
