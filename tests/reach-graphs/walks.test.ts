import fc from "fast-check";
import { type Medium, pathProbability, reach, sampleMasks } from "percolation";
import { describe, expect, test } from "vitest";
import { custom, graphs, named, seed } from "../clusters/arbitrary.ts";
import { plainNetwork } from "../clusters/plain-network.ts";
import { plainReach } from "./plain-reach.ts";

const spared = fc.constantFrom("both" as const, "from" as const, "to" as const, "none" as const, undefined);
const sites = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });

function check(media: fc.Arbitrary<Medium>, numRuns: number) {
  fc.assert(
    fc.property(
      media,
      sites,
      sites,
      spared,
      seed,
      fc.integer({ min: 1, max: 140 }),
      (network, a, b, spare, seed, trials) => {
        const plain = plainNetwork(network);
        const [from, to] = [a, b].map((set) => set.map((site) => site % plain.sites)) as [number[], number[]];
        const targets = [...new Set(to)];
        const histogram = Array<number>(targets.length + 1).fill(0);
        for (let trial = 0; trial < trials; trial++) {
          const masks = sampleMasks(network, { seed, trial });
          const ofSites = Array.from(masks.sites[0] ?? [], Boolean);
          if (spare !== "to" && spare !== "none") for (const site of from) ofSites[site] = true;
          if (spare !== "from" && spare !== "none") for (const site of to) ofSites[site] = true;
          const reached = plainReach(plain, ofSites, Array.from(masks.bonds[0] ?? [], Boolean), from);
          const count = targets.filter((site) => reached[site]).length;
          histogram[count] = (histogram[count] ?? 0) + 1;
        }
        const options = { from, to, ...(spare ? { spare } : {}), trials, seed };
        const answer = reach(network, options);
        expect(answer.distribution).toEqual(histogram.map((count) => count / trials));
        expect(answer.open).toBe(trials - (histogram[0] ?? 0));
        expect(answer.expected).toBeCloseTo(histogram.reduce((sum, count, j) => sum + count * j, 0) / trials, 12);
        expect(answer.trials).toBe(trials);
        const path = pathProbability(network, options);
        expect([path.open, path.probability]).toEqual([answer.open, answer.probability]);
      },
    ),
    { numRuns },
  );
}

describe("walks of 128 lanes reach what a plain search does on the masks of each trial", () => {
  test("on graphs, directed or not, with cycles and loops", () => check(graphs, 60));
  test("on lattices known by name", () => check(named, 40));
  test("on lattices of other unit cells, directed or not", () => check(custom, 40));
});

test("counts of many blocks are the sum of those of each trial, across calls of the engine", () => {
  fc.assert(
    fc.property(graphs, seed, fc.integer({ min: 1, max: 1000 }), (network, seed, trials) => {
      const plain = plainNetwork(network);
      const [from, to] = [[0], [plain.sites - 1]];
      let open = 0;
      for (let trial = 0; trial < trials; trial += 97) {
        const before = reach(network, { from, to, seed, trials: trial + 1 }).open ?? 0;
        const less = trial === 0 ? 0 : (reach(network, { from, to, seed, trials: trial }).open ?? 0);
        const masks = sampleMasks(network, { seed, trial });
        const ofSites = Array.from(masks.sites[0] ?? [], Boolean);
        for (const site of [...from, ...to]) ofSites[site] = true;
        const reached = plainReach(plain, ofSites, Array.from(masks.bonds[0] ?? [], Boolean), from);
        expect(before - less).toBe(Number(reached[plain.sites - 1]));
        open += before - less;
      }
      expect(reach(network, { from, to, seed, trials }).open).toBeGreaterThanOrEqual(open);
    }),
    { numRuns: 25 },
  );
});
