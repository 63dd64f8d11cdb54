import { layered, pathProbability, rectangular } from "percolation";
import { clusterSet, createTrainer, trainingBreakdown } from "percolation/training";
import { describe, expect, test } from "vitest";

// The scaling limits of theta, and that trainings follow them. Values of theta itself are in tests/exact.

const theta = (width: number, depth: number, rates: Parameters<typeof rectangular>[1]) =>
  pathProbability(rectangular({ width, depth }, rates)).probability;

/** Distances from a limit, which shrink. */
function expectConvergence(values: readonly number[], limit: number, last: number): void {
  const errors = values.map((value) => Math.abs(value - limit));
  errors.slice(1).forEach((error, index) => {
    expect(error).toBeLessThan(errors[index] ?? 0);
  });
  expect(errors.at(-1)).toBeLessThan(last);
}

describe("theta of sites", () => {
  test("tends to exp(-c) where depth times drop^width tends to c", () => {
    for (const c of [0.3, 1, 3]) {
      const values = [4, 8, 16, 32].map((width) => theta(width, Math.round(c * 2 ** width), { dropSites: 0.5 }));
      expectConvergence(values, Math.exp(-c), 1e-8);
    }
  });

  test("has a sharp threshold at exp(-a) for depths exp(a width), with a window of 1 / width", () => {
    for (const x of [-1, 1]) {
      const values = [10, 20, 40, 60].map((width) =>
        theta(width, Math.round(Math.exp(width / 2)), { dropSites: Math.exp(-0.5) * (1 + x / width) }),
      );
      expectConvergence(values, Math.exp(-Math.exp(x)), 2.5e-3);
    }
    const [below, above] = [0.95, 1.05].map((factor) =>
      theta(60, Math.round(Math.exp(30)), { dropSites: Math.exp(-0.5) * factor }),
    );
    expect(below).toBeGreaterThan(0.95);
    expect(above).toBeLessThan(1e-6);
  });

  test("has the window keep = (ln depth - x) / width for depths that are powers of the width", () => {
    for (const x of [-1, 0, 1]) {
      const values = [100, 1000, 10_000, 100_000].map((width) =>
        theta(width, width, { keepSites: (Math.log(width) - x) / width }),
      );
      expectConvergence(values, Math.exp(-Math.exp(x)), 3e-4);
    }
  });
});

describe("theta of bonds", () => {
  test("at fixed depth and keep = lambda width^(-(depth + 2) / (depth + 1)) tends to 1 - exp(-lambda^(depth + 1))", () => {
    for (const depth of [1, 2, 3]) {
      for (const lambda of [0.5, 1, 1.5]) {
        const limit = 1 - Math.exp(-(lambda ** (depth + 1)));
        const widths = [200, 800, 3200];
        const values = widths.map((width) =>
          theta(width, depth, { keepBonds: lambda * width ** (-(depth + 2) / (depth + 1)) }),
        );
        expectConvergence(values, limit, 0.06);
        // What is missing falls as width^(-1 / (depth + 1)): at lambda 1.5 only in wider networks than these.
        if (lambda > 1) continue;
        const [, before = 0, last = 0] = values.map((value) => limit - value);
        expect(Math.abs(before / last / 4 ** (1 / (depth + 1)) - 1)).toBeLessThan(0.15);
      }
    }
  });

  test("in the critical window has limits that rise with lambda and fall with tau", () => {
    // keep = (1 + lambda / sqrt(width)) / width, depth = tau sqrt(width).
    const at = (width: number, lambda: number, tau: number) =>
      theta(width, tau * Math.sqrt(width), { keepBonds: (1 + lambda / Math.sqrt(width)) / width });
    for (const tau of [2, 4]) {
      for (const lambda of [-1, 0, 1]) {
        const [one = 0, two = 0, three = 0] = [100, 400, 1600].map((width) => at(width, lambda, tau));
        // Corrections of order 1 / sqrt(width) halve.
        expect(Math.abs(three - two) / Math.abs(two - one)).toBeGreaterThan(0.4);
        expect(Math.abs(three - two) / Math.abs(two - one)).toBeLessThan(0.7);
      }
      expect(at(1600, -1, tau)).toBeLessThan(at(1600, 0, tau) - 0.1);
      expect(at(1600, 1, tau)).toBeGreaterThan(at(1600, 0, tau) + 0.05);
    }
  });
});

