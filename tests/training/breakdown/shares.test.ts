import { forecast, layered, type Network, rectangular } from "percolation";
import { clusterSet, type TrainingOptions, trainingBreakdown } from "percolation/training";
import { describe, expect, test } from "vitest";
import { sparseRows } from "./data.ts";

// Effective updates of whole trainings, against Binomial(steps, theta): 4 standard deviations are missed by chance once in
// 15000 settings, and seeds are fixed.

const STEPS = 4000;
/**
 * Weights stay near where they were drawn, in general position. Survivors are not scaled up, which has no part in whether
 * paths are open: products of the scales of many layers make linear networks diverge.
 */
const SLOW = { learningRate: 1e-4, biases: false, activation: "linear", inverted: false } as const;

function breakDown(network: Network, options: TrainingOptions & { steps?: number; rows?: number[][] } = {}) {
  const { steps = STEPS, rows, ...training } = { ...SLOW, seed: 5, ...options };
  const widths = network.kind === "layered" ? network.widths : [network.inputs ?? 0, network.outputs ?? 0];
  const [inputs = 0, outputs = 0] = [widths[0], widths.at(-1)];
  const data = rows
    ? { inputs: rows, labels: rows.map((_, row) => row % outputs) }
    : clusterSet({ inputs, classes: outputs, samples: 40, seed: 3 });
  const [point] = trainingBreakdown({ networks: [network], steps, data, ...training }).points;
  if (point === undefined) throw new Error("no point");
  return point;
}

describe("plain gradient descent of linear networks without biases has the expected number of effective updates in 4000 steps", () => {
  const targets = [
    ["sites", 0.5, 4, 20, 1100.2],
    ["sites", 0.5, 4, 60, 83.2],
    ["bonds", 0.7, 3, 10, 368.5],
    ["bonds", 0.8, 4, 20, 7.5],
  ] as const;
  for (const [of, drop, width, depth, expected] of targets) {
    test(`${of} at drop ${drop}, width ${width}, depth ${depth}: ${expected}`, () => {
      const rates = of === "sites" ? { dropSites: drop } : { dropBonds: drop };
      const { updated, open, divergedAt } = breakDown(rectangular({ width, depth }, rates));
      expect(divergedAt).toBeUndefined();
      expect(Math.abs(updated.expected * STEPS - expected)).toBeLessThan(0.051);
      expect(Math.abs(updated.count - expected)).toBeLessThanOrEqual(4 * updated.deviation * STEPS);
      expect(updated.count).toBe(open.count);
    });
  }
});

