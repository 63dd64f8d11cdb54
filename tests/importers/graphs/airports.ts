import { readFileSync } from "node:fs";
import { readEdgeList } from "../../../sdk/importers/index.ts";
import { type GraphNetwork, graph } from "../../../sdk/networks/graph.ts";
import { endsIn, weightsIn } from "./contents.ts";

/** Flights between airports of the United States (npm package vega-datasets): an arc per route, weighted by flights. */
export function airports(): GraphNetwork {
  const text = readFileSync("node_modules/vega-datasets/data/flights-airport.csv", "utf8");
  return readEdgeList(text, { directed: true, weight: "count" });
}

/** The same with both directions of a route as one edge, weighted by the flights of both. */
export function airportsUndirected(): GraphNetwork {
  const { nodes, labels = [], ...network } = airports();
  const ends = endsIn({ nodes, ...network });
  const flights = weightsIn({ nodes, ...network }) ?? [];
  const routes = new Map<number, number>();
  for (const [route, count] of flights.entries()) {
    const [source = 0, target = 0] = ends.subarray(2 * route, 2 * route + 2);
    const key = Math.min(source, target) * nodes + Math.max(source, target);
    routes.set(key, (routes.get(key) ?? 0) + count);
  }
  const edges = [...routes.keys()].flatMap((key) => [Math.floor(key / nodes), key % nodes]);
  return graph({ nodes, labels, edges, weights: [...routes.values()] });
}
