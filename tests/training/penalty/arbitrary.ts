import fc from "fast-check";
import type { WeightedNetwork } from "percolation/training";
import { expect } from "vitest";

/** A number in the range, of few digits, so that failures can be read. */
const numberIn = (low: number, high: number) =>
  fc.integer({ min: low * 16, max: high * 16 }).map((value) => value / 16);

interface Limits {
  readonly activation: fc.Arbitrary<WeightedNetwork["activation"]>;
  /** Least weight and bias. */
  readonly low?: number;
  readonly maxWidth?: number;
  readonly maxLayers?: number;
  readonly biases?: fc.Arbitrary<boolean>;
}

/** Small networks with any weights. */
export function arbitraryNetwork(limits: Limits): fc.Arbitrary<WeightedNetwork> {
  const { activation, low = -2, maxWidth = 3, maxLayers = 4, biases = fc.boolean() } = limits;
  const widths = fc.array(fc.integer({ min: 1, max: maxWidth }), { minLength: 1, maxLength: maxLayers - 1 });
  const array = (length: number) =>
    fc.array(numberIn(low, 2), { minLength: length, maxLength: length }).map(Float64Array.from.bind(Float64Array));
  return fc.tuple(widths, activation, biases).chain(([before, kind, hasBiases]) => {
    const all = [...before, 1];
    const weights = fc.tuple(...all.slice(1).map((width, index) => array(width * (all[index] ?? 0))));
    const given = hasBiases ? fc.tuple(...all.slice(1).map(array)) : fc.constant([]);
    return fc.record({ widths: fc.constant(all), activation: fc.constant(kind), weights, biases: given });
  });
}

/** Examples for networks of so many inputs. */
export function arbitraryData(inputs: number, low = -2) {
  const input = fc.array(numberIn(low, 2), { minLength: inputs, maxLength: inputs });
  const example = fc.record({ input, target: numberIn(-2, 2), weight: fc.constantFrom(0.5, 1, 3) });
  return fc.array(example, { minLength: 1, maxLength: 3 });
}

export const arbitraryDrop = fc.constantFrom(0.5, 0.1, 0.25, 0.7);

/** Equal but for rounding. */
export function expectNear(actual: number | undefined, expected: number, tolerance = 1e-12): void {
  expect(Math.abs((actual ?? Number.NaN) - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected)),
  );
}
