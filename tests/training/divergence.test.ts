import { layered } from "percolation";
import { createTrainer, resumeTrainer, type Trainer, type TrainingOptions } from "percolation/training";
import { describe, expect, test } from "vitest";

// What a step leaves behind is finite, or the step is told: else nothing could go on from what was saved.

const network = layered([2, 2]);

function hasFiniteState(trainer: Trainer): boolean {
  const { parameters, memory } = trainer.save();
  const all = [parameters, ...(memory ? [memory.first, memory.second] : [])];
  return all.every(({ weights, biases }) => [...weights, ...biases].every((each) => each.every(Number.isFinite)));
}

describe("a step diverges that leaves behind, its loss and weights being finite,", () => {
  const data = { inputs: [[0, 0]], targets: [[1e10, 1]] };
  const cases: [string, ReturnType<typeof layered>, TrainingOptions][] = [
    ["a bias that is not, moved as its gradient is found", network, {}],
    ["a bias that is not, by way of gradients that are stored", layered([2, 2], { dropBonds: 1e-9 }), {}],
    ["a velocity and a bias that are not", network, { optimiser: "momentum" }],
  ];
  for (const [name, one, options] of cases) {
    test(name, () => {
      const trainer = createTrainer(one, data, { learningRate: 1e308, ...options });
      const { divergedAt, loss, weightNorm } = trainer.advance(5);
      expect([divergedAt, loss.length]).toEqual([0, 1]);
      expect([loss[0], weightNorm[0]].every(Number.isFinite)).toBe(true);
      expect(hasFiniteState(trainer)).toBe(false);
    });
  }

  test("a bias of a hidden layer that is not", () => {
    const one = { inputs: [[0]], targets: [[1e150]] };
    const options = { activation: "linear", learningRate: 1e10 } as const;
    const state = createTrainer(layered([1, 1, 1]), one, options).save();
    const parameters = { ...state.parameters, weights: [Float64Array.of(1), Float64Array.of(1e150)] };
    const trainer = resumeTrainer({ ...state, parameters }, one);
    const { divergedAt, weightNorm } = trainer.advance(1);
    expect([divergedAt, weightNorm[0], trainer.parameters.biases[0]?.[0]]).toEqual([
      0,
      1e150,
      Number.POSITIVE_INFINITY,
    ]);
  });

  test("a second moment of a weight that is not: the weight stands still", () => {
    const one = { inputs: [[1e10, 0]], targets: [[1e150, 1]] };
    const trainer = createTrainer(network, one, { optimiser: "adam" });
    const { divergedAt, loss, weightNorm } = trainer.advance(5);
    expect(divergedAt).toBe(0);
    expect([loss[0], weightNorm[0]].every(Number.isFinite)).toBe(true);
    expect(trainer.save().memory?.second.weights[0]?.[0]).toBe(Number.POSITIVE_INFINITY);
  });

  test("a second moment of a bias that is not", () => {
    const one = { inputs: [[0]], targets: [[1e150]] };
    const options = { activation: "linear", optimiser: "adam" } as const;
    const state = createTrainer(layered([1, 1, 1]), one, options).save();
    const parameters = { ...state.parameters, weights: [Float64Array.of(1), Float64Array.of(1e10)] };
    const trainer = resumeTrainer({ ...state, parameters }, one);
    expect(trainer.advance(1).divergedAt).toBe(0);
    expect(trainer.save().memory?.second.biases[0]?.[0]).toBe(Number.POSITIVE_INFINITY);
  });
});

test("and what did not diverge can be resumed, by every optimiser and up to the largest numbers", () => {
  const counts = [0, 0];
  const isLarge = (trainer: Trainer) =>
    trainer.parameters.weights.flatMap((each) => [...each]).some((weight) => Math.abs(weight) > 1e153);
  for (const optimiser of ["sgd", "momentum", "adam"] as const) {
    for (const batch of [1, 2]) {
      for (let power = 100; power <= 300; power += 4) {
        const inputs = [
          [10 ** (power / 4), 0],
          [0, 0],
        ];
        const targets = [
          [10 ** (power / 2), 1],
          [1, 0],
        ];
        const data = { inputs, targets };
        const trainer = createTrainer(network, data, { optimiser, batch, learningRate: 10 ** (power / 3) });
        const { divergedAt, loss } = trainer.advance(4);
        const hasFlaw = !hasFiniteState(trainer) || !Number.isFinite(loss.at(-1)) || isLarge(trainer);
        expect(divergedAt !== undefined, `${optimiser}, ${batch}, ${power}`).toBe(hasFlaw);
        counts[Number(hasFlaw)] = (counts[Number(hasFlaw)] ?? 0) + 1;
        if (!hasFlaw) expect(resumeTrainer(trainer.save(), data).step).toBe(4);
      }
    }
  }
  expect(Math.min(...counts), "of both kinds").toBeGreaterThan(10);
});
