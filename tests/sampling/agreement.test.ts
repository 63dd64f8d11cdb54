import { type LayeredOptions, layered, pathProbability, reach } from "percolation";
import { describe, expect, test } from "vitest";

const TRIALS = 60_000;

/** Standard errors allowed. With about 300 comparisons at fixed seeds, 4 is what chance leaves room for. */
const SIGMAS = 4;

const removals: Record<string, (drop: number) => LayeredOptions> = {
  sites: (drop) => ({ dropSites: drop }),
  bonds: (drop) => ({ dropBonds: drop }),
  both: (drop) => ({ dropSites: drop / 2, dropBonds: drop }),
};

/** Networks of different shape, with a drop rate near the middle of their curve for each kind of removal. */
const networks: [widths: number[], sites: number, bonds: number, both: number][] = [
  [[1, 1, 1], 0.5, 0.3, 0.3],
  [[2, 2, 2], 0.6, 0.6, 0.5],
  [[5, 3, 2], 0.8, 0.7, 0.6],
  [[1, 9, 1], 0.9, 0.7, 0.6],
  [[9, 1, 9], 0.4, 0.85, 0.6],
  [[4, 4, 4, 4], 0.55, 0.75, 0.6],
  [[3, 7, 2, 5], 0.5, 0.8, 0.6],
  [[2, 2, 2, 2, 2, 2], 0.35, 0.5, 0.4],
  [[8, 8, 8, 8, 8], 0.75, 0.88, 0.8],
  [[784, 30, 10], 0.97, 0.997, 0.99],
  [[10, 100, 10], 0.99, 0.98, 0.97],
  [[16, 16, 16, 16, 16, 16, 16, 16], 0.85, 0.93, 0.88],
  [[130, 5, 130], 0.8, 0.99, 0.95],
  [[64, 32, 16, 8, 4, 2], 0.5, 0.8, 0.7],
  [[2, 4, 8, 16, 32], 0.6, 0.75, 0.65],
  [[20, 1, 20, 1, 20], 0.3, 0.85, 0.7],
  [[3, 129, 3], 0.995, 0.93, 0.9],
  [[50, 50, 50], 0.98, 0.985, 0.97],
  [[7, 6, 5, 4, 3, 2, 1], 0.4, 0.7, 0.55],
  [[1, 2, 3, 4, 5, 6, 7], 0.45, 0.65, 0.5],
  [[12, 12, 12, 12, 12, 12], 0.8, 0.92, 0.85],
  [[256, 3], 0.5, 0.998, 0.997],
  [[3, 256], 0.5, 0.998, 0.997],
  [[40, 2, 40], 0.6, 0.97, 0.9],
  [[6, 6, 6, 6, 6, 6, 6, 6, 6, 6], 0.6, 0.8, 0.7],
  [[100, 10, 100, 10], 0.85, 0.985, 0.95],
  [[15, 14, 13], 0.95, 0.95, 0.9],
  [[33, 65, 31], 0.98, 0.98, 0.96],
  [[300, 100, 10], 0.985, 0.995, 0.98],
  [[5, 5, 5, 5, 5, 5, 5, 5], 0.6, 0.78, 0.68],
  [[2400, 32, 32, 1], 0.96, 0.98, 0.88],
  [[784, 300, 100, 10], 0.99, 0.998, 0.98],
];

describe("Monte Carlo agrees with the exact chain within 4 standard errors", () => {
  networks.forEach(([widths, ...drops], index) => {
    Object.entries(removals).forEach(([kind, removal], k) => {
      const options = removal(drops[k] as number);
      test(`${widths.join("-")}, removal of ${kind}`, () => {
        const network = layered(widths, options);
        const exact = reach(network);
        const trials = widths.some((width) => width > 200) ? TRIALS / 6 : TRIALS;
        const sampled = reach(network, { method: "monte-carlo", trials, seed: 1000 + index });
        const expectWithin = (actual: number, expected: number, deviation: number, what: string) => {
          expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(SIGMAS * deviation + 1e-12);
        };
        const deviation = (p: number) => Math.sqrt((p * (1 - p)) / trials);
        expectWithin(sampled.probability, exact.probability, deviation(exact.probability), "theta");
        const variance = exact.distribution.reduce((sum, p, j) => sum + p * (j - exact.expected) ** 2, 0);
        expectWithin(sampled.expected, exact.expected, Math.sqrt(variance / trials), "expected outputs");
        exact.layers.forEach((share, l) => {
          // The share of one layer in one trial varies at most like one neuron.
          expectWithin(sampled.layers[l] as number, share, deviation(share) + 1 / trials, `layer ${l}`);
        });
      });
    });
  });
});

test("the interval covers the exact value about as often as its confidence says", () => {
  const network = layered([4, 4, 4], { dropBonds: 0.75 });
  const { probability } = pathProbability(network);
  let covered = 0;
  for (let seed = 0; seed < 400; seed++) {
    const { interval } = pathProbability(network, { method: "monte-carlo", trials: 500, seed, confidence: 0.9 });
    if (interval && interval.low <= probability && probability <= interval.high) covered++;
  }
  // 400 x 0.9 = 360, standard deviation 6.
  expect(covered).toBeGreaterThan(336);
  expect(covered).toBeLessThan(384);
});
