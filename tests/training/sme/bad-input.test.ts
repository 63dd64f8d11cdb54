import { layered } from "percolation";
import {
  alignment,
  type DropoutProblem,
  dropoutDescent,
  gradientData,
  gradientMoments,
  gradientPenalty,
  hessians,
  integrateSme,
  intervalFlatness,
  modifiedLoss,
  trajectoryData,
  varianceFlatness,
  weakErrors,
} from "percolation/training";
import { expect, test } from "vitest";

const data = { inputs: [[1, 2]], targets: [[1]] };
const problem: DropoutProblem = { network: layered([2, 2, 1], { dropSites: 0.5 }), data };
const at = [1, 2, 3, 4, 5, 6];
const withNetwork = (network: DropoutProblem["network"]) => modifiedLoss({ network, data }, at);
const withData = (other: DropoutProblem["data"]) => modifiedLoss({ ...problem, data: other }, at);
const descent = { learningRate: 0.1, steps: 2 };
const equation = { order: 1, learningRate: 0.1, time: 1 } as const;
const any = <T>(value: unknown) => value as T;

test.each<[string, () => unknown]>([
  ["problem: expected an object, got 1", () => modifiedLoss(any(1), at)],
  ["problem.network: expected a value, got undefined", () => modifiedLoss(any({ data }), at)],
  ["problem.other: expected no such field", () => modifiedLoss(any({ ...problem, other: 1 }), at)],
  ["problem.activation: expected one of", () => modifiedLoss({ ...problem, activation: any("gelu") }, at)],
  ['problem.trained: expected one of "all", "outputs"', () => modifiedLoss({ ...problem, trained: any("a") }, at)],
  ['a network of one hidden layer and one output, got "2-1"', () => withNetwork(layered([2, 1]))],
  ['a network of one hidden layer and one output, got "2-2-2"', () => withNetwork(layered([2, 2, 2]))],
  ["problem.network.dropInputs: expected none, got 0.5", () => withNetwork(layered([2, 2, 1], { dropInputs: 0.5 }))],
  ["problem.network.dropBonds: expected none, got 0.5", () => withNetwork(layered([2, 2, 1], { dropBonds: 0.5 }))],
  [
    "problem.network.dropSites: expected a number from 0 on and below 1, got 1",
    () => withNetwork(layered([2, 2, 1], { dropSites: 1 })),
  ],
  ["problem.data.inputs[0]: expected 2 numbers", () => withData({ inputs: [[1]], targets: [[1]] })],
  ["problem.data.targets[0]: expected 1 numbers", () => withData({ inputs: [[1, 2]], targets: [[1, 2]] })],
  [
    "problem.data.inputs[0][1]: expected a finite number, got NaN",
    () => withData({ inputs: [[1, Number.NaN]], targets: [[1]] }),
  ],
  [
    "problem.data.targets[0][0]: expected a finite number, got Infinity",
    () => withData({ inputs: [[1, 2]], targets: [[Infinity]] }),
  ],
  ["parameters: expected 6 numbers, got an array of length 5", () => modifiedLoss(problem, at.slice(1))],
  ["parameters[1]: expected a finite number, got NaN", () => hessians(problem, [1, Number.NaN, 3, 4, 5, 6])],
  [
    "options.learningRate: expected a finite number above 0, got 0",
    () => gradientPenalty(problem, at, { learningRate: 0 }),
  ],
  ["start: expected 6 numbers", () => dropoutDescent(problem, [], descent)],
  [
    "options.learningRate: expected a finite number above 0, got 0",
    () => dropoutDescent(problem, at, { ...descent, learningRate: 0 }),
  ],
  [
    "options.learningRate: expected a finite number above 0, got -1",
    () => dropoutDescent(problem, at, { ...descent, learningRate: -1 }),
  ],
  [
    "options.learningRate: expected a finite number above 0, got NaN",
    () => dropoutDescent(problem, at, { ...descent, learningRate: Number.NaN }),
  ],
  ["options.steps: expected an integer in 1..", () => dropoutDescent(problem, at, { ...descent, steps: 0 })],
  ["options.every: expected at most 2, all steps, got 3", () => dropoutDescent(problem, at, { ...descent, every: 3 })],
  ["options.seed: expected an integer", () => dropoutDescent(problem, at, { ...descent, seed: -1 })],
  ["options.order: expected 1 or 2, got 3", () => integrateSme(problem, at, { ...equation, order: any(3) })],
  ["options.time: expected a finite number above 0, got 0", () => integrateSme(problem, at, { ...equation, time: 0 })],
  [
    "options.step: expected a finite number above 0, got -1",
    () => integrateSme(problem, at, { ...equation, step: -1 }),
  ],
  ["options.step: expected one that goes fewer than", () => integrateSme(problem, at, { ...equation, step: 1e-300 })],
  ["options.learningRates: expected", () => weakErrors(problem, at, { learningRates: [] })],
  [
    "options.learningRates[1]: expected a finite number above 0, got 0",
    () => weakErrors(problem, at, { learningRates: [1, 0] }),
  ],
  [
    "options.learningRates[0]: expected at most 2, twice the time, got 3",
    () => weakErrors(problem, at, { learningRates: [3] }),
  ],
  ["options.paths: expected at least 2, got 1", () => weakErrors(problem, at, { learningRates: [1], paths: 1 })],
  [
    "options.learningRates: expected one that keeps all finite, got 1: path",
    () => weakErrors({ ...problem, activation: "linear" }, at, { learningRates: [1], time: 100, paths: 2 }),
  ],
  [
    "options.learningRates[0]: expected one that keeps all finite, got 1000",
    () => weakErrors({ ...problem, trained: "outputs" }, at, { learningRates: [1000], time: 1e6 }),
  ],
  [
    "data: expected numbers whose squares are finite, got Infinity",
    () => varianceFlatness(problem, at, [Float64Array.from(at), Float64Array.from(at, (value) => 1e200 * value)]),
  ],
  ["direction: expected 6 numbers", () => intervalFlatness(problem, at, [1])],
  ["direction: expected a direction of some length, got 0", () => intervalFlatness(problem, at, [0, 0, 0, 0, 0, 0])],
  ["options.factor: expected a finite number above 1, got 1", () => intervalFlatness(problem, at, at, { factor: 1 })],
  ["parameters: expected some where the loss is not 0", () => intervalFlatness(problem, [1, 1, 0, 0, 0, 0], at)],
  ["options.count: expected an integer in 1..", () => gradientData(problem, at, { count: 0 })],
  [
    "options.skip: expected an integer in 0..",
    () => trajectoryData(problem, at, { learningRate: 1, count: 1, skip: -1 }),
  ],
  ["data: expected at least 2 rows of numbers", () => varianceFlatness(problem, at, [Float64Array.from(at)])],
  ["data[1]: expected 6 numbers", () => varianceFlatness(problem, at, [Float64Array.from(at), Float64Array.of(1)])],
  ["b: expected 4 numbers", () => alignment([1, 0, 0, 1], [1])],
  ["a: expected 4 numbers", () => alignment([1, 0, 1], [1, 0, 1])],
  ["a: expected a square matrix, row by row, got undefined", () => alignment(any(undefined), any(undefined))],
  ["b: expected 4 numbers, got undefined", () => alignment([1, 0, 0, 1], any(undefined))],
  ["problem.data.target: expected no such field", () => withData(any({ ...data, target: [[1]] }))],
  ["data[0]: expected 6 numbers, got undefined", () => varianceFlatness(problem, at, Array(2))],
  ["a: expected a matrix other than 0", () => alignment([0], [1])],
  ["a[2]: expected 2, as on the other side of the diagonal, got 0", () => alignment([1, 2, 0, 1], [1, 0, 0, 1])],
])("%s", (message, ask) => {
  expect(ask).toThrow(message);
  expect(ask).toThrow(expect.objectContaining({ name: "PercolationError", code: "invalid-input" }));
});

