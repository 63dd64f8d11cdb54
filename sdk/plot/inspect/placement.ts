import type { Box } from "./boxes.ts";

/** Where a box stands: its row, counted along the longest path, and its column. */
export interface Place {
  readonly level: number;
  readonly lane: number;
}

/** Rows and columns: what follows another box stands below it, in the same column where that is free. */
export function placesOf(boxes: readonly Box[]): Place[] {
  const levels = levelsOf(boxes);
  const tails = tailsOf(boxes);
  const rows = new Map<number, number[]>();
  levels.forEach((level, box) => {
    const row = rows.get(level);
    if (row) row.push(box);
    else rows.set(level, [box]);
  });
  const lanes: number[] = [];
  for (const [, row] of [...rows].sort(([a], [b]) => a - b)) {
    const taken = new Set<number>();
    // The branch that goes on longest stays in its column.
    for (const box of row.sort((a, b) => (tails[b] ?? 0) - (tails[a] ?? 0) || a - b)) {
      const sources = boxes[box]?.from ?? [];
      let lane = sources.length === 0 ? 0 : Math.min(...sources.map((source) => lanes[source] ?? 0));
      while (taken.has(lane)) lane++;
      taken.add(lane);
      lanes[box] = lane;
    }
  }
  return levels.map((level, box) => ({ level, lane: lanes[box] ?? 0 }));
}

/** Inputs stand right above what first reads them, everything else as high as it can. */
function levelsOf(boxes: readonly Box[]): number[] {
  const levels: number[] = [];
  boxes.forEach(({ from }, box) => {
    levels[box] = 1 + Math.max(-1, ...from.map((source) => levels[source] ?? 0));
  });
  const first = boxes.map(() => Number.POSITIVE_INFINITY);
  boxes.forEach(({ from }, box) => {
    for (const source of from) first[source] = Math.min(first[source] ?? 0, levels[box] ?? 0);
  });
  return levels.map((level, box) => {
    const reader = first[box] ?? Number.POSITIVE_INFINITY;
    return boxes[box]?.from.length === 0 && Number.isFinite(reader) ? reader - 1 : level;
  });
}

/** Boxes on the longest way from each box on. */
function tailsOf(boxes: readonly Box[]): number[] {
  const tails = boxes.map(() => 1);
  for (let box = boxes.length - 1; box >= 0; box--) {
    for (const source of boxes[box]?.from ?? []) tails[source] = Math.max(tails[source] ?? 0, 1 + (tails[box] ?? 0));
  }
  return tails;
}
