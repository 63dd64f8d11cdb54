/**
 * The road network in a GeoJSON map: a node is a place, told apart by five decimals of its coordinates (about a
 * metre), an edge joins neighbours on a line. Places that fall together make no loop, and two are joined once.
 *
 * @param {{ features: { geometry: { type: string, coordinates: any } }[] }} map
 * @returns {{ nodes: number, edges: number[] }} What `graph` takes.
 */
export function readRoads({ features }) {
  const numbers = new Map();
  const joined = new Set();
  const edges = [];
  for (const { geometry } of features) {
    if (geometry.type !== "LineString") continue;
    let before;
    for (const [east, north] of geometry.coordinates) {
      const place = `${east.toFixed(5)},${north.toFixed(5)}`;
      const node = numbers.get(place) ?? numbers.size;
      numbers.set(place, node);
      const pair = before < node ? `${before} ${node}` : `${node} ${before}`;
      if (before !== undefined && before !== node && !joined.has(pair)) {
        joined.add(pair);
        edges.push(before, node);
      }
      before = node;
    }
  }
  return { nodes: numbers.size, edges };
}
