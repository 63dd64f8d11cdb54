// How many road segments can be closed until a town falls apart? A real map of some 100,000 places (npm package
// geojson-path-finder; data by OpenStreetMap contributors, ODbL). Run: node examples/roads.js
import { readFileSync } from "node:fs";
import { clusters, graph, sweep, threshold } from "percolation";
import { readRoads } from "./road-map.js";

const file = new URL("../node_modules/geojson-path-finder/test/large-network.json", import.meta.url);
const roads = graph(readRoads(JSON.parse(readFileSync(file, "utf8"))));
const percent = (share) => `${(100 * share).toFixed(1)} %`;

const now = clusters(roads);
console.log(`places ${roads.nodes}, parts ${now.count}, largest part ${percent(now.largest / roads.nodes)}`);

const { bonds, runs, curve } = sweep(roads, { kind: "bond", runs: 20, seed: 7, keep: [0.99, 0.95, 0.9, 0.8, 0.7] });
console.log(`closing some of ${bonds} segments at random, mean of ${runs} runs:`);
for (const { keep, largest, second } of curve) {
  const error = percent(largest.standardError);
  console.log(
    `  open ${percent(keep)}: largest part ${percent(largest.mean)} +- ${error}, next ${percent(second.mean)}`,
  );
}

const { keep, standardError } = threshold(roads, { kind: "bond", runs: 20, seed: 7 });
console.log(`it falls apart at about ${percent(keep)} +- ${percent(standardError)} of the segments open`);
