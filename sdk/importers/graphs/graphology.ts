import { badInput } from "../../errors.ts";
import type { GraphNetwork } from "../../networks/graph.ts";
import { Edges } from "./edges.ts";
import { checkAttribute, checkOptions, type WeightedReadOptions } from "./options.ts";

/** What {@link fromGraphology} takes besides the graph. */
export type GraphologyOptions = WeightedReadOptions;

/** What is needed of an instance of graphology's `Graph`, which itself is not imported. */
export interface GraphologyGraph {
  readonly type: string;
  forEachNode(visit: (node: string) => void): void;
  forEachEdge(
    visit: (
      edge: string,
      attributes: Readonly<Record<string, unknown>>,
      source: string,
      target: string,
      sourceAttributes: unknown,
      targetAttributes: unknown,
      undirected: boolean,
    ) => void,
  ): void;
}

/**
 * Takes a graph of the library graphology. Vertices and edges keep their order; node keys are the labels.
 *
 * **Direction.** Each edge is directed or not. Among edges of both kinds an undirected one becomes two arcs, which
 * then are two bonds.
 *
 * **Weights.** The attribute `weight` of an edge or the one `options.weight` names; 1 where an edge has none.
 * Loops and parallel edges are kept.
 *
 * Costs one pass; the graph is not changed and not held.
 *
 * @param graph - An instance of `Graph`, `DirectedGraph`, `MultiGraph` and so on.
 * @param options - Rates, and what replaces or names parts of the graph.
 * @returns The network as `graph` makes it.
 * @throws PercolationError `invalid-input` for something that is no such graph or has no nodes, a weight that is no
 * finite number, and bad options.
 *
 * @example
 * import { fromGraphology } from "percolation/importers";
 * // const roads = new Graph(); roads.mergeEdge("Turin", "Genoa");
 * const roads = {
 *   type: "mixed",
 *   forEachNode: (visit: (node: string) => void) => ["Turin", "Genoa"].forEach(visit),
 *   forEachEdge: (visit: Function) => visit("e0", { weight: 2 }, "Turin", "Genoa", {}, {}, false),
 * };
 * const network = fromGraphology(roads, { dropSites: 0.5 });
 * [network.nodes, network.directed, network.labels]; // => [2, true, ["Turin", "Genoa"]]
 */
export function fromGraphology(graph: GraphologyGraph, options: GraphologyOptions = {}): GraphNetwork {
  checkOptions(options, ["directed", "weight"]);
  checkAttribute("weight", options.weight);
  if (typeof graph?.forEachNode !== "function" || typeof graph.forEachEdge !== "function") {
    throw badInput("graph", "an instance of graphology's Graph", graph);
  }
  const { weight: attribute = "weight" } = options;
  const numbers = new Map<string, number>();
  graph.forEachNode((node) => numbers.set(node, numbers.size));
  if (numbers.size === 0) throw badInput("graph.order", "at least one node", 0);
  const edges = new Edges();
  graph.forEachEdge((edge, attributes, source, target, _source, _target, undirected) => {
    const weight = attribute === false ? undefined : weightOf(edge, attributes, attribute);
    edges.add(numbers.get(source) ?? -1, numbers.get(target) ?? -1, !undirected, weight);
  });
  const labels = [...numbers.keys()];
  return edges.toGraph({ nodes: labels.length, labels }, options, graph.type === "directed");
}

function weightOf(edge: string, attributes: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const weight = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (weight === undefined || weight === null) return undefined;
  if (typeof weight === "number" && Number.isFinite(weight)) return weight;
  throw badInput(`graph.edges[${JSON.stringify(edge)}].${name}`, "a finite number", weight);
}
