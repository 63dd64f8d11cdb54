import { layered } from "percolation";
import { createTrainer, type TrainingOptions } from "percolation/training";
import { describe, expect, test } from "vitest";
import { differentiate, type Parameters } from "../../sdk/engine/training/run.ts";
import { checkData } from "../../sdk/training/data.ts";
import { checkOptions, trainingOf } from "../../sdk/training/options.ts";

// Every gradient against the central difference of the loss, in the masks of a step.

const WIDTHS = [4, 3, 5, 2];
const removals = {
  nothing: {},
  sites: { dropSites: 0.3 },
  bonds: { dropBonds: 0.3 },
  "inputs and sites": { dropInputs: 0.3, dropSites: 0.3 },
  "inputs, sites and bonds": { dropInputs: 0.2, dropSites: 0.25, dropBonds: 0.2 },
};
const [BATCH, STEP] = [3, 2];
const inputs = [
  [0.3, -0.7, 0, 1.1],
  [0.9, 0.2, -0.4, 0.6],
  [-1.2, 0, 0.5, -0.3],
];
const targets = [
  [1, 0],
  [0.25, 0.75],
  [0, 1],
];
const DIFFERENCE = 1e-5;

/** The greatest difference between gradients and central differences of the loss, and the greatest of the gradients. */
function compare(removal: object, options: TrainingOptions): { difference: number; greatest: number } {
  const network = layered(WIDTHS, removal);
  const checked = checkOptions({ ...options, batch: BATCH, seed: 4 });
  const samples = checkData({ inputs, targets }, 4, 2);
  const training = trainingOf(network, checked, samples.count);
  const drawn = createTrainer(network, { inputs, targets }, { ...options, batch: BATCH, seed: 4 }).parameters;
  // Neurons that nothing reaches stand at their biases, which are not where ReLU has a corner.
  const biases = drawn.biases.map((each) => each.map((_, index) => 0.21 - 0.17 * index));
  const parameters: Parameters = { weights: drawn.weights, biases };
  const progress = { step: STEP, firstPower: 1, secondPower: 1 };
  const order = { samples: Uint32Array.of(2, 0, 1), stride: BATCH };
  const lossOf = () => differentiate(training, parameters, progress, samples, order).loss;
  const { gradients } = differentiate(training, parameters, progress, samples, order);
  let [difference, greatest] = [0, 0];
  for (const kind of ["weights", "biases"] as const) {
    expect(gradients[kind].length).toBe(parameters[kind].length);
    parameters[kind].forEach((values, layer) => {
      values.forEach((value, index) => {
        values[index] = value + DIFFERENCE;
        const above = lossOf();
        values[index] = value - DIFFERENCE;
        const below = lossOf();
        values[index] = value;
        const gradient = gradients[kind][layer]?.[index] ?? Number.NaN;
        difference = Math.max(difference, Math.abs(gradient - (above - below) / (2 * DIFFERENCE)));
        greatest = Math.max(greatest, Math.abs(gradient));
      });
    });
  }
  return { difference, greatest };
}

for (const activation of ["linear", "relu", "tanh", "sigmoid"] as const) {
  for (const loss of ["mean-squared-error", "cross-entropy"] as const) {
    for (const biases of [true, false]) {
      describe(`gradients of ${activation} networks ${biases ? "with" : "without"} biases by ${loss} are those of the loss`, () => {
        for (const [name, removal] of Object.entries(removals)) {
          test(`removing ${name}, with a mask per step or sample, survivors scaled or not`, () => {
            for (const maskPer of ["step", "sample"] as const) {
              for (const inverted of [true, false]) {
                const { difference, greatest } = compare(removal, { activation, loss, biases, maskPer, inverted });
                const at = `${maskPer}, ${inverted ? "scaled" : "not scaled"}`;
                expect(greatest, at).toBeGreaterThan(1e-3);
                // The third derivative times 1e-10 / 6, and rounding of the loss over 1e-5.
                expect(difference, at).toBeLessThan(1e-8 * (1 + greatest));
              }
            }
          });
        }
      });
    }
  }
}
