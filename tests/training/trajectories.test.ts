import fc from "fast-check";
import { type LayeredNetwork, layered } from "percolation";
import { createTrainer, type TrainingOptions } from "percolation/training";
import { expect, test } from "vitest";
import { type PlainState, step } from "./plain-network.ts";

const rate = fc.constantFrom(0, 0.5, 0.2, 0.9);
const arbitraryNetwork = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 2, maxLength: 5 }),
    dropSites: rate,
    dropBonds: rate,
    dropInputs: rate,
  })
  .map(({ widths, ...rates }) => layered(widths, rates));

const arbitraryOptions = fc.record({
  activation: fc.constantFrom("linear", "relu", "tanh", "sigmoid" as const),
  biases: fc.boolean(),
  loss: fc.constantFrom("mean-squared-error", "cross-entropy" as const),
  optimiser: fc.constantFrom("sgd", "momentum", "adam" as const),
  learningRate: fc.constantFrom(0.01, 0.1),
  learningRateDecay: fc.constantFrom(0, 0.1),
  weightDecay: fc.constantFrom(0, 0.01),
  batch: fc.constantFrom(1, 2, 5, "full" as const),
  maskPer: fc.constantFrom("step", "sample" as const),
  inverted: fc.boolean(),
  // Adam divides by it what is left of gradients that cancel: at the default, 1e-8, their rounding is all one would compare.
  epsilon: fc.constantFrom(1e-3, 1e-2),
  seed: fc.nat(),
});

const [SAMPLES, STEPS] = [5, 12];

/** Numbers in -1..1 that are the same in every run; some are 0. */
function numbers(rows: number, width: number, seed: number): number[][] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % 5 === 0 ? 0 : state / 2 ** 31 - 1;
  };
  return Array.from({ length: rows }, () => Array.from({ length: width }, next));
}

/** Equal but for rounding, which sums in another order. */
function expectNear(actual: number | undefined, expected: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
}

function compare(network: LayeredNetwork, options: TrainingOptions): void {
  const [inputs, outputs] = [network.widths[0] ?? 0, network.widths.at(-1) ?? 0];
  const rows = numbers(SAMPLES, inputs, 1);
  // No class has one sample in as many as there are classes: at equal scores its gradient would cancel, up to rounding.
  const labels = [0, outputs - 1, outputs - 1, 0, outputs - 1];
  const trainer = createTrainer(network, { inputs: rows, labels }, options);
  const start = trainer.parameters;
  const arrays = (lists: readonly Float64Array[]) => lists.map((each) => [...each]);
  const state: PlainState = {
    weights: arrays(start.weights),
    biases: arrays(start.biases),
    first: [...start.weights, ...start.biases].map(({ length }) => Array<number>(length).fill(0)),
    second: [...start.weights, ...start.biases].map(({ length }) => Array<number>(length).fill(0)),
  };
  const filled = {
    learningRateDecay: 0,
    weightDecay: 0,
    momentum: 0.9,
    secondMomentum: 0.999,
    ...options,
  };
  const plain = { ...filled, batch: options.batch === "full" ? SAMPLES : (options.batch ?? 1) } as Parameters<
    typeof step
  >[4];
  const reports = trainer.advance(STEPS);
  for (let number = 0; number < STEPS; number++) {
    // A loss that cannot be said in doubles is told as divergence; before that, rounding may be all there is.
    if (state.weights.flat().some((weight) => !(Math.abs(weight) < 1e6))) return;
    const batch = [...trainer.samplesOf(number)].map((sample) => ({
      input: rows[sample] as number[],
      target: Array.from({ length: outputs }, (_, k) => (labels[sample] === k ? 1 : 0)),
    }));
    const expected = step(network, state, number, batch, plain);
    expectNear(reports.loss[number], expected.loss);
    expect([reports.open[number], number]).toEqual([expected.open ? 1 : 0, number]);
    expect([reports.updated[number], number]).toEqual([expected.updated ? 1 : 0, number]);
    expectNear(reports.gradientNorm[number], expected.gradientNorm);
  }
  const { weights, biases } = trainer.parameters;
  const actual = [...weights, ...biases].flatMap((each) => [...each]);
  const wanted = [...state.weights, ...state.biases].flat();
  for (const [index, value] of actual.entries()) expectNear(value, wanted[index] ?? Number.NaN);
  expectNear(reports.weightNorm.at(-1), Math.hypot(...state.weights.flat()));
}

test("training is what a textbook writes down, with the masks of sampleMasks", () => {
  fc.assert(
    fc.property(arbitraryNetwork, arbitraryOptions, (network, options) => compare(network, options as TrainingOptions)),
    { numRuns: 300 },
  );
});

test("Adam's epsilon is 1e-8 unless given", () => {
  const train = (options: TrainingOptions) => {
    const trainer = createTrainer(
      layered([3, 4, 2], { dropSites: 0.5 }),
      { inputs: numbers(SAMPLES, 3, 1), labels: [0, 1, 0, 0, 1] },
      { optimiser: "adam", activation: "tanh", ...options },
    );
    trainer.advance(STEPS);
    return trainer.parameters;
  };
  expect(train({})).toEqual(train({ epsilon: 1e-8 }));
  expect(train({})).not.toEqual(train({ epsilon: 1e-7 }));
});
