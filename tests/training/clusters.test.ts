import { clusterSet } from "percolation/training";
import { describe, expect, test } from "vitest";

function moments(numbers: readonly number[]): { mean: number; deviation: number } {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return { mean, deviation: Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length) };
}

describe("clusters", () => {
  const options = { inputs: 50, classes: 20, samples: 4000, separation: 2, spread: 0.3, seed: 6 };
  const { inputs, labels } = clusterSet(options);
  const rowsOf = (numbers: Float64Array, label: number) =>
    Array.from({ length: 200 }, (_, i) => numbers.subarray((20 * i + label) * 50, (20 * i + label + 1) * 50));
  const centres = (numbers: Float64Array) =>
    Array.from({ length: 20 }, (_, label) => {
      const rows = rowsOf(numbers, label);
      return Array.from({ length: 50 }, (_, input) => moments(rows.map((row) => row[input] ?? 0)).mean);
    });

  test("are balanced", () => {
    expect([...labels.slice(0, 21)]).toEqual([...Array(20).keys(), 0]);
    expect(inputs.length).toBe(200_000);
  });

  test("have centres and samples of the deviations asked for", () => {
    const all = centres(inputs);
    const between = moments(all.flat());
    expect(Math.abs(between.mean)).toBeLessThan((4 * 2) / Math.sqrt(1000));
    expect(Math.abs(between.deviation - 2)).toBeLessThan((4 * 2) / Math.sqrt(2000));
    const around = all.flatMap((centre, label) =>
      rowsOf(inputs, label).flatMap((row) => centre.map((middle, input) => (row[input] ?? 0) - middle)),
    );
    // The means were found from the samples themselves: 199 of 200 are free.
    expect(Math.abs(moments(around).deviation / Math.sqrt(199 / 200) - 0.3)).toBeLessThan(
      (4 * 0.3) / Math.sqrt(400_000),
    );
  });

  test("have the same centres in all sets, and other samples", () => {
    const other = clusterSet({ ...options, set: 1 });
    expect(other.inputs).not.toEqual(inputs);
    const [one, two] = [centres(inputs).flat(), centres(other.inputs).flat()];
    one.forEach((value, index) => {
      expect(Math.abs(value - (two[index] ?? 0))).toBeLessThan((5 * 0.3 * Math.SQRT2) / Math.sqrt(200));
    });
    const reseeded = centres(clusterSet({ ...options, seed: 7 }).inputs).flat();
    expect(moments(reseeded.map((value, index) => value - (one[index] ?? 0))).deviation).toBeGreaterThan(2);
  });

  test("miss the share of inputs asked for, which are 0, and have the others as they were", () => {
    const sparse = clusterSet({ ...options, sparsity: 0.8 }).inputs;
    const kept = sparse.filter((value) => value !== 0).length;
    expect(Math.abs(kept - 40_000)).toBeLessThan(4 * Math.sqrt(200_000 * 0.16));
    sparse.forEach((value, at) => {
      if (value !== 0) expect(value).toBe(inputs[at]);
    });
    expect(clusterSet({ ...options, sparsity: 1 }).inputs.every((value) => value === 0)).toBe(true);
  });

  test("are given by any form of the seed, and options out of range are refused", () => {
    expect(clusterSet({ ...options, seed: "6" })).toEqual(clusterSet({ ...options, seed: 6n }));
    const refused = (more: object) => () => clusterSet({ ...options, ...more });
    expect(refused({ inputs: 0 })).toThrow("options.inputs: expected an integer in 1..1048576, got 0");
    expect(refused({ spread: -1 })).toThrow("options.spread: expected a finite number from 0 on, got -1");
    expect(refused({ sparsity: 1.1 })).toThrow("options.sparsity: expected a number in 0..1, got 1.1");
    expect(refused({ seed: -1 })).toThrow("options.seed: expected an integer in 0..18446744073709551615");
    expect(refused({ size: 3 })).toThrow("options.size: expected no such field, got 3");
    expect(refused({ inputs: 1_048_576, samples: 2 ** 27 })).toThrow(
      "options.samples: expected one that fits in 2 GiB",
    );
  });
});
