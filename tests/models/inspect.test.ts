// What `inspect` says of single layers against enumeration.

import { inspect, type ModelNetwork, model, pathProbability } from "percolation";
import { describe, expect, test } from "vitest";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { enumerateModel } from "./enumerate.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import { fixedMasks } from "./plain-masks.ts";
import { blocksOf, type PlainModel, product, type Shape, shapesOf } from "./plain-shapes.ts";

const TRIALS = 32768;

const networkOf = ({ layers, outputs }: Example): ModelNetwork =>
  model(layers, outputs === undefined ? {} : { outputs });

/** The model in which some layers remove at one rate; 0 is nothing. */
function removing(network: ModelNetwork, names: readonly string[], drop: number): PlainModel {
  const changed = (layer: ModelLayer): ModelLayer => {
    const others = Object.entries(layer).filter(([field]) => !/^(drop|keep)/.test(field));
    const field = isRemoval(layer) ? "drop" : layer.type === "attention" ? "dropAttention" : "dropBonds";
    return Object.fromEntries([...others, [field, drop]]) as unknown as ModelLayer;
  };
  const layers = network.layers.map((layer) => (names.includes(layer.name ?? "") ? changed(layer) : layer));
  return { ...network, layers };
}

const isRemoval = ({ type }: ModelLayer) => /dropout|drop-block|stochastic-depth/.test(type);

/** How much faster than its drop rate the removal of a layer's elements grows. */
function slope(network: ModelNetwork, name: string): number {
  const layer = network.layers.find((each) => each.name === name);
  if (layer?.type !== "drop-block") return 1;
  const shape = shapesOf(network).get(name) as Shape;
  const full = { ...Object.fromEntries(Object.entries(layer).filter(([field]) => field !== "keep")), drop: 1 };
  return blocksOf(full as typeof layer, shape).gamma;
}

/** Within what trials of a quantity of the given mean and largest value leave room for. */
function expectNear(actual: number, expected: number, largest: number, what: string): void {
  const room = 5 * Math.sqrt((Math.max(expected, 0) * largest) / TRIALS) + (5 * largest) / TRIALS;
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(room);
}

describe("shares of elements and weights", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const network = networkOf(example);
    const { theta, layers, weights } = enumerateModel(network);
    const answer = inspect(network, { method: "monte-carlo", trials: TRIALS, seed: 5 });
    expectNear(answer.probability, theta, 1, "theta");
    const fixed = fixedMasks(network);
    // Backward, whether a product passes depends on its other factors.
    const hasProducts = example.layers.some(({ type }) => type === "multiply");
    for (const { name, shape, reached, reaching, effective, ...rest } of answer.layers) {
      const known = layers.get(name) ?? { reached: 0, reaching: 0, both: 0 };
      expectNear(reached, known.reached / product(shape), 1, `${name} reached`);
      if (hasProducts) continue;
      expectNear(reaching, known.reaching / product(shape), 1, `${name} reaching`);
      expectNear(effective, known.both / product(shape), 1, `${name} effective`);
      if (rest.effectiveWeights === undefined) continue;
      const existing = fixed.get(name)?.bonds?.reduce((sum, bit) => sum + bit, 0) ?? 0;
      if (existing === 0) continue;
      expect(rest.weights, name).toBe(existing);
      expectNear(rest.effectiveWeights, (weights.get(name) ?? 0) / existing, 1, `${name} weights`);
    }
  });
});

describe("what each removal contributes", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const network = networkOf(example);
    const { theta, pivotal } = enumerateModel(network);
    for (const method of ["monte-carlo", "auto"] as const) {
      const answer = inspect(network, { method, trials: TRIALS, seed: 6 });
      for (const { name, removal } of answer.layers) {
        if (removal === undefined || removal.drop === 0 || removal.keep === 0) continue;
        const cut = enumerateModel(removing(network, [name], 0)).theta - theta;
        const importance = (pivotal.get(name) ?? 0) * slope(network, name);
        expectNear(removal.cutProbability, cut, 1, `${method}, ${name} cut`);
        // Of blocks it varies more, as it is no mean over elements.
        const largest = removal.kind === "DropBlock" ? 200 : removal.groups;
        expectNear(removal.importance, importance, largest, `${method}, ${name} importance`);
      }
    }
  });
});

/** Whether the exact method applies. */
function isExact(network: ModelNetwork): boolean {
  return pathProbability(network, { trials: 1 }).method === "exact";
}

describe("the largest rates, of exact answers, are those at which the failure reaches the bound", () => {
  const examples = EXAMPLES.filter((example) => isExact(networkOf(example)));
  test.each(examples)("$title", (example) => {
    const network = networkOf(example);
    for (const failureBelow of [0.5, 0.01]) {
      const answer = inspect(network, { failureBelow });
      const names = answer.layers.flatMap(({ name, removal }) => (removal ? [name] : []));
      const rates = answer.layers.flatMap(({ name, removal }) =>
        removal ? [[[name], removal.largestDrop] as const] : [],
      );
      for (const [layers, largest] of [...rates, [names, answer.largestDrop] as const]) {
        const failure = (drop: number) => enumerateModel(removing(network, layers, drop)).failure;
        const what = `${layers.join()} at ${largest}`;
        if (largest > 0) expect(failure(largest), what).toBeLessThanOrEqual(failureBelow * (1 + 1e-9));
        if (largest < 1)
          expect(failure(Math.min(1, largest * 1.0001 + 1e-9)), what).toBeGreaterThanOrEqual(failureBelow);
      }
    }
  });
});
