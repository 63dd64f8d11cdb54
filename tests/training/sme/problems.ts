import fc from "fast-check";
import { layered } from "percolation";
import type { DropoutProblem } from "percolation/training";
import { expect } from "vitest";
import type { Plain, Row } from "./plain-sme.ts";

/** A problem for the engine, from a plain one. */
export function problemOf({ inputs, targets, width, keep, activation, trained }: Plain): DropoutProblem {
  return {
    network: layered([(inputs[0] as Row).length, width, 1], { keepSites: keep }),
    data: { inputs, targets: targets.map((target) => [target]) },
    activation,
    trained,
  };
}

/** Numbers in -1..1 that are the same in every run. */
export function numbers(count: number, seed: number): number[] {
  let state = seed + 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export const arbitraryPlain = fc
  .record({
    inputs: fc.integer({ min: 1, max: 4 }),
    width: fc.integer({ min: 1, max: 5 }),
    samples: fc.integer({ min: 1, max: 4 }),
    keep: fc.constantFrom(0.5, 0.3, 0.9, 1),
    activation: fc.constantFrom("linear", "relu", "tanh", "sigmoid" as const),
    trained: fc.constantFrom("all", "outputs" as const),
    seed: fc.nat({ max: 1_000_000 }),
  })
  .map(({ inputs, width, samples, seed, ...rest }) => {
    const values = numbers(samples * (inputs + 1) + width * (inputs + 1), seed);
    const plain: Plain = {
      ...(rest as Pick<Plain, "keep" | "activation" | "trained">),
      width,
      inputs: Array.from({ length: samples }, (_, i) => values.slice(i * inputs, (i + 1) * inputs)),
      targets: values.slice(samples * inputs, samples * (inputs + 1)),
    };
    return { plain, parameters: values.slice(samples * (inputs + 1)).map((value) => 2 * value), seed };
  });

/** Equal but for rounding, relative to the greatest number. */
export function expectNear(actual: ArrayLike<number>, expected: Row, tolerance = 1e-12): void {
  expect(actual.length).toBe(expected.length);
  const most = expected.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 1e-3);
  const apart = expected.map((value, place) => Math.abs((actual[place] ?? Number.NaN) - value));
  expect(Math.max(0, ...apart.map((value) => (Number.isNaN(value) ? Infinity : value))) / most).toBeLessThanOrEqual(
    tolerance,
  );
}
