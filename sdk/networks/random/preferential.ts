import * as v from "valibot";
import { withDraws } from "../../engine/draws.ts";
import { badInput } from "../../errors.ts";
import { asObject, check, integer } from "../check.ts";
import { type GraphNetwork, graph, MAX_EDGES } from "../graph.ts";
import { MAX_NODES, nodes, type RandomGraphOptions, randomFields, ratesGiven, requireEdges } from "./options.ts";

export interface BarabasiAlbertOptions extends RandomGraphOptions {
  /** Number of nodes, more than `links` and at most 2^26. */
  readonly nodes: number;
  /** Edges of every node that joins, to different nodes, 1 or more. */
  readonly links: number;
}

/**
 * A graph grown by preferential attachment: `links` + 1 nodes as a star, then nodes that join `links` others each, chosen in
 * proportion to their degrees. No loops, no parallel edges. O(edges).
 *
 * @see A.-L. Barabasi, R. Albert, Science 286, 509 (1999).
 *
 * @example
 * import { barabasiAlbert, edgesOf } from "percolation";
 * edgesOf(barabasiAlbert({ nodes: 1000, links: 2 })).length / 2; // => 1996
 */
export function barabasiAlbert(options: BarabasiAlbertOptions): GraphNetwork {
  const schema = v.strictObject({ nodes, links: integer(1, MAX_NODES), ...randomFields });
  const { nodes: count, links, seed, ...rates } = check(schema, asObject(options, "options"), "");
  if (links >= count) throw badInput("links", `an integer below the number of nodes, ${count}`, links);
  const edges = links * (count - links);
  requireEdges(edges, MAX_EDGES, "links");
  const ends = new Uint32Array(2 * edges);
  let added = 0;
  for (let leaf = 0; leaf < links; leaf++) {
    ends[added++] = leaf;
    ends[added++] = links;
  }
  withDraws(BigInt(seed), (draws) => {
    for (let node = links + 1; node < count; node++) {
      const chosen = new Set<number>();
      const before = added; // an end of an edge, drawn uniformly, is a node in proportion to its degree
      while (chosen.size < links) chosen.add(ends[draws.below(before)] as number);
      for (const other of chosen) {
        ends[added++] = other;
        ends[added++] = node;
      }
    }
  });
  return graph({ ...ratesGiven(rates), nodes: count, edges: ends });
}
