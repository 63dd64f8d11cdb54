import type { Box } from "./boxes.ts";
import { greatest, least } from "./extremes.ts";
import { foldsOf } from "./folds.ts";
import { type Place, placesOf } from "./placement.ts";
import { riskOf } from "./risk.ts";
import { type Ways, waysOf } from "./tracks.ts";

/** A box with its rectangle, in pixels. */
export interface PlacedBox extends Box, Place {
  readonly fold: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Middle of the rectangle. */
  readonly x: number;
  readonly y: number;
}

/** A fold of the drawing: some rows in a column of their own. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly left: number;
  /** Where edges to other folds go up, right of all boxes and of edges that pass boxes by. */
  readonly gutter: number;
}

export interface Geometry {
  readonly boxes: readonly PlacedBox[];
  readonly folds: readonly Fold[];
  readonly ways: Ways;
  /** Right end of the boxes in each row. */
  readonly ends: readonly number[];
  /** Height above the first row, where edges come from other folds. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const [NARROW, WIDE] = [140, 212];
const LANE = WIDE + 22;
const [LOW, HIGH] = [36, 50];
const GAP = 22;
const [TRACK, TRACK_GAP] = [8, 12];
const GUTTER = 40;
const TOP = 16;

/** Where everything stands in a drawing that is about `room` pixels wide, or wider when it must be. */
export function geometryOf(boxes: readonly Box[], room: number): Geometry {
  const places = placesOf(boxes);
  const lanes = 1 + greatest(places.map(({ lane }) => lane));
  const starts = foldsOf(boxes, places, Math.floor(room / (lanes * LANE + GUTTER)));
  const rows = 1 + greatest(places.map(({ level }) => level));
  const foldOf = (level: number) => starts.reduce((fold, start, index) => (start <= level ? index : fold), 0);
  const inFold = places.map(({ level }) => foldOf(level));
  const ways = waysOf(boxes, places, inFold);
  const folds = layFolds(places, inFold, starts, rows, ways);
  const tops = topsOf(boxes, places, starts, rows);
  const widths = widthsOf(boxes);
  const placed = boxes.map((box, index): PlacedBox => {
    const { level, lane } = places[index] ?? { level: 0, lane: 0 };
    const fold = inFold[index] ?? 0;
    const x = (folds[fold]?.left ?? 0) + lane * LANE + WIDE / 2;
    const [width, height] = [widths[index] ?? NARROW, heightOf(box)];
    const top = (tops[level] ?? 0) + TOP;
    return { ...box, level, lane, fold, left: x - width / 2, top, width, height, x, y: top + height / 2 };
  });
  const ends = Array<number>(rows).fill(0);
  for (const { level, x } of placed) ends[level] = Math.max(ends[level] ?? 0, x + WIDE / 2);
  const right = folds[folds.length - 1]?.gutter ?? 0;
  return {
    boxes: placed,
    folds,
    ways,
    ends,
    top: TOP,
    width: folds.length > 1 ? right : right + GUTTER / 2,
    height: greatest(placed.map(({ top, height }) => top + height)) + TOP,
  };
}

/** Where an edge on a track runs: right of the boxes in all rows that it touches. */
export function trackAt(ends: readonly number[], from: number, to: number, track: number): number {
  return greatest(ends.slice(from, to + 1)) + TRACK_GAP + track * TRACK - 4;
}

/** The folds side by side, each as wide as its boxes and tracks. */
function layFolds(
  places: readonly Place[],
  inFold: readonly number[],
  starts: readonly number[],
  rows: number,
  ways: Ways,
): Fold[] {
  const lanes = starts.map(() => 0);
  places.forEach(({ lane }, index) => {
    const fold = inFold[index] ?? 0;
    lanes[fold] = Math.max(lanes[fold] ?? 0, lane + 1);
  });
  let left = 0;
  return starts.map((first, fold) => {
    const tracks = ways.tracksIn(fold);
    const boxes = (lanes[fold] ?? 1) * LANE - (LANE - WIDE);
    const gutter = left + boxes + (tracks > 0 ? TRACK_GAP + tracks * TRACK : 0) + GUTTER / 2;
    const laid = { first, last: (starts[fold + 1] ?? rows) - 1, left, gutter };
    left = gutter + GUTTER / 2;
    return laid;
  });
}

function heightOf({ layers }: Box): number {
  return riskOf(layers) === undefined ? LOW : HIGH;
}

/** Wide boxes have many elements, on a logarithmic scale. */
function widthsOf(boxes: readonly Box[]): number[] {
  const elements = boxes.map(({ layers: [head] }) => (head?.shape ?? []).reduce((all, size) => all * size, 1));
  const sizes = elements.map((count) => Math.log2(Math.max(1, count)));
  const [low, high] = [least(sizes), greatest(sizes)];
  return sizes.map((size) => NARROW + (high > low ? (WIDE - NARROW) * ((size - low) / (high - low)) : 0));
}

/** Of each row, its distance from the first one of its fold. */
function topsOf(boxes: readonly Box[], places: readonly Place[], starts: readonly number[], rows: number): number[] {
  const heights = Array<number>(rows).fill(LOW);
  places.forEach(({ level }, index) => {
    const box = boxes[index];
    if (box) heights[level] = Math.max(heights[level] ?? 0, heightOf(box));
  });
  let top = 0;
  return heights.map((height, row) => {
    if (starts.includes(row)) top = 0;
    const here = top;
    top += height + GAP;
    return here;
  });
}
