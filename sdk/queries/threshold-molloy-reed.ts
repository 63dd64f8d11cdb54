import { requireMemory } from "../engine/arena.ts";
import { endsOf } from "../networks/graph.ts";
import type { Medium } from "../networks/medium.ts";
import { inapplicable, type Threshold } from "./threshold-options.ts";

/** The threshold of random graphs with the degrees of this one; 1 where none of them has a giant cluster. */
export function molloyReed(medium: Medium): Threshold {
  if (medium.kind !== "graph") throw inapplicable("molloy-reed", "a graph", "a lattice");
  requireMemory(8 * medium.nodes);
  const degrees = new Float64Array(medium.nodes);
  for (const node of endsOf(medium)) degrees[node] = (degrees[node] ?? 0) + 1;
  let sum = 0;
  let squares = 0;
  for (const degree of degrees) {
    sum += degree;
    squares += degree * degree;
  }
  return { keep: squares > 2 * sum ? sum / (squares - sum) : 1, standardError: 0 };
}
