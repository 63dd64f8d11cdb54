// Of weights kept at random, ever fewer lie on a path: effective compression of LeNet-300-100, after Vysogorets and
// Kempe, arXiv:2107.02306, figure 1. Run: node examples/sparse-lenet.js
import { inspect, layered, sampleMasks } from "percolation";

const WIDTHS = [784, 300, 100, 10];
const SEEDS = [1, 2, 3];
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Bits of a mask, the least significant bit of each byte first, as `connections` takes them. */
function toBits(mask) {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8));
  mask.forEach((one, at) => {
    bytes[at >> 3] |= one << (at & 7);
  });
  return bytes;
}

/** Weights kept, weights on a path from input to output, and hidden neurons on one. */
function prune(density, seed) {
  const { bonds } = sampleMasks(layered(WIDTHS, { keepBonds: density }), { seed });
  // Nothing is random from here on, so one trial says all.
  const { layers } = inspect(layered(WIDTHS, { connections: bonds.map(toBits) }), { trials: 1 });
  const weighted = layers.filter(({ weights }) => weights !== undefined);
  const onPath = sum(weighted.map(({ weights, effectiveWeights }) => weights * effectiveWeights));
  const neurons = sum(weighted.slice(0, -1).map(({ effective, shape }) => effective * shape[0]));
  return [sum(weighted.map(({ weights }) => weights)), onPath, neurons];
}

const all = sum(WIDTHS.slice(1).map((width, layer) => width * WIDTHS[layer]));
const mean = (columns, at) => sum(columns.map((values) => values[at])) / SEEDS.length;
console.log(`LeNet-300-100, ${all} weights, means of ${SEEDS.length} random prunings`);
console.log("  compression   weights kept   on a path   hidden neurons on a path   effective compression");
for (const compression of [2, 3, 10, 30, 100, 200, 300, 1000]) {
  const found = SEEDS.map((seed) => prune(1 / compression, seed));
  const [kept, onPath, neurons] = [0, 1, 2].map((at) => mean(found, at));
  const cells = [compression, kept.toFixed(0), onPath.toFixed(0), neurons.toFixed(1)].map(String);
  const effective = onPath > 0 ? (all / onPath).toFixed(onPath > 10000 ? 1 : 0) : "no path";
  console.log(`  ${[...cells, effective].map((cell, at) => cell.padEnd([14, 15, 12, 27, 0][at])).join("")}`);
}
console.log(
  "\nBeyond 30 most weights that pruning keeps carry nothing: they are cut off from the input or the output.",
);