describe("the share of effective updates is within 4 standard deviations of Binomial(steps, theta)", () => {
  const dense = (network: Network, options: TrainingOptions = {}) => ({ network, options, rows: undefined });
  const settings: Record<string, { network: Network; options: TrainingOptions; rows: number[][] | undefined }> = {
    "sites, 4 deep": dense(rectangular({ width: 3, depth: 4 }, { dropSites: 0.5 })),
    "sites, 10 deep": dense(rectangular({ width: 5, depth: 10 }, { dropSites: 0.6 })),
    "sites, wide": dense(rectangular({ width: 12, depth: 6 }, { dropSites: 0.8 })),
    "sites, width 1": dense(rectangular({ width: 1, depth: 3, inputs: 2, outputs: 2 }, { dropSites: 0.3 })),
    "sites, unequal widths": dense(layered([6, 5, 2, 4, 3], { dropSites: 0.5 })),
    "sites, a rate for each layer": dense(layered([3, 4, 2, 3], { dropSites: [0.7, 0.2] })),
    "bonds, 3 deep": dense(rectangular({ width: 3, depth: 3 }, { dropBonds: 0.6 })),
    "bonds, 12 deep": dense(rectangular({ width: 5, depth: 12 }, { dropBonds: 0.75 })),
    "bonds, wide": dense(rectangular({ width: 10, depth: 5 }, { dropBonds: 0.9 })),
    "bonds, unequal widths": dense(layered([7, 2, 5, 2], { dropBonds: 0.6 })),
    "bonds, no hidden layer": dense(layered([3, 2], { dropBonds: 0.8 })),
    "bonds, a rate for each layer": dense(layered([3, 4, 2], { dropBonds: [0.8, 0.5] })),
    "sites and bonds": dense(rectangular({ width: 5, depth: 4 }, { dropSites: 0.4, dropBonds: 0.5 })),
    "sites, bonds and inputs": dense(layered([4, 5, 3, 2], { dropSites: 0.3, dropBonds: 0.5, dropInputs: 0.6 })),
    "inputs alone": dense(layered([3, 4, 2], { dropInputs: 0.7 })),
    "tanh, sites": dense(rectangular({ width: 4, depth: 6 }, { dropSites: 0.5 }), { activation: "tanh" }),
    "tanh, bonds": dense(rectangular({ width: 4, depth: 6 }, { dropBonds: 0.65 }), { activation: "tanh" }),
    "tanh, cross-entropy": dense(rectangular({ width: 4, depth: 5 }, { dropSites: 0.6 }), {
      activation: "tanh",
      loss: "cross-entropy",
    }),
    "survivors scaled up": dense(rectangular({ width: 4, depth: 3 }, { dropSites: 0.5 }), { inverted: true }),
    "a mask for each of 3 samples, sites": dense(rectangular({ width: 3, depth: 8 }, { dropSites: 0.6 }), {
      batch: 3,
      maskPer: "sample",
    }),
    "a mask for each of 5 samples, bonds": dense(rectangular({ width: 3, depth: 9 }, { dropBonds: 0.75 }), {
      batch: 5,
      maskPer: "sample",
      activation: "tanh",
    }),
    "one mask for 8 samples": dense(rectangular({ width: 3, depth: 4 }, { dropSites: 0.5 }), { batch: 8 }),
    "one mask for all samples, momentum": dense(rectangular({ width: 3, depth: 4 }, { dropBonds: 0.6 }), {
      batch: "full",
      optimiser: "momentum",
    }),
    "a mask for each of all samples": dense(rectangular({ width: 2, depth: 7 }, { dropSites: 0.7 }), {
      batch: "full",
      maskPer: "sample",
    }),
    "Adam with weight decay": dense(rectangular({ width: 3, depth: 4 }, { dropSites: 0.5 }), {
      optimiser: "adam",
      weightDecay: 0.1,
    }),
    "inputs of 0, bonds": {
      network: layered([8, 3, 2], { dropBonds: 0.8 }),
      options: {},
      rows: sparseRows(20, 8),
    },
    "inputs of 0 and dropped inputs": {
      network: layered([8, 3, 2], { dropInputs: 0.8, dropSites: 0.3 }),
      options: { activation: "tanh" },
      rows: sparseRows(20, 8),
    },
    "inputs of 0, one mask for 4 samples": {
      network: layered([8, 3, 2], { dropBonds: 0.85 }),
      options: { batch: 4 },
      rows: sparseRows(20, 8),
    },
    "inputs of 0, a mask for each of 4 samples": {
      network: layered([8, 3, 2], { dropBonds: 0.85 }),
      options: { batch: 4, maskPer: "sample" },
      rows: sparseRows(20, 8),
    },
  };
  expect(Object.keys(settings).length).toBeGreaterThanOrEqual(20);
  for (const [name, { network, options, rows }] of Object.entries(settings)) {
    test(name, () => {
      const { updated, open, isBound, steps } = breakDown(network, { ...options, ...(rows ? { rows } : {}) });
      expect(steps).toBe(STEPS);
      expect(isBound).toBe(false);
      // Both outcomes happen often enough for the comparison to mean something.
      expect(Math.min(updated.count, STEPS - updated.count)).toBeGreaterThan(20);
      expect(Math.abs(updated.z)).toBeLessThanOrEqual(4);
      expect(updated.count).toBe(open.count);
      expect(updated.expected).toBe(open.expected);
    });
  }

  test("the z-scores together are spread as those of normal numbers", () => {
    const all = Object.values(settings).map(
      ({ network, options, rows }) => breakDown(network, { ...options, seed: 11, ...(rows ? { rows } : {}) }).updated.z,
    );
    const squares = all.reduce((sum, z) => sum + z * z, 0);
    // Chi-square of as many degrees: its 0.01 % quantiles at 29 are 8.1 and 66.
    expect(all.length).toBe(29);
    expect(squares).toBeGreaterThan(8.1);
    expect(squares).toBeLessThan(66);
  });
});

