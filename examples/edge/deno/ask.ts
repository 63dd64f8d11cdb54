// Asks the package directly: `deno run ask.ts`. It reads no file, no network and no environment, so it needs no permission.
import { criticalDepth, criticalDrop, layered, pathProbability } from "percolation";

const network = layered([784, 300, 100, 10], { dropBonds: 0.998 });
const { probability, method } = pathProbability(network);
console.log(`784-300-100-10 with dropconnect 0.998: a path survives with probability ${probability} (${method}).`);

const { drop } = criticalDrop(network, { of: "bonds" });
console.log(`It falls below one half at dropconnect ${drop}.`);

console.log("\nwidth  hidden layers until dropout 0.5 rather cuts than not");
for (const width of [2, 4, 8, 16, 32]) {
  console.log(`${String(width).padStart(5)}  ${criticalDepth({ width, dropSites: 0.5 }).depth}`);
}
