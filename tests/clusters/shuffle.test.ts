import { graph, lattice, sweepRun } from "percolation";
import { describe, expect, test } from "vitest";

// Upper 1e-6 points of chi-square by the approximation of E. Wilson and M. Hilferty, good to a percent here.
const critical = (freedom: number) => freedom * (1 - 2 / (9 * freedom) + 4.7534 * Math.sqrt(2 / (9 * freedom))) ** 3;

function chiSquare(orders: Iterable<string>, cells: number): number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const order of orders) {
    counts.set(order, (counts.get(order) ?? 0) + 1);
    total++;
  }
  expect(counts.size).toBe(cells);
  const expected = total / cells;
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const nodes = (count: number) => graph({ nodes: count, edges: [] });
const order = (count: number, seed: number | bigint, run: number) =>
  sweepRun(nodes(count), { kind: "site", seed, run }).order.join("");

function* many(count: number, of: (count: number, index: number) => string, times: number) {
  for (let index = 0; index < times; index++) yield of(count, index);
}

describe("all orders are equally likely", () => {
  const ways: [string, (count: number, index: number) => string][] = [
    ["over the runs of one seed", (count, index) => order(count, 1, index)],
    ["over seeds", (count, index) => order(count, index, 0)],
    ["over seeds far apart and late runs", (count, index) => order(count, BigInt(index) << 44n, 2 ** 52 + index)],
  ];
  for (const [name, way] of ways) {
    test(`of 4 elements, ${name}`, () => {
      expect(chiSquare(many(4, way, 24 * 500), 24)).toBeLessThan(critical(23));
    });
    test(`of 5 elements, ${name}`, () => {
      expect(chiSquare(many(5, way, 120 * 200), 120)).toBeLessThan(critical(119));
    });
  }

  test("of 3 bonds out of the places of a lattice", () => {
    const chain = lattice("hypercubic", { size: [4] });
    const orders = Array.from({ length: 6000 }, (_, run) => sweepRun(chain, { kind: "bond", run }).order.join(""));
    expect(chiSquare(orders, 6)).toBeLessThan(critical(5));
  });

  test("so every element is equally often at every place of a longer order", () => {
    const [count, runs] = [37, 4000];
    const seen = new Float64Array(count * count);
    for (let run = 0; run < runs; run++) {
      sweepRun(nodes(count), { kind: "site", run }).order.forEach((element, place) => {
        seen[place * count + element] = (seen[place * count + element] ?? 0) + 1;
      });
    }
    const expected = runs / count;
    const chi = seen.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(critical((count - 1) ** 2));
  });
});

describe("orders", () => {
  const network = lattice("square", { size: [20, 20], periodic: true });
  const ofRun = (seed: number | bigint | string, run: number, kind: "site" | "bond" = "site") =>
    sweepRun(network, { kind, seed, run }).order.join();

  test("are the same for the same run, whatever ran before", () => {
    const before = ofRun(3, 7);
    ofRun(3, 8);
    sweepRun(nodes(1000), { kind: "site" });
    expect([ofRun(3, 7), ofRun(3n, 7), ofRun("3", 7)]).toEqual([before, before, before]);
  });

  test("differ between seeds, runs and their halves", () => {
    const orders = [
      ...[0, 1, 2 ** 32, 2 ** 53 - 1].map((run) => ofRun(0, run)),
      ...[1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n].map((seed) => ofRun(seed, 0)),
      ofRun(1, 1),
      ofRun(2n ** 32n, 2 ** 32),
    ];
    expect(new Set(orders).size).toBe(orders.length);
  });

  test("are permutations", () => {
    for (const kind of ["site", "bond"] as const) {
      const { order } = sweepRun(network, { kind });
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from(order, (_, index) => index));
    }
  });
});