describe("trainings collapse onto the limits", () => {
  const [steps, limit] = [4000, Math.exp(-1)];
  const run = { steps, activation: "linear", biases: false, learningRate: 1e-4, inverted: false } as const;

  test("of sites where depth times drop^width is 1", () => {
    for (const width of [3, 4, 5, 6]) {
      const data = clusterSet({ inputs: width, classes: width, samples: 32 });
      const [point] = trainingBreakdown({ ...run, width, depths: [2 ** width], dropSites: 0.5, data }).points;
      const { measured = 0, deviation = 0, expected = 0, z } = point?.updated ?? {};
      expect(Math.abs(z ?? Number.NaN)).toBeLessThanOrEqual(4);
      // (1 - x)^(1/x) is below exp(-1) by about exp(-1) x / 2.
      expect(Math.abs(expected - limit * (1 - 2 ** -width / 2))).toBeLessThan(4 ** -width);
      expect(Math.abs(measured - limit)).toBeLessThan(4 * deviation + limit * 2 ** -width);
    }
  });

  test("of bonds where keep is width^(-3/2), with one hidden layer", () => {
    for (const width of [9, 16, 25]) {
      const data = clusterSet({ inputs: width, classes: width, samples: 50 });
      const network = rectangular({ width, depth: 1 }, { keepBonds: width ** -1.5 });
      const [point] = trainingBreakdown({ ...run, networks: [network], data }).points;
      expect(Math.abs(point?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
      expect(Math.abs((point?.updated.expected ?? 0) - (1 - limit))).toBeLessThan(0.4 / Math.sqrt(width));
    }
  });
});

describe("a weight is moved as often as it lies on an open path", () => {
  const [width, depth, steps] = [3, 3, 4000];

  /** In how many steps each weight of each layer was moved. */
  function movesOf(rates: Parameters<typeof rectangular>[1]): number[][] {
    const data = clusterSet({ inputs: width, classes: width, samples: 20 });
    const options = { activation: "linear", biases: false, learningRate: 1e-3, inverted: false, seed: 8 } as const;
    const trainer = createTrainer(rectangular({ width, depth }, rates), data, options);
    let { weights } = trainer.parameters;
    const moves = weights.map((each) => Array.from(each, () => 0));
    for (let step = 0; step < steps; step++) {
      trainer.advance(1);
      const now = trainer.parameters.weights;
      moves.forEach((counts, layer) => {
        counts.forEach((count, at) => {
          counts[at] = count + (now[layer]?.[at] === weights[layer]?.[at] ? 0 : 1);
        });
      });
      weights = now;
    }
    return moves;
  }

  function expectShares(moves: readonly number[][], shareOf: (layer: number) => number): void {
    moves.forEach((counts, layer) => {
      const share = shareOf(layer);
      for (const count of counts) {
        expect(Math.abs(count - steps * share)).toBeLessThanOrEqual(4.5 * Math.sqrt(steps * share * (1 - share)));
      }
    });
    expect(moves.flat().length).toBe(width * width * (depth + 1));
  }

  test("of sites", () => {
    const [drop, keep] = [0.4, 0.6];
    const some = 1 - drop ** width;
    expectShares(movesOf({ dropSites: drop }), (layer) =>
      layer === 0 || layer === depth ? keep * some ** (depth - 1) : keep ** 2 * some ** (depth - 2),
    );
  });

  test("of bonds", () => {
    /** That a neuron is reached from all those so many layers before it. */
    const reached = (layers: number) =>
      layers === 0 ? 1 : pathProbability(layered([...Array(layers).fill(width), 1], { dropBonds: 0.5 })).probability;
    expectShares(movesOf({ dropBonds: 0.5 }), (layer) => 0.5 * reached(layer) * reached(depth - layer));
  });
});
