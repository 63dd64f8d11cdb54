import { readFileSync } from "node:fs";
import { type GraphNetwork, graph } from "../../../sdk/networks/graph.ts";

/** As much of GeoJSON as road networks of OpenStreetMap use; areas are polygons and no roads. */
interface RoadMap {
  readonly features: readonly { readonly geometry: { readonly type: string; readonly coordinates: unknown } }[];
}

type Line = readonly (readonly [number, number])[];

/**
 * A road network of the npm package geojson-path-finder, from its folder of tests (data: OpenStreetMap, ODbL).
 * A vertex is a place, told apart by five decimals of its coordinates, about a metre; an edge joins neighbours
 * on a line. Places that fall together make no loop, and two places are joined once.
 */
export function roads(file: "network" | "large-network"): GraphNetwork {
  const path = `node_modules/geojson-path-finder/test/${file}.json`;
  const { features } = JSON.parse(readFileSync(path, "utf8")) as RoadMap;
  const numbers = new Map<string, number>();
  const joined = new Set<string>();
  const edges: number[] = [];
  for (const { geometry } of features) {
    if (geometry.type !== "LineString") continue;
    const places = (geometry.coordinates as Line).map(([east, north]) => {
      const place = `${east.toFixed(5)},${north.toFixed(5)}`;
      const number = numbers.get(place) ?? numbers.size;
      numbers.set(place, number);
      return number;
    });
    for (const [index, source] of places.slice(0, -1).entries()) {
      const target = places[index + 1] ?? source;
      const pair = `${Math.min(source, target)} ${Math.max(source, target)}`;
      if (source === target || joined.has(pair)) continue;
      joined.add(pair);
      edges.push(source, target);
    }
  }
  return graph({ nodes: numbers.size, edges });
}

/** How many of the features of a map are lines. */
export function lineCount(file: "network" | "large-network"): number {
  const path = `node_modules/geojson-path-finder/test/${file}.json`;
  const { features } = JSON.parse(readFileSync(path, "utf8")) as RoadMap;
  return features.filter(({ geometry }) => geometry.type === "LineString").length;
}
