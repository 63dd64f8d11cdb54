import { layered, pathProbability, rectangular } from "percolation";
import { clusterSet, trainingBreakdown } from "percolation/training";
import { describe, expect, test } from "vitest";

const STEPS = 4000;

describe("with biases some weight has a gradient wherever the last layers survive", () => {
  // Linear and sigmoid: neurons that nothing reaches put out what their biases say.
  const cases = [
    ["bonds", layered([3, 3, 3, 3, 3, 3], { dropBonds: 0.6 }), 0.989922304],
    ["sites", layered([3, 3, 3, 3, 3, 3], { dropSites: 0.6 }), 0.784],
    ["sites, unequal widths", layered([4, 6, 2, 3], { dropSites: 0.6 }), 1 - 0.6 ** 2],
    ["bonds, unequal widths", layered([4, 6, 2, 3], { dropBonds: 0.8 }), 1 - 0.8 ** 6],
    ["a rate for each layer", layered([3, 4, 2, 2], { dropBonds: [0.9, 0.9, 0.7] }), 1 - 0.7 ** 4],
    ["sites and bonds", layered([4, 3, 2], { dropSites: 0.5, dropBonds: 0.6 }), 1 - (0.5 + 0.5 * 0.6 ** 2) ** 3],
    ["inputs dropped", layered([4, 3, 2], { dropInputs: 0.9, dropSites: 0.7 }), 1 - 0.7 ** 3],
  ] as const;
  for (const activation of ["tanh", "sigmoid", "linear"] as const) {
    for (const [name, network, expected] of cases) {
      test(`${name}, ${activation}`, () => {
        const [inputs = 0, outputs = 0] = [network.widths[0], network.widths.at(-1)];
        const data = clusterSet({ inputs, classes: outputs, samples: 30 });
        const options = { steps: STEPS, data, activation, learningRate: 0.01, inverted: false, seed: 2 } as const;
        const [point] = trainingBreakdown({ networks: [network], ...options }).points;
        expect(point?.updated.expected).toBeCloseTo(expected, 12);
        expect(Math.abs(point?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
        expect(point?.open.expected).toBeCloseTo(pathProbability(network).probability, 12);
        expect(Math.abs(point?.open.z ?? Number.NaN)).toBeLessThanOrEqual(4);
      });
    }
  }

  test("with a mask for each sample wherever those of one of them do", () => {
    const network = layered([3, 4, 2], { dropSites: 0.8 });
    const data = clusterSet({ inputs: 3, classes: 2, samples: 30 });
    const options = { steps: STEPS, data, activation: "tanh", batch: 3, maskPer: "sample" } as const;
    const [point] = trainingBreakdown({ networks: [network], ...options }).points;
    expect(point?.updated.expected).toBeCloseTo(1 - 0.8 ** 12, 12);
    expect(Math.abs(point?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
  });

  test("with sigmoid that is so without biases, and without hidden layers it is a matter of paths", () => {
    const data = clusterSet({ inputs: 3, classes: 2, samples: 30 });
    const networks = [layered([3, 4, 4, 2], { dropBonds: 0.8 }), layered([3, 2], { dropBonds: 0.8 })];
    const { points } = trainingBreakdown({ networks, steps: STEPS, data, activation: "sigmoid", biases: false });
    expect(points.map(({ updated }) => updated.expected)).toEqual([
      expect.closeTo(1 - 0.8 ** 8, 12),
      expect.closeTo(1 - 0.8 ** 6, 12),
    ]);
    for (const { updated } of points) expect(Math.abs(updated.z)).toBeLessThanOrEqual(4);
  });

  test("of ReLU networks the share is at most that", () => {
    const data = clusterSet({ inputs: 4, classes: 2, samples: 30 });
    const network = rectangular({ width: 4, depth: 3, outputs: 2 }, { dropSites: 0.5 });
    const [point] = trainingBreakdown({ networks: [network], steps: STEPS, data }).points;
    expect(point?.isBound).toBe(true);
    expect(point?.updated.z).toBeLessThanOrEqual(4);
  });
});

describe("without paths a network with biases becomes the best constant predictor", () => {
  const data = clusterSet({ inputs: 6, classes: 3, samples: 90, separation: 2, seed: 4 });
  const test2 = clusterSet({ inputs: 6, classes: 3, samples: 60, separation: 2, seed: 4, set: 1 });
  for (const loss of ["mean-squared-error", "cross-entropy"] as const) {
    test(loss, () => {
      const { points, constant } = trainingBreakdown({
        width: 6,
        depths: [1, 14],
        outputs: 3,
        dropSites: 0.75,
        inverted: false,
        activation: "tanh",
        learningRate: 0.05,
        learningRateDecay: 2e-3,
        steps: 20_000,
        data,
        test: test2,
        loss,
      });
      for (const share of constant.outputs) expect(share).toBeCloseTo(1 / 3, 12);
      expect(constant.loss).toBeCloseTo(loss === "cross-entropy" ? Math.log(3) : 2 / 9, 12);
      expect(constant.accuracy).toBeCloseTo(1 / 3, 12);
      const [shallow, deep] = points;
      expect(shallow?.open.expected).toBeCloseTo(1 - 0.75 ** 6, 12);
      expect(shallow?.test?.accuracy).toBeGreaterThan(0.9);
      expect(shallow?.training?.loss).toBeLessThan(0.7 * constant.loss);
      expect(deep?.open.expected).toBeLessThan(0.07);
      expect(deep?.updated.expected, "gradients are not 0").toBeGreaterThan(0.8);
      expect(deep?.training?.loss).toBeGreaterThan(0.99 * constant.loss);
      expect(deep?.training?.loss).toBeLessThan(1.02 * constant.loss);
      expect(deep?.drift?.spread).toBeLessThan(0.01);
      expect(deep?.drift?.distance).toBeLessThan(0.05);
      expect(shallow?.drift?.spread).toBeGreaterThan(0.1);
      expect(shallow?.drift?.distance).toBeGreaterThan(0.1);
    });
  }

  test("whose loss for ten balanced classes is ln 10 of cross-entropy, and 0.09 an output of squared errors", () => {
    const ten = clusterSet({ inputs: 4, classes: 10, samples: 100 });
    const run = { width: 4, depths: [1], outputs: 10, steps: 1, data: ten } as const;
    expect(trainingBreakdown({ ...run, loss: "cross-entropy" }).constant.loss).toBeCloseTo(Math.LN10, 12);
    expect(trainingBreakdown(run).constant.loss).toBeCloseTo(0.09, 14);
  });

  test("which of unbalanced labels is their frequencies, and of targets their mean", () => {
    const inputs = [[1], [2], [3], [4]];
    const run = { networks: [layered([1, 2, 2])], steps: 1 };
    const labelled = trainingBreakdown({ ...run, data: { inputs, labels: [1, 1, 0, 1] } }).constant;
    expect([...labelled.outputs, labelled.loss, labelled.accuracy]).toEqual([0.25, 0.75, 0.1875, 0.75]);
    const targets = [
      [1, 0],
      [2, 0],
      [3, 1],
      [6, 1],
    ];
    const valued = trainingBreakdown({ ...run, data: { inputs, targets } }).constant;
    expect([...valued.outputs, valued.loss]).toEqual([3, 0.5, (4 + 1 + 0 + 9 + 4 * 0.25) / 8]);
  });
});
