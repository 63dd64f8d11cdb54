import fc from "fast-check";
import { layered } from "percolation";
import { createTrainer, resumeTrainer } from "percolation/training";
import { expect, test } from "vitest";
import { sparseRows } from "./data.ts";

const rate = fc.constantFrom(0, 0.3, 0.6, 0.85);
const arbitraryNetwork = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 7 }),
    dropSites: rate,
    dropBonds: rate,
    dropInputs: rate,
  })
  .map(({ widths, ...rates }) => layered(widths, rates));

const widthsOf = (widths: readonly number[]) => [widths[0] ?? 0, widths.at(-1) ?? 0] as const;

test("without biases and with activations that are 0 at 0, no weight has a gradient in a step without an open path", () => {
  const counts = [0, 0];
  fc.assert(
    fc.property(
      arbitraryNetwork,
      fc.record({
        activation: fc.constantFrom("linear", "relu", "tanh"),
        loss: fc.constantFrom("mean-squared-error", "cross-entropy"),
        optimiser: fc.constantFrom("sgd", "momentum", "adam"),
        batch: fc.constantFrom(1, 3, "full" as const),
        maskPer: fc.constantFrom("step", "sample"),
        inverted: fc.boolean(),
        seed: fc.nat(),
      }),
      (network, options) => {
        const [inputs, outputs] = widthsOf(network.widths);
        const rows = sparseRows(6, inputs);
        const data = { inputs: rows, labels: rows.map((_, row) => row % outputs) };
        const trainer = createTrainer(network, data, { ...options, biases: false, learningRate: 1e-3 });
        const { updated, open } = trainer.advance(50);
        updated.forEach((is, step) => {
          if (is === 1) expect([step, open[step]]).toEqual([step, 1]);
          counts[open[step] ?? 0] = (counts[open[step] ?? 0] ?? 0) + 1;
        });
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(...counts), "steps of both kinds").toBeGreaterThan(1000);
});

test("what overflows on a path that is not open, and is then multiplied by 0, is no gradient", () => {
  const start = createTrainer(
    layered([1, 1, 1, 1], { dropBonds: [0, 0.5, 0] }),
    { inputs: [[1e100]], targets: [[1]] },
    { activation: "linear", biases: false, seed: 1 },
  ).save();
  const weights = [1e250, 1, 1e250].map((weight) => Float64Array.of(weight));
  const trainer = resumeTrainer(
    { ...start, parameters: { weights, biases: [] } },
    { inputs: [[1e100]], targets: [[1]] },
  );
  const { open, updated, divergedAt } = trainer.advance(1);
  expect([open[0], updated[0], divergedAt]).toEqual([0, 0, 0]);
});

test("plain descent without biases leaves every weight as it is in a step without an open path", () => {
  const network = layered([3, 3, 3, 3, 2], { dropSites: 0.6 });
  const data = { inputs: sparseRows(6, 3), labels: [0, 1, 0, 1, 0, 1] };
  const trainer = createTrainer(network, data, { activation: "tanh", biases: false });
  let cut = 0;
  for (let step = 0; step < 200; step++) {
    const before = trainer.parameters;
    const [open] = trainer.advance(1).open;
    if (open === 1) expect(trainer.parameters).not.toEqual(before);
    else {
      cut++;
      expect(trainer.parameters).toEqual(before);
    }
  }
  expect(cut).toBeGreaterThan(50);
});

test("with biases the outputs do not depend on the inputs in a step without an open path, and else they do", () => {
  const counts = [0, 0];
  fc.assert(
    fc.property(
      arbitraryNetwork,
      fc.constantFrom("tanh", "sigmoid" as const),
      fc.nat(),
      fc.nat(1000),
      (network, activation, seed, step) => {
        const [inputs, outputs] = widthsOf(network.widths);
        const targets = [Array.from({ length: outputs }, (_, output) => output / 3)];
        const one = { inputs: [Array.from({ length: inputs }, (_, input) => 0.5 + input / 7)], targets };
        const other = { inputs: [Array.from({ length: inputs }, (_, input) => -1 + input / 11)], targets };
        // Survivors that are scaled up may saturate neurons, whose output is then the same to the last bit.
        const options = { activation, seed, initialisation: "he-normal", inverted: false } as const;
        const state = createTrainer(network, one, options).save();
        const biases = state.parameters.biases.map((each) => each.map((_, index) => 0.3 - index / 5));
        const began = { ...state, step, parameters: { ...state.parameters, biases } };
        const [a, b] = [one, other].map((data) => resumeTrainer(began, data).advance(1));
        const open = a?.open[0] ?? 0;
        expect(b?.open[0]).toBe(open);
        expect(a?.loss[0] === b?.loss[0]).toBe(open === 0);
        counts[open] = (counts[open] ?? 0) + 1;
      },
    ),
    { numRuns: 600 },
  );
  expect(Math.min(...counts), "steps of both kinds").toBeGreaterThan(100);
});
