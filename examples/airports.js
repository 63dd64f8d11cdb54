// Which airports hold the flight network together? Routes between 305 airports of the United States (npm package
// vega-datasets). Run: node examples/airports.js
import { readFileSync } from "node:fs";
import { reach, sweep } from "percolation";
import { readEdgeList } from "percolation/importers";

const file = new URL("../node_modules/vega-datasets/data/flights-airport.csv", import.meta.url);
const text = readFileSync(file, "utf8");
const routes = readEdgeList(text, { directed: true, weight: "count" });
const percent = (share) => `${(100 * share).toFixed(1)} %`;

console.log(`airports ${routes.nodes}; the largest part left when some are closed:`);
const keep = [0.98, 0.95, 0.9, 0.8, 0.7];
const random = sweep(routes, { kind: "site", runs: 200, seed: 7, keep });
const busiest = sweep(routes, { kind: "site", attack: "weight", keep });
const between = sweep(routes, { kind: "site", attack: "betweenness", keep });
console.log("  open      at random   not the busiest   not the most between");
keep.forEach((share, point) => {
  const [one, two, three] = [random, busiest, between].map(({ curve }) => percent(curve[point].largest.mean));
  console.log(`  ${percent(share)}    ${one.padEnd(11)} ${two.padEnd(17)} ${three}`);
});

const delayed = readEdgeList(text, { directed: true, weight: "count", dropBonds: 0.9 });
const { probability, interval } = reach(delayed, { from: ["ABE"], to: ["SFO"], seed: 7 });
console.log(
  `from ABE to SFO when nine routes of ten are cancelled: ${percent(probability)}` +
    ` (${percent(interval.low)} to ${percent(interval.high)})`,
);
