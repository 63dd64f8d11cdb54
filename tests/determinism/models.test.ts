import fc from "fast-check";
import {
  forecast,
  inspect,
  type ModelLayer,
  type ModelNetwork,
  model,
  pathProbability,
  sampleMasks,
} from "percolation";
import { describe, expect, test } from "vitest";
import { largerModels, models } from "../models/arbitrary-models.ts";
import { EXAMPLES } from "../models/examples.ts";
import type { Masks } from "../models/plain-masks.ts";
import { open } from "../models/plain-model.ts";
import { outputsOf, type PlainModel } from "../models/plain-shapes.ts";
import { ModelWords } from "./models-from-words.ts";

const networkOf = (plain: PlainModel): ModelNetwork => model(plain.layers, { outputs: outputsOf(plain) });

/** Compares every mask that the engine returns. */
function compareMasks(network: ModelNetwork, seed: bigint, trial: number): void {
  const { layers = [] } = sampleMasks(network, { seed, trial });
  const masks: Masks = new ModelWords(network, seed).masks(trial);
  for (const { name, sites, bonds } of layers) {
    if (sites) expect([name, ...sites]).toEqual([name, ...(masks.get(name)?.sites ?? [])]);
    if (bonds) expect([name, ...bonds]).toEqual([name, ...(masks.get(name)?.bonds ?? [])]);
  }
}

const seeds = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const trials = fc.integer({ min: 0, max: 2 ** 40 });

describe("docs/determinism.md, models", () => {
  test.each(EXAMPLES)("regenerates the masks of $title", ({ layers, outputs }) => {
    const network = model(layers, outputs === undefined ? {} : { outputs });
    for (const trial of [0, 127, 128, 2 ** 40 + 77]) compareMasks(network, 12345678901234567890n, trial);
  });

  test("regenerates the masks of any model in any trial", () => {
    fc.assert(
      fc.property(models, seeds, trials, (plain, seed, trial) => compareMasks(networkOf(plain), seed, trial)),
      { numRuns: 200, seed: 1 },
    );
    fc.assert(
      fc.property(largerModels, seeds, trials, (plain, seed, trial) => compareMasks(networkOf(plain), seed, trial)),
      { numRuns: 40, seed: 2 },
    );
  });

  test("regenerates the counts of Monte Carlo, those of inspect too", () => {
    fc.assert(
      fc.property(models, seeds, fc.integer({ min: 1, max: 200 }), (plain, seed, count) => {
        const network = networkOf(plain);
        const words = new ModelWords(network, seed);
        const expected = Array.from({ length: count }, (_, trial) => open(network, words.masks(trial))).filter(Boolean);
        const options = { method: "monte-carlo", trials: count, seed } as const;
        expect(pathProbability(network, options).open).toBe(expected.length);
        expect(inspect(network, options).open).toBe(expected.length);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

/** Branches dropped per step beside and behind removals per sample. */
const BATCHED: ModelLayer[] = [
  { type: "input", shape: [2], name: "in" },
  { type: "dropout", drop: 0.8, name: "x" },
  { type: "dense", units: 2, from: "in", dropBonds: 0.85 },
  { type: "stochastic-depth", drop: 0.3, per: "step", name: "a" },
  { type: "add", from: ["x", "a"], name: "sum" },
  { type: "stochastic-depth", drop: 0.4, per: "sample" },
  { type: "stochastic-depth", drop: 0.2, per: "step" },
];

test.each([2, 7, 64, 100, 130])("regenerates the steps of a batch of %d, whose samples share some masks", (batch) => {
  const network = model(BATCHED);
  const words = new ModelWords(network, 5n);
  const steps = 30;
  let expected = 0;
  for (let step = 0; step < steps; step++) {
    const samples = Array.from({ length: batch }, (_, sample) => step * batch + sample);
    if (samples.some((trial) => open(network, words.masks(trial, batch)))) expected++;
  }
  const answer = forecast(network, { steps: 1, batch, maskPer: "sample", trials: steps, seed: 5 });
  expect(answer.updateProbability).toBeCloseTo(expected / steps, 12);
});
