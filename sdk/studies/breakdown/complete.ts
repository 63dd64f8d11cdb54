import type { BreakdownPoint } from "../../training/index.ts";

/** The points, none of which may have diverged: shares of fewer steps than were asked for are of other numbers. */
export function complete(points: readonly BreakdownPoint[]): readonly BreakdownPoint[] {
  const diverged = points.find(({ divergedAt }) => divergedAt !== undefined);
  if (diverged) throw new Error(`the network of depth ${diverged.depth} diverged in step ${diverged.divergedAt}`);
  return points;
}
