import { layered, PercolationError } from "percolation";
import { type BreakdownOptions, trainingBreakdown } from "percolation/training";
import { describe, expect, test } from "vitest";

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];

/** The same rows; `reads` counts how often the first one is taken. */
function counted(): { readonly inputs: number[][]; reads: number } {
  const all = { reads: 0, inputs: rows };
  all.inputs = new Proxy(rows, {
    get(target, key, receiver) {
      if (key === "0") all.reads++;
      return Reflect.get(target, key, receiver);
    },
  });
  return all;
}

describe("the data of a breakdown", () => {
  test("are looked at once for all networks of the same inputs and outputs", () => {
    const [data, other] = [counted(), counted()];
    const labels = [0, 1, 1];
    const { points } = trainingBreakdown({
      width: 2,
      depths: [1, 2, 3, 4, 5],
      steps: 3,
      data: { inputs: data.inputs, labels },
      test: { inputs: other.inputs, labels },
    });
    expect(points.every((point) => point.test !== undefined)).toBe(true);
    expect([data.reads, other.reads]).toEqual([1, 1]);
  });

  test("are looked at for each number of outputs", () => {
    const networks = [layered([2, 2, 2]), layered([2, 2, 3]), layered([2, 4, 2])];
    const data = counted();
    const { points } = trainingBreakdown({ networks, steps: 3, data: { inputs: data.inputs, labels: [0, 1, 1] } });
    expect(points.length).toBe(3);
    expect(data.reads).toBe(2);
  });

  test("for testing are named when they are none", () => {
    const options = { width: 2, depths: [1], steps: 1, data: { inputs: rows, labels: [0, 1, 1] }, test: null };
    const run = () => trainingBreakdown(options as unknown as BreakdownOptions);
    expect(run).toThrow(PercolationError);
    expect(run).toThrow("options.test: expected an object, got null");
  });
});

describe("the cross-entropy of a single output", () => {
  const run = { networks: [layered([2, 4, 1], { dropSites: 0.5 })], steps: 200, loss: "cross-entropy" } as const;

  test("is 0 whatever the weights: no step is expected to change any, and none does", () => {
    for (const biases of [true, false]) {
      const { points } = trainingBreakdown({ ...run, biases, data: { inputs: rows, labels: [0, 0, 0] } });
      const { expected, measured, z, noneProbability } = points[0]?.updated ?? {};
      expect({ expected, measured, z, noneProbability }).toEqual({
        expected: 0,
        measured: 0,
        z: 0,
        noneProbability: 1,
      });
      expect(points[0]?.open.expected).toBeCloseTo(1 - 0.5 ** 4, 12);
      expect(points[0]?.training).toEqual({ loss: 0, accuracy: 1 });
    }
  });

  test("has gradients where a target is a share of 1 but for rounding", () => {
    const targets = [[1 - 1e-10], [1 - 1e-10], [1 - 1e-10]];
    const { points } = trainingBreakdown({
      ...run,
      biases: false,
      activation: "linear",
      data: { inputs: rows, targets },
    });
    expect(points[0]?.updated.expected).toBeCloseTo(1 - 0.5 ** 4, 12);
    expect(Math.abs(points[0]?.updated.z ?? 9)).toBeLessThan(4);
  });
});