const far = [1e200, 2, 3, 4, 5, 6];
const rare: DropoutProblem = { network: layered([2, 2, 1], { keepSites: 1e-310 }), data };
const rather: DropoutProblem = { network: layered([2, 2, 1], { keepSites: 1e-300 }), data };

test.each<[string, (problem: DropoutProblem, parameters: number[]) => unknown]>([
  ["modifiedLoss", modifiedLoss],
  ["gradientPenalty", (one, parameters) => gradientPenalty(one, parameters, { learningRate: 1 })],
  ["gradientMoments", gradientMoments],
  ["hessians", hessians],
  ["gradientData", (one, parameters) => gradientData(one, parameters, { count: 20 })],
  ["intervalFlatness", (one, parameters) => intervalFlatness(one, parameters, at)],
])("%s refuses what is no finite number any more", (name, ask) => {
  const refused = (field: string) => expect.objectContaining({ code: "invalid-input", field });
  expect(() => ask(problem, far)).toThrow(refused("parameters"));
  expect(() => ask(problem, [1, 1e200, 3, 4, 5, 6])).toThrow(refused("parameters"));
  expect(() => ask(problem, [1e200, 1e200, 3, 4, 5, 6])).toThrow(refused("parameters"));
  expect(() => ask(rare, at)).toThrow(refused("problem.network.keepSites"));
  // Sampled masks keep none of the units.
  if (name !== "gradientData" && name.startsWith("gradient"))
    expect(() => ask(rather, at)).toThrow(refused("parameters"));
});

test.each<[string, () => unknown]>([
  [
    "problem: expected at most 2048 trained numbers, of which a square matrix is filled, got 2049",
    () => gradientMoments({ network: layered([2, 683, 1]), data }, Array(2049).fill(0)),
  ],
  [
    "problem: expected at most 2048 trained numbers, of which a square matrix is filled, got 2049",
    () =>
      weakErrors({ network: layered([2, 2049, 1]), data, trained: "outputs" }, Array(6147).fill(0), {
        learningRates: [1],
      }),
  ],
  [
    "options.every: expected one that fits in 2 GiB of memory",
    () => dropoutDescent(problem, at, { learningRate: 1, steps: 1e8, every: 1 }),
  ],
  [
    "network: expected one that fits in 2 GiB of memory",
    () =>
      integrateSme(
        {
          network: layered([100, 2000, 1], { dropSites: 0.5 }),
          data: { inputs: [Array(100).fill(1)], targets: [[1]] },
        },
        Array(202_000).fill(0),
        equation,
      ),
  ],
])("%s", (message, ask) => {
  expect(ask).toThrow(message);
  expect(ask).toThrow(expect.objectContaining({ code: "too-large" }));
});
