import { type Geometry, type PlacedBox, trackAt } from "./geometry.ts";
import { arrow, curveOn, lineOn, type Point, polyline } from "./line.ts";

/** How far from a box an edge turns. */
const TURN = 18;

/** All edges, in the order of the boxes they lead to. */
export function drawEdges(geometry: Geometry): string[] {
  const gates = gatesOf(geometry);
  return geometry.boxes.flatMap(({ from }, target) =>
    from.flatMap((source) => drawEdge(geometry, source, target, gates)),
  );
}

function drawEdge(geometry: Geometry, from: number, to: number, gates: ReadonlyMap<number, number>): string[] {
  const [source, target] = [geometry.boxes[from], geometry.boxes[to]];
  if (!source || !target) return [];
  if (source.fold !== target.fold) return drawAcross(geometry, source, target, gates.get(from) ?? 0);
  const corridor = geometry.ways.corridorOf(from, to);
  if (corridor !== undefined) return drawDown(source, target, corridor);
  const x = trackAt(geometry.ends, source.level, target.level, geometry.ways.trackOf(from, to));
  return drawAround(source, target, x);
}

/** Right of the boxes in between. */
function drawAround(source: PlacedBox, target: PlacedBox, x: number): string[] {
  const [right, tip] = [source.left + source.width, target.left + target.width];
  const corners: Point[] = [
    [right, source.y],
    [x, source.y],
    [x, target.y],
    [tip, target.y],
  ];
  return arrow(polyline(corners), [tip, target.y], "left");
}

/** Down the column of the source or of the target, and over to the other one. */
function drawDown(source: PlacedBox, target: PlacedBox, corridor: "source" | "target"): string[] {
  const start: Point = [source.x, source.top + source.height];
  const end: Point = [target.x, target.top];
  if (source.x === target.x) return arrow(polyline([start, end]), end, "down");
  const [low, high] = [Math.max(start[1], end[1] - TURN), Math.min(end[1], start[1] + TURN)];
  const path =
    corridor === "source"
      ? `${polyline([start, [source.x, low]])}${curveOn([source.x, low], end)}`
      : `${polyline([start])}${curveOn(start, [target.x, high])}${lineOn(end)}`;
  return arrow(path, end, "down");
}

/** To another fold: up in the gutter right of the source, along the top, and down to the target. */
function drawAcross({ folds, top }: Geometry, source: PlacedBox, target: PlacedBox, gate: number): string[] {
  const [own, before] = [folds[source.fold], folds[target.fold - 1]];
  const goesDown = source.level === own?.last;
  const up = (own?.gutter ?? 0) - 10 + 6 * gate;
  const over = top - 10;
  const bottom = source.top + source.height;
  const out: Point[] = goesDown
    ? [
        [source.x, bottom],
        [source.x, bottom + 10],
        [up, bottom + 10],
      ]
    : [
        [source.left + source.width, source.y],
        [up, source.y],
      ];
  const first = target.level === folds[target.fold]?.first;
  if (first) {
    const path = polyline([...out, [up, over], [target.x, over], [target.x, target.top]]);
    return arrow(path, [target.x, target.top], "down");
  }
  const down = source.fold === target.fold - 1 ? up : (before?.gutter ?? 0) + 14;
  const way: Point[] =
    down === up
      ? []
      : [
          [up, over],
          [down, over],
        ];
  const path = polyline([...out, ...way, [down, target.y], [target.left, target.y]]);
  return arrow(path, [target.left, target.y], "right");
}

/** Sources of edges that leave a fold, numbered in each fold so that they do not share a line. */
function gatesOf({ boxes }: Geometry): Map<number, number> {
  const counts = new Map<number, number>();
  const gates = new Map<number, number>();
  for (const { from, fold } of boxes) {
    for (const source of from) {
      const own = boxes[source]?.fold ?? 0;
      if (own === fold || gates.has(source)) continue;
      const gate = counts.get(own) ?? 0;
      gates.set(source, gate % 5);
      counts.set(own, gate + 1);
    }
  }
  return gates;
}
