import type { Block, Operation } from "../engine/programs.ts";

/** Where the blocks of a program stand: words that are no longer read make room for later ones. */
export interface Placement {
  readonly places: ReadonlyMap<Block, number>;
  readonly words: number;
}

/** A stretch of words nobody uses. */
interface Gap {
  start: number;
  end: number;
}

/** Places each block where it fits first while it is used: from the first operation that names it to the last. */
export function placeBlocks(operations: readonly Operation[]): Placement {
  const last = new Map<Block, number>();
  operations.forEach((operation, index) => {
    for (const block of blocksOf(operation)) last.set(block, index);
  });
  const places = new Map<Block, number>();
  const gaps: Gap[] = [{ start: 0, end: Number.POSITIVE_INFINITY }];
  let words = 0;
  operations.forEach((operation, index) => {
    const blocks = blocksOf(operation);
    for (const block of blocks) {
      if (places.has(block)) continue;
      const start = take(gaps, block.words);
      places.set(block, start);
      words = Math.max(words, start + block.words);
    }
    for (const block of blocks) if (last.get(block) === index) giveBack(gaps, places.get(block) ?? 0, block.words);
  });
  return { places, words };
}

function blocksOf({ out, input, mask }: Operation): Set<Block> {
  return new Set([out, input, mask].filter((block) => block !== undefined));
}

function take(gaps: Gap[], words: number): number {
  for (const gap of gaps) {
    if (gap.end - gap.start < words) continue;
    const { start } = gap;
    gap.start += words;
    return start;
  }
  throw new RangeError("the last gap has no end");
}

/** Puts a stretch among the gaps, which stand in order, and joins it to its neighbours. */
function giveBack(gaps: Gap[], start: number, words: number): void {
  const end = start + words;
  let index = gaps.findIndex((gap) => gap.start >= end);
  if (index < 0) index = gaps.length;
  const [before, after] = [gaps[index - 1], gaps[index]];
  if (before && before.end === start) {
    before.end = end;
    if (after && after.start === end) {
      before.end = after.end;
      gaps.splice(index, 1);
    }
  } else if (after && after.start === end) after.start = start;
  else gaps.splice(index, 0, { start, end });
}
