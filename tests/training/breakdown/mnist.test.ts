import { layered, pathProbability, rectangular } from "percolation";
import { trainingBreakdown } from "percolation/training";
import { describe, expect, test } from "vitest";
import { mnistDigits, PIXELS } from "../mnist.ts";

const data = mnistDigits(100);
const other = mnistDigits(50, 500);

test("the digits are pictures of 784 grey values, most of which are 0, a hundred of each digit", () => {
  expect(data.inputs.length).toBe(1000 * PIXELS);
  expect([...data.labels.slice(0, 11)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
  expect(data.inputs.every((value) => value >= 0 && value <= 1)).toBe(true);
  const present = data.inputs.filter((value) => value !== 0).length / data.inputs.length;
  expect(present).toBeGreaterThan(0.1);
  expect(present).toBeLessThan(0.3);
  // A one has fewer grey values that are not 0 than a zero.
  const inkOf = (digit: number) =>
    data.inputs.filter((value, at) => value !== 0 && data.labels[Math.floor(at / PIXELS)] === digit).length;
  expect(inkOf(1)).toBeLessThan(0.6 * inkOf(0));
});

describe("on digits, background counts as missing", () => {
  test("with bonds removed, of which few lead from what is there", () => {
    const network = layered([PIXELS, 6, 10], { dropBonds: [0.999, 0.5] });
    const run = { networks: [network], steps: 4000, data, activation: "tanh", biases: false, inverted: false } as const;
    const [point] = trainingBreakdown({ ...run, loss: "cross-entropy", initialisation: "glorot-normal" }).points;
    const { open, updated } = point ?? {};
    const whole = pathProbability(network).probability;
    const difference = Math.abs(Number(open?.measured) - whole) / Number(open?.deviation);
    expect(difference, "far from what all inputs would give").toBeGreaterThan(20);
    expect(Math.abs(open?.z ?? Number.NaN)).toBeLessThanOrEqual(4);
    expect(Math.abs(updated?.z ?? Number.NaN)).toBeLessThanOrEqual(4);
  });

  test("with all inputs dropped but a few", () => {
    const network = rectangular(
      { width: 8, depth: 1, inputs: PIXELS, outputs: 10 },
      { dropInputs: 0.99, dropSites: 0.5 },
    );
    const run = {
      networks: [network],
      steps: 4000,
      data,
      activation: "linear",
      biases: false,
      inverted: false,
    } as const;
    const [point] = trainingBreakdown(run).points;
    expect(point?.open.expected).toBeLessThan(0.9 * pathProbability(network).probability);
    expect(Math.abs(point?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
    expect(point?.updated.count).toBe(point?.open.count);
  });
});

describe("digits are learned while paths are open, and not behind many layers", () => {
  const run = {
    width: 16,
    inputs: PIXELS,
    outputs: 10,
    dropSites: 0.5,
    loss: "cross-entropy",
    activation: "tanh",
    learningRate: 0.05,
    steps: 10_000,
    data,
    test: other,
  } as const;

  test("without biases", () => {
    const { points } = trainingBreakdown({ ...run, width: 3, dropSites: 0.8, biases: false, depths: [1, 40] });
    const [shallow, deep] = points;
    expect(Math.abs(shallow?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
    expect(shallow?.training?.loss).toBeLessThan(2);
    expect(deep?.open.expected).toBeLessThan(1e-12);
    expect(deep?.updated.count, "nothing is ever learned").toBe(0);
    expect(deep?.updated.noneProbability).toBeCloseTo(1, 8);
  });

  test("with biases, where deep networks say the frequencies of the classes: ln 10, and a tenth are right", () => {
    const { points, constant } = trainingBreakdown({ ...run, depths: [1, 3], learningRateDecay: 1e-3 });
    expect(constant.loss).toBeCloseTo(Math.LN10, 12);
    expect(points[0]?.test?.accuracy).toBeGreaterThan(0.8);
    expect(Math.abs(points[0]?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
    const deep = trainingBreakdown({ ...run, width: 3, dropSites: 0.8, depths: [20], learningRateDecay: 1e-3 })
      .points[0];
    expect(deep?.updated.expected).toBeCloseTo(1 - 0.8 ** 3, 12);
    expect(Math.abs(deep?.updated.z ?? Number.NaN)).toBeLessThanOrEqual(4);
    expect(deep?.test?.accuracy).toBe(0.1);
    expect(deep?.test?.loss).toBeCloseTo(Math.LN10, 2);
    expect(deep?.drift?.spread).toBeLessThan(1e-4);
    expect(deep?.drift?.distance).toBeLessThan(0.02);
  });
});
