import type { CurvePoint } from "../queries/curve.ts";

/** Where a curve of theta falls below 1/2: between two of its points, and on the straight line between them. */
export interface HalfCrossing {
  readonly before: number;
  readonly after: number;
  readonly drop: number;
}

/** The first such place; undefined when theta stays on one side of 1/2. */
export function findHalfCrossing(
  points: readonly Pick<CurvePoint, "drop" | "probability">[],
): HalfCrossing | undefined {
  for (let index = 1; index < points.length; index++) {
    const left = points[index - 1];
    const right = points[index];
    if (!left || !right || left.probability < 0.5 || right.probability >= 0.5) continue;
    const share = (left.probability - 0.5) / (left.probability - right.probability);
    return { before: left.drop, after: right.drop, drop: left.drop + share * (right.drop - left.drop) };
  }
  return undefined;
}
