// `forecast` of models whose branches are dropped per step while the samples of a batch have other masks of their own.

import { forecast, inspect, type ModelLayer, type ModelNetwork, model } from "percolation";
import { describe, expect, test } from "vitest";

const STEPS_SAMPLED = 20000;
const SIGMAS = 4.5;

/** A model, with theta given that the branch dropped per step is kept, or that it is dropped. */
interface Case {
  readonly title: string;
  readonly network: ModelNetwork;
  /** Probability that the branch is kept in a step. */
  readonly keep: number;
  readonly kept: number;
  readonly dropped: number;
}

const perStep = (drop: number): ModelLayer => ({ type: "stochastic-depth", drop, per: "step", name: "step" });

const cases: Case[] = [
  {
    title: "one after the other",
    network: model([
      { type: "input", shape: [1] },
      perStep(0.3),
      { type: "stochastic-depth", drop: 0.9, per: "sample" },
    ]),
    keep: 0.7,
    kept: 0.1,
    dropped: 0,
  },
  {
    title: "a residual branch dropped per step, units per sample",
    network: model([
      { type: "input", shape: [2], name: "in" },
      { type: "dropout", drop: 0.9, name: "x" },
      { type: "dense", units: 2, from: "in" },
      { type: "dropout", drop: 0.8, name: "y" },
      perStep(0.4),
      { type: "add", from: ["x", "step"] },
    ]),
    keep: 0.6,
    kept: 1 - 0.9 ** 2 * 0.8 ** 2,
    dropped: 1 - 0.9 ** 2,
  },
  {
    title: "weights per sample behind a branch dropped per step",
    network: model([{ type: "input", shape: [3] }, perStep(0.5), { type: "dense", units: 2, dropBonds: 0.9 }]),
    keep: 0.5,
    kept: 1 - 0.9 ** 6,
    dropped: 0,
  },
];

/** Probability that a step of so many samples changes some weight. */
function updates({ keep, kept, dropped }: Case, batch: number): number {
  const any = (theta: number) => -Math.expm1(batch * Math.log1p(-theta));
  return keep * any(kept) + (1 - keep) * any(dropped);
}

describe("a step changes some weight", () => {
  for (const each of cases) {
    test.each([1, 2, 8, 300])(`${each.title}, batch of %d`, (batch) => {
      const expected = updates(each, batch);
      const options = { steps: 500, batch, maskPer: "sample", trials: STEPS_SAMPLED, seed: 3 } as const;
      const { updateProbability, expectedUpdates, noUpdateProbability } = forecast(each.network, options);
      const error = Math.sqrt((expected * (1 - expected)) / STEPS_SAMPLED);
      expect(Math.abs(updateProbability - expected)).toBeLessThanOrEqual(SIGMAS * error + 1e-9);
      expect(expectedUpdates).toBeCloseTo(500 * updateProbability, 8);
      expect(noUpdateProbability).toBeCloseTo((1 - updateProbability) ** 500, 10);
      expect(inspect(each.network, options).forecast.updateProbability).toBe(updateProbability);
    });

    test(`${each.title}: one mask for all samples of a step is as a batch of one`, () => {
      const step = forecast(each.network, { steps: 10, batch: 300, trials: STEPS_SAMPLED });
      const one = forecast(each.network, { steps: 10, batch: 1, maskPer: "sample", trials: STEPS_SAMPLED });
      expect(step.updateProbability).toBe(one.updateProbability);
    });
  }
});

test("batches of any size are seen whole, also across blocks of 128 trials", () => {
  // Certain for each sample, so only the mask of the step decides: its share must not depend on the batch.
  const network = model([{ type: "input", shape: [1] }, perStep(0.25)]);
  const shares = [2, 3, 127, 128, 129, 1000].map(
    (batch) => forecast(network, { steps: 1, batch, maskPer: "sample", trials: 4096, seed: 9 }).updateProbability,
  );
  // All of them ask for the same 4096 masks.
  expect(new Set(shares).size).toBe(1);
  expect(Math.abs((shares[0] as number) - 0.75)).toBeLessThan(SIGMAS * Math.sqrt(0.1875 / 4096));
});

test("branches dropped per sample follow from theta alone", () => {
  const network = model([
    { type: "input", shape: [4] },
    { type: "dropout", drop: 0.9 },
    { type: "dense", units: 3 },
  ]);
  const theta = 1 - 0.9 ** 4;
  for (const batch of [1, 2, 8, 300]) {
    const { updateProbability, method } = forecast(network, { steps: 10, batch, maskPer: "sample" });
    expect(method).toBe("exact");
    expect(updateProbability).toBeCloseTo(1 - (1 - theta) ** batch, 12);
  }
});
