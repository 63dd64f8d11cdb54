import { layered } from "percolation";
import { createTrainer, resumeTrainer, type TrainingData, type TrainingOptions } from "percolation/training";
import { expect, test } from "vitest";

// By one sample at a time the norm of the gradient is a product of norms, whose squares may overflow where it does not.

const network = layered([2, 2, 1]);
const small = { biases: false, learningRate: 1e-300 };

/** The norm of the first step's gradient, by one sample at a time and by way of gradients that are stored. */
function normsOf(data: TrainingData, weights: readonly number[][], options: TrainingOptions): number[] {
  return (["sgd", "momentum"] as const).map((optimiser) => {
    const start = createTrainer(network, data, { ...small, ...options, optimiser }).save();
    const parameters = { weights: weights.map((each) => Float64Array.from(each)), biases: [] };
    return resumeTrainer({ ...start, parameters }, data).advance(1).gradientNorm[0] ?? Number.NaN;
  });
}

test("is finite where large inputs saturate all neurons", () => {
  const data = { inputs: [[1e200, 0]], targets: [[0, 0]] };
  const trainer = createTrainer(layered([2, 2, 2], { dropSites: 0.5 }), data, { ...small, activation: "tanh" });
  expect([...trainer.advance(20).gradientNorm].every(Number.isFinite)).toBe(true);
});

test.each([
  [
    "inputs",
    [1e200, 0],
    [
      [0, 0, 0, 0],
      [1e-150, 0],
    ],
  ],
  [
    "what comes back",
    [1e-100, 0],
    [
      [0, 0, 0, 0],
      [1e160, 0],
    ],
  ],
])("is finite where squares of %s are not", (_, input, weights) => {
  const [fused = 0, stored = 0] = normsOf({ inputs: [input], targets: [[1]] }, weights, { activation: "linear" });
  expect(fused).toBeGreaterThan(1e40);
  expect(fused / stored).toBeCloseTo(1, 12);
});

test("has the same digits, if not the same bits, by either way", () => {
  const weights = [
    [0.1, 0.2, 0.3, 0.4],
    [0.5, 0.6],
  ];
  const [fused = 0, stored = 1] = normsOf({ inputs: [[0.3, -0.7]], targets: [[0.2]] }, weights, { activation: "tanh" });
  expect(fused / stored).toBeCloseTo(1, 14);
});
