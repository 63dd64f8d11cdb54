// Numbers of reached elements, layer by layer, against the reference and against enumeration.

import fc from "fast-check";
import { type ModelNetwork, model, reach } from "percolation";
import { describe, expect, test } from "vitest";
import { largerModels } from "./arbitrary-models.ts";
import { masksOfTrial } from "./engine-masks.ts";
import { enumerateModel } from "./enumerate.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import { reached } from "./plain-model.ts";
import { outputsOf, product, type Shape, shapesOf } from "./plain-shapes.ts";

const networkOf = ({ layers, outputs }: Pick<Example, "layers" | "outputs">) =>
  model(layers, outputs === undefined ? {} : { outputs });

const sizesOf = (network: ModelNetwork) =>
  new Map([...shapesOf(network)].map(([name, shape]) => [name, product(shape)]));

const count = (on: Uint8Array | undefined): number => on?.reduce((sum, bit) => sum + bit, 0) ?? 0;

/** What `reach` says of some trials, from their masks. */
function countTrials(network: ModelNetwork, seed: number, trials: number) {
  const sizes = sizesOf(network);
  const outputs = outputsOf(network);
  const layers = new Map([...sizes.keys()].map((name) => [name, 0]));
  const distribution = Array<number>(outputs.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 1)).fill(0);
  for (let trial = 0; trial < trials; trial++) {
    const all = reached(network, masksOfTrial(network, seed, trial));
    for (const [name, on] of all) layers.set(name, (layers.get(name) ?? 0) + count(on));
    const open = outputs.reduce((sum, name) => sum + count(all.get(name)), 0);
    distribution[open] = (distribution[open] ?? 0) + 1;
  }
  const shares = [...layers].map(([name, sum]) => sum / (trials * (sizes.get(name) as number)));
  return { shares, distribution: distribution.map((number) => number / trials) };
}

function compare(network: ModelNetwork, seed: number, trials: number): void {
  const answer = reach(network, { method: "monte-carlo", trials, seed });
  const { shares, distribution } = countTrials(network, seed, trials);
  answer.layers.forEach((share, layer) => {
    expect(share, `layer ${layer}`).toBeCloseTo(shares[layer] as number, 12);
  });
  expect(answer.layers).toHaveLength(shares.length);
  distribution.forEach((share, outputs) => {
    expect(answer.distribution[outputs], `${outputs} outputs`).toBeCloseTo(share, 12);
  });
  expect(answer.distribution).toHaveLength(distribution.length);
}

describe("in 128 trials, as many elements are reached as in the reference", () => {
  test.each(EXAMPLES)("$title", (example) => compare(networkOf(example), 6, 128));
  test("in larger random models too", () => {
    fc.assert(
      fc.property(largerModels, fc.nat({ max: 1000 }), (plain, seed) =>
        compare(model(plain.layers, { outputs: outputsOf(plain) }), seed, 16),
      ),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe("shares of layers and expected outputs agree with enumeration", () => {
  const trials = 65536;
  test.each(EXAMPLES)("$title", (example) => {
    const network = networkOf(example);
    const { layers } = enumerateModel(network);
    const shapes = [...shapesOf(network)] as [string, Shape][];
    const answer = reach(network, { method: "monte-carlo", trials, seed: 3 });
    shapes.forEach(([name, shape], layer) => {
      const share = (layers.get(name)?.reached ?? 0) / product(shape);
      // The share of one layer in one trial varies at most like one element.
      const deviation = Math.sqrt(Math.max(share * (1 - share), 0) / trials);
      expect(Math.abs((answer.layers[layer] as number) - share), name).toBeLessThanOrEqual(4.5 * deviation + 1e-12);
    });
    const mean = answer.distribution.reduce((sum, share, outputs) => sum + share * outputs, 0);
    expect(answer.expected).toBeCloseTo(mean, 10);
  });
});