test("inputs that are 0 do make a difference: counting them as there is off by many standard deviations", () => {
  const network = layered([8, 3, 2], { dropBonds: 0.8 });
  const { updated } = breakDown(network, { rows: sparseRows(20, 8) });
  const { updateProbability } = forecast(network, { steps: STEPS });
  expect(Math.abs(updated.measured - updateProbability) / updated.deviation).toBeGreaterThan(10);
  // Samples differ, so the share varies less than that of a binomial law.
  expect(updated.deviation).toBeLessThan(0.98 * Math.sqrt((updated.expected * (1 - updated.expected)) / STEPS));
});

test("depths of one width are the same as networks one by one, in the order in which they are given", () => {
  const data = clusterSet({ inputs: 5, classes: 2, samples: 20 });
  const run = { steps: 200, data, test: clusterSet({ inputs: 5, classes: 2, samples: 20, set: 1 }), seed: 4 };
  const shape = { width: 3, inputs: 5, outputs: 2 };
  const rates = { dropSites: 0.3, keepBonds: 0.8, dropInputs: 0.1 };
  const depths = [4, 1, 2];
  const networks = depths.map((depth) => rectangular({ ...shape, depth }, rates));
  const answer = trainingBreakdown({ ...run, ...shape, ...rates, depths });
  expect(answer).toEqual(trainingBreakdown({ ...run, networks }));
  expect(answer.points.map(({ depth }) => depth)).toEqual(depths);
  expect(answer.points.map(({ network }) => network)).toEqual(networks);
  expect(JSON.parse(JSON.stringify(answer)).points.length).toBe(3);
});

describe("what is expected is what forecast says", () => {
  for (const maskPer of ["step", "sample"] as const) {
    test(`with a mask per ${maskPer}`, () => {
      const network = rectangular({ width: 3, depth: 6 }, { dropSites: 0.6 });
      const said = forecast(network, { steps: 500, batch: 4, maskPer });
      const { updated } = breakDown(network, { steps: 500, batch: 4, maskPer });
      expect(updated.expected * 500).toBeCloseTo(said.expectedUpdates, 8);
      expect(updated.log10NoneProbability).toBeCloseTo(said.log10NoUpdateProbability, 8);
      const { probability, failure } = { probability: said.updateProbability, failure: 1 - said.updateProbability };
      expect(updated.deviation).toBeCloseTo(Math.sqrt((probability * failure) / 500), 12);
    });
  }
});

test("of ReLU networks the share is at most theta, and open paths are as likely as ever", () => {
  const shares = [1, 2, 3].map((seed) => {
    const network = rectangular({ width: 4, depth: 5 }, { dropSites: 0.4 });
    const { updated, open, isBound } = breakDown(network, { activation: "relu", seed, initialisation: "he-normal" });
    expect(isBound).toBe(true);
    expect(updated.z).toBeLessThanOrEqual(4);
    expect(Math.abs(open.z)).toBeLessThanOrEqual(4);
    expect(updated.count).toBeLessThanOrEqual(open.count);
    return updated.measured - open.measured;
  });
  expect(Math.min(...shares), "inactive neurons cut paths").toBeLessThan(0);
});

test("nothing is ever learned as often as (1 - theta)^steps says", () => {
  const network = rectangular({ width: 2, depth: 10 }, { dropSites: 0.6 });
  const [steps, seeds] = [100, 400];
  const runs = Array.from({ length: seeds }, (_, seed) => breakDown(network, { steps, seed }).updated);
  const none = runs.filter(({ count }) => count === 0).length;
  const chance = runs[0]?.noneProbability ?? 0;
  expect(chance).toBeCloseTo((1 - 0.64 ** 10) ** steps, 12);
  expect(chance).toBeGreaterThan(0.25);
  expect(chance).toBeLessThan(0.5);
  expect(Math.abs(none - seeds * chance)).toBeLessThanOrEqual(4 * Math.sqrt(seeds * chance * (1 - chance)));
});
