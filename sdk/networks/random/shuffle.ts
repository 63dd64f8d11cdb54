import type { Draws } from "../../engine/draws.ts";

/** Brings a list into uniformly random order, in place (Fisher-Yates). */
export function shuffle(list: number[] | Uint32Array, draws: Draws): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    const moved = list[last] as number;
    list[last] = list[other] as number;
    list[other] = moved;
  }
}
