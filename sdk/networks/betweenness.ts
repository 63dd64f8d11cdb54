import { PercolationError } from "../errors.ts";
import { endsOf, type GraphNetwork } from "./graph.ts";
import { Ways } from "./ways.ts";

/** Nodes times (nodes + edges) beyond which betweenness is refused: some minutes. */
const MAX_WORK = 2e11;

/**
 * Shortest-path betweenness of all nodes and edges, directions ignored, parallel edges being ways of their
 * own. O(nodes * (nodes + edges)). Source: U. Brandes, J. Math. Sociology 25 (2001) 163.
 */
export function betweenness(graph: GraphNetwork): { nodes: Float64Array; edges: Float64Array } {
  const ends = endsOf(graph);
  const count = graph.nodes;
  const work = count * (count + ends.length / 2);
  if (work > MAX_WORK) {
    throw new PercolationError(
      "too-large",
      `attack: expected nodes * (nodes + edges) of at most ${MAX_WORK} for betweenness, got ${work}`,
      { field: "attack" },
    );
  }
  const { offsets, targets, edges } = adjacency(count, ends);
  const ofNodes = new Float64Array(count);
  const ofEdges = new Float64Array(ends.length / 2);
  const distance = new Int32Array(count);
  const ways = new Ways(count);
  const dependency = new Float64Array(count);
  const queue = new Int32Array(count);
  for (let source = 0; source < count; source++) {
    distance.fill(-1);
    distance[source] = 0;
    ways.reset(source, 1);
    dependency[source] = 0;
    queue[0] = source;
    let reached = 1;
    for (let head = 0; head < reached; head++) {
      const node = queue[head] as number;
      for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at++) {
        const next = targets[at] as number;
        if (distance[next] === -1) {
          distance[next] = (distance[node] as number) + 1;
          ways.reset(next, 0);
          dependency[next] = 0;
          queue[reached++] = next;
        }
        if (distance[next] === (distance[node] as number) + 1) ways.add(next, node);
      }
    }
    for (let tail = reached - 1; tail >= 0; tail--) {
      const node = queue[tail] as number;
      for (let at = offsets[node] as number; at < (offsets[node + 1] as number); at++) {
        const before = targets[at] as number;
        if ((distance[before] as number) !== (distance[node] as number) - 1) continue;
        const share = ways.ratio(before, node) * (1 + (dependency[node] as number));
        dependency[before] = (dependency[before] as number) + share;
        const edge = edges[at] as number;
        ofEdges[edge] = (ofEdges[edge] as number) + share / 2; // every pair is met from both ends
      }
      if (node !== source) ofNodes[node] = (ofNodes[node] as number) + (dependency[node] as number) / 2;
    }
  }
  return { nodes: ofNodes, edges: ofEdges };
}

function adjacency(count: number, ends: Uint32Array) {
  const offsets = new Uint32Array(count + 1);
  for (const node of ends) offsets[node + 1] = (offsets[node + 1] as number) + 1;
  for (let node = 0; node < count; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
  const next = offsets.slice();
  const targets = new Uint32Array(ends.length);
  const edges = new Uint32Array(ends.length);
  for (let end = 0; end < ends.length; end++) {
    const at = next[ends[end] as number] as number;
    next[ends[end] as number] = at + 1;
    targets[at] = ends[end ^ 1] as number;
    edges[at] = end >> 1;
  }
  return { offsets, targets, edges };
}
