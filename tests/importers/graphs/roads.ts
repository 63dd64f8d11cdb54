import { readFileSync } from "node:fs";
import { readRoads } from "../../../examples/road-map.js";
import { type GraphNetwork, graph } from "../../../sdk/networks/graph.ts";

/** A map in the tests of the npm package geojson-path-finder (data: OpenStreetMap, ODbL). */
export function readMap(file: "network" | "large-network"): {
  features: { geometry: { type: string; coordinates: unknown } }[];
} {
  return JSON.parse(readFileSync(`node_modules/geojson-path-finder/test/${file}.json`, "utf8"));
}

/** Its road network, as the example reads it. */
export function roads(file: "network" | "large-network"): GraphNetwork {
  return graph(readRoads(readMap(file)));
}

/** How many of the features of a map are lines. */
export function lineCount(file: "network" | "large-network"): number {
  return readMap(file).features.filter(({ geometry }) => geometry.type === "LineString").length;
}
