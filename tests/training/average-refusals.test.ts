import { layered, rectangular } from "percolation";
import { createTrainer, type TrainingOptions } from "percolation/training";
import { describe, expect, test } from "vitest";

const data = { inputs: [[0.3, -0.7, 0, 1.1]], labels: [1] };

describe("a mean over masks that has no closed form is refused", () => {
  const [hidden, since] = [layered([4, 8, 3], { dropSites: 0.3 }), "since masks are averaged"];
  const cases: [ReturnType<typeof layered>, TrainingOptions, string][] = [
    [hidden, { loss: "cross-entropy" }, `options.loss: expected "mean-squared-error", ${since}, got "cross-entropy"`],
    [hidden, { inverted: false }, `options.inverted: expected true, ${since}, got false`],
    [
      layered([4, 8, 3], { dropSites: 0.3, dropInputs: 0.1 }),
      {},
      `network.dropInputs: expected 0 before the last hidden layer, ${since}, got 0.1`,
    ],
    [
      layered([4, 5, 5, 3], { dropSites: [0.2, 0.3] }),
      {},
      `network.dropSites[0]: expected 0 before the last hidden layer, ${since}, got 0.2`,
    ],
    [
      layered([4, 5, 5, 3], { keepSites: 0.5 }),
      {},
      `network.dropSites[0]: expected 0 before the last hidden layer, ${since}, got 0.5`,
    ],
    [layered([4, 5, 3], { dropBonds: [0, 0.25] }), {}, `network.dropBonds[1]: expected 0, ${since}, got 0.25`],
    [layered([4, 5, 3], { dropSites: 1 }), {}, `network.dropSites[0]: expected a rate below 1, ${since}, got 1`],
    [
      layered([4, 3], { dropInputs: 0.5 }),
      {},
      `network.dropInputs: expected 0 before the last hidden layer, ${since}, got 0.5`,
    ],
    [hidden, { masks: "mean" as "averaged" }, 'options.masks: expected one of "drawn", "averaged", got "mean"'],
  ];
  for (const [network, options, message] of cases) {
    test(message, () => {
      const given = { masks: "averaged", ...options } as const;
      const field = message.slice(0, message.indexOf(":"));
      expect(() => createTrainer(network, data, given)).toThrow(
        expect.objectContaining({ code: "invalid-input", field, message }),
      );
    });
  }

  test("but not a rectangle of one hidden layer", () => {
    const network = rectangular({ width: 5, depth: 1, inputs: 4, outputs: 3 }, { dropSites: 0.5 });
    expect(createTrainer(network, data, { masks: "averaged" }).advance(5).loss.length).toBe(5);
  });
});
