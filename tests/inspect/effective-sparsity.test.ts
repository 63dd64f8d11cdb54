// The collapse of effective sparsity: of weights that are kept at random, ever fewer lie on a path.
// Vysogorets and Kempe, "Connectivity matters: neural network pruning through the lens of effective sparsity",
// arXiv:2107.02306, figure 1: LeNet-300-100.

import { inspect, layered } from "percolation";
import { describe, expect, test } from "vitest";
import { countEffective, keepAtRandom, toBits } from "./plain-sparsity.ts";

const WIDTHS = [784, 300, 100, 10];
const SEEDS = [1, 2, 3, 4, 5];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function inspectPruned(density: number, seed: number) {
  const kept = keepAtRandom(WIDTHS, density, seed);
  // Nothing is random but the choice of weights, so one trial says all.
  const answer = inspect(layered(WIDTHS, { connections: kept.map(toBits) }), { trials: 1, seed });
  const layers = answer.layers.filter(({ weights }) => weights !== undefined);
  const counts = layers.map(({ weights = 0, effectiveWeights = 0 }) => weights * effectiveWeights);
  return { kept, answer, counts, weights: layers.map(({ weights = 0 }) => weights) };
}

/** Effective compression, all weights by those on a path, by the nominal one, all weights by those kept. */
function ratio(density: number): number {
  const counted = SEEDS.map((seed) => inspectPruned(density, seed));
  return sum(counted.map(({ weights }) => sum(weights))) / sum(counted.map(({ counts }) => sum(counts)));
}

describe("LeNet-300-100 with weights kept at random", () => {
  test.each([1e-1, 3e-2, 1e-2, 3e-3, 1e-3])("density %s: effective weights are those counted directly", (density) => {
    for (const seed of SEEDS) {
      const { kept, counts, weights, answer } = inspectPruned(density, seed);
      const expected = countEffective(WIDTHS, kept);
      expect(weights).toEqual(kept.map((bits) => sum([...bits])));
      counts.forEach((count, layer) => {
        expect(count).toBeCloseTo(expected[layer] as number, 6);
      });
      expect(answer.probability).toBe(Number(sum(expected) > 0));
      expect(answer.findings.some(({ kind }) => kind === "no-path")).toBe(sum(expected) === 0);
    }
  });

  test("at compression 3 the effective one is the nominal one, at 10 it is 4 % more", () => {
    const [low, middle] = [1 / 3, 0.1].map(ratio);
    expect(low).toBeCloseTo(1, 2);
    expect(middle).toBeGreaterThan(1.02);
    expect(middle).toBeLessThan(1.06);
  });

  test("at 33 it is about twice the nominal one, at 100 more than ten times, at 300 more than fifty times", () => {
    const [low = 0, middle, high] = [0.03, 0.01, 1 / 300].map(ratio);
    expect(low).toBeGreaterThan(1.5);
    expect(low).toBeLessThan(2.5);
    expect(middle).toBeGreaterThan(10);
    expect(high).toBeGreaterThan(50);
  });

  test("at 1000 no network has a path left", () => {
    expect(SEEDS.map((seed) => inspectPruned(0.001, seed).answer.probability)).toEqual(SEEDS.map(() => 0));
  });
});
