import type { GraphNetwork } from "../../../sdk/networks/graph.ts";
import { endsIn } from "./contents.ts";

/** The sizes of the connected components, direction ignored, the largest first. */
export function componentSizes(network: GraphNetwork): number[] {
  const parents = Array.from({ length: network.nodes }, (_, vertex) => vertex);
  const rootOf = (vertex: number): number => {
    let at = vertex;
    for (let next = parents[at] ?? at; next !== at; next = parents[at] ?? at) {
      parents[at] = parents[next] ?? next;
      at = next;
    }
    return at;
  };
  const ends = endsIn(network);
  for (let at = 0; at < ends.length; at += 2) parents[rootOf(ends[at] ?? 0)] = rootOf(ends[at + 1] ?? 0);
  const sizes = new Map<number, number>();
  for (const vertex of parents) sizes.set(rootOf(vertex), (sizes.get(rootOf(vertex)) ?? 0) + 1);
  return [...sizes.values()].sort((one, other) => other - one);
}
