import { layered } from "percolation";
import {
  compareRegularisers,
  constantNetwork,
  constantPenalty,
  differenceNetwork,
  differencePenalty,
  dropoutCriterion,
  dropoutHealth,
  firstOneCriterion,
  firstOneGadget,
  firstOneNetwork,
  halfAtOrigin,
  onlyAt,
  rescaleInputs,
  rescaleLayers,
  weightDecayCriterion,
  weightDecayMinimum,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { refusal } from "../refusal.ts";

const network = differenceNetwork();
const data = onlyAt([1, -1], 8);
const half = { drop: 0.5 };
/** A value where TypeScript would not have it. */
const any = (value: unknown) => value as never;

/** A ReLU network whose inputs alone can be removed, with a negative weight. */
const wide = (inputs: number) => ({
  widths: [inputs, 1, 1],
  activation: "relu" as const,
  weights: [new Float64Array(inputs).fill(-1), Float64Array.of(1)],
  biases: [],
});

/** Two hidden layers behind inputs that alone can be removed. */
const broad = (inputs: number, width: number) => ({
  widths: [inputs, width, width, 1],
  activation: "relu" as const,
  weights: [inputs * width, width * width, width].map((count) => new Float64Array(count).fill(-1)),
  biases: [],
});

describe("bad input of dropoutCriterion names the field, what was expected and what came", () => {
  test.each<[string, () => unknown, string]>([
    [
      "no network",
      () => dropoutCriterion(any(undefined), data, half),
      "invalid-input network: expected an object, got undefined",
    ],
    [
      "another field",
      () => dropoutCriterion(any({ ...network, depth: 2 }), data, half),
      "invalid-input network.depth: expected no such field, got 2",
    ],
    [
      "a width of 0",
      () => dropoutCriterion({ ...network, widths: [2, 0, 1] }, data, half),
      "invalid-input network.widths[1]: expected an integer in 1..1048576, got 0",
    ],
    [
      "two outputs",
      () => dropoutCriterion({ ...network, widths: [2, 2, 2] }, data, half),
      "invalid-input network.widths[2]: expected 1, a single output, got 2",
    ],
    [
      "an activation of its own",
      () => dropoutCriterion({ ...network, activation: any("tanh") }, data, half),
      'invalid-input network.activation: expected one of "relu", "linear", got "tanh"',
    ],
    [
      "too few weights",
      () =>
        dropoutCriterion(
          { ...network, weights: [network.weights[0] ?? new Float64Array(4), new Float64Array(1)] },
          data,
          half,
        ),
      "invalid-input network.weights[1]: expected 2 numbers, got Float64Array",
    ],
    [
      "a weight that is no number",
      () =>
        dropoutCriterion(
          { ...network, weights: [Float64Array.of(1, Number.NaN, 1, 1), new Float64Array(2)] },
          data,
          half,
        ),
      "invalid-input network.weights[0][1]: expected a finite number, got NaN",
    ],
    [
      "biases of one layer",
      () => dropoutCriterion({ ...network, biases: [new Float64Array(2)] }, data, half),
      "invalid-input network.biases: expected 2 arrays, one per weight layer, got an array of length 1",
    ],
    [
      "no data",
      () => dropoutCriterion(network, [], half),
      "invalid-input data: expected an array of 1..16777216 examples, got an empty array",
    ],
    [
      "an input too many",
      () => dropoutCriterion(network, onlyAt([1, 2, 3], 1), half),
      "invalid-input data[0].input: expected 2 numbers, got an array of length 3",
    ],
    [
      "an input that is no number",
      () => dropoutCriterion(network, onlyAt([1, Number.NaN], 1), half),
      "invalid-input data[0].input[1]: expected a finite number, got NaN",
    ],
    [
      "an infinite target",
      () => dropoutCriterion(network, onlyAt([1, 1], Infinity), half),
      "invalid-input data[0].target: expected a finite number, got Infinity",
    ],
    [
      "a weight of 0",
      () => dropoutCriterion(network, [{ input: [1, 1], target: 1, weight: 0 }], half),
      "invalid-input data[0].weight: expected a finite number above 0, got 0",
    ],
    [
      "no options",
      () => dropoutCriterion(network, data, any(undefined)),
      "invalid-input options: expected an object, got undefined",
    ],
    [
      "no rate",
      () => dropoutCriterion(network, data, {}),
      'invalid-input options: expected either drop or keep, got "neither"',
    ],
    [
      "everything dropped",
      () => dropoutCriterion(network, data, { drop: 1 }),
      "invalid-input options.drop: expected a number from 0 on and below 1, got 1",
    ],
    [
      "nothing kept",
      () => dropoutCriterion(network, data, { keep: 0 }),
      "invalid-input options.keep: expected a number above 0 and at most 1, got 0",
    ],
    [
      "both",
      () => dropoutCriterion(network, data, { keep: 0.5, drop: 0.5 }),
      "invalid-input options.keep: expected none, since drop is given, got 0.5",
    ],
    [
      "NaN",
      () => dropoutCriterion(network, data, { drop: Number.NaN }),
      "invalid-input options.drop: expected a number from 0 on and below 1, got NaN",
    ],
    [
      "too many rates",
      () => dropoutCriterion(network, data, { drop: [0.1, 0.2, 0.3] }),
      "invalid-input options.drop: expected 2 rates, of the inputs and of each hidden layer, got an array of length 3",
    ],
    [
      "a bad rate of a layer",
      () => dropoutCriterion(network, data, { keep: [0.1, 2] }),
      "invalid-input options.keep[1]: expected a number above 0 and at most 1, got 2",
    ],
    [
      "a method of its own",
      () => dropoutCriterion(network, data, { ...half, method: any("exact") }),
      'invalid-input options.method: expected one of "auto", "moments", "enumeration", "monte-carlo", got "exact"',
    ],
    [
      "one trial",
      () => dropoutCriterion(network, data, { ...half, trials: 1 }),
      "invalid-input options.trials: expected an integer in 2..4294967296, got 1",
    ],
    [
      "weights beyond the doubles",
      () =>
        dropoutCriterion(
          { ...network, weights: [new Float64Array(4).fill(1e200), new Float64Array(2).fill(1e200)] },
          data,
          half,
        ),
      "invalid-input network.weights: expected ones whose outputs and squared errors are finite, got larger ones",
    ],
  ])("%s", (_, call, message) => {
    expect(refusal(call)).toBe(message);
  });
});

describe("a method that cannot be used says so, and what can be", () => {
  test("25 neurons are too many for enumeration, 24 are not", () => {
    const call = (inputs: number) => () =>
      dropoutCriterion(wide(inputs), onlyAt(new Float64Array(inputs), 1), { drop: 0.5, method: "enumeration" });
    expect(refusal(call(24))).toBe(
      'too-large network.widths: expected at most 24 neurons that can be removed, to go through all masks, got 25; use method "monte-carlo", or "moments" where it applies',
    );
    expect(refusal(call(23))).toBe("no error");
  });

  test("so are 27 examples for the masks of 24 neurons, and 2^24 masks for layers of 500 neurons", () => {
    const examples = Array.from({ length: 27 }, () => ({ input: new Float64Array(23), target: 1 }));
    expect(refusal(() => dropoutCriterion(wide(23), examples, { drop: 0.5, method: "enumeration" }))).toBe(
      'too-large data: expected at most 26 examples for 2^24 masks of this network, got 27; use method "monte-carlo", or "moments" where it applies',
    );
    const options = { drop: [0.5, 0, 0], method: "enumeration" } as const;
    expect(refusal(() => dropoutCriterion(broad(24, 500), onlyAt(new Float64Array(24), 1), options))).toBe(
      'too-large network.widths: expected layers whose 2^24 masks take at most 2^33 multiplications, got 4253762163960; use method "monte-carlo", or "moments" where it applies',
    );
  });

  test("moments are for networks that act linearly", () => {
    expect(refusal(() => dropoutCriterion(wide(2), data, { drop: 0.5, method: "moments" }))).toBe(
      'method-unavailable network.weights[0][0]: expected a number from 0 on, for moments of a ReLU network, got -1; use method "enumeration" or "monte-carlo"',
    );
    expect(refusal(() => dropoutCriterion(network, data, { drop: 0.5, method: "moments" }))).toBe(
      'method-unavailable data[0].input[1]: expected a number from 0 on, for moments of a ReLU network, got -1; use method "enumeration" or "monte-carlo"',
    );
  });

  test("layers of thousands of neurons are too wide for moments, and auto takes trials for them", () => {
    const width = 3000;
    const wider = {
      widths: [width, width, 1],
      activation: "linear" as const,
      weights: [new Float64Array(width * width), new Float64Array(width)],
      biases: [],
    };
    const at = onlyAt(new Float64Array(width), 1);
    expect(refusal(() => dropoutCriterion(wider, at, { drop: 0.5, method: "moments" }))).toMatch(
      /^too-large network\.widths: expected layers and data whose moments take at most 2\^34 products, got \d+; use method "monte-carlo"$/,
    );
    expect(dropoutCriterion(wider, at, { drop: 0.5, trials: 2 })).toMatchObject({ method: "monte-carlo", penalty: 0 });
  });
});

test("constructions refuse shapes, rates and numbers that they cannot have", () => {
  const shape = { inputs: 4, width: 8, layers: 2 };
  expect([
    refusal(() => firstOneGadget(0)),
    refusal(() => firstOneNetwork({ ...shape, width: 6, drop: 0.5 })),
    refusal(() => firstOneNetwork({ ...shape, layers: 1, drop: 0.5 })),
    refusal(() => firstOneCriterion({ ...shape, drop: 0.5, outputBias: Number.NaN })),
    refusal(() => firstOneCriterion(shape)),
    refusal(() => constantNetwork({ ...shape, inputs: 2.5 }, 1)),
    refusal(() => constantNetwork(shape, -1)),
    refusal(() => constantNetwork({ inputs: 2 ** 20, width: 2 ** 20, layers: 3 }, 1)),
    refusal(() => firstOneNetwork({ inputs: 4096, width: 2 ** 20, layers: 2, drop: 0.5 })),
    refusal(() => constantPenalty(shape, 1, { drop: 1 })),
    refusal(() => differencePenalty(Infinity, { drop: 0.5 })),
  ]).toEqual([
    "invalid-input inputs: expected an integer in 1..4096, got 0",
    "invalid-input options.width: expected a multiple of 4, the inputs, got 6",
    "invalid-input options.layers: expected an integer in 2..4095, got 1",
    "invalid-input options.outputBias: expected a finite number, got NaN",
    'invalid-input options: expected either drop or keep, got "neither"',
    "invalid-input shape.inputs: expected an integer in 1..1048576, got 2.5",
    "invalid-input target: expected a finite number from 0 on, got -1",
    "too-large shape.width: expected a shape of at most 134217728 weights, got 2199024304128",
    "too-large options.width: expected a shape of at most 134217728 weights, got 4296015872",
    "invalid-input rate.drop: expected a number from 0 on and below 1, got 1",
    "invalid-input target: expected a finite number, got Infinity",
  ]);
});

test("rescaling, weight decay and the experiment refuse what they cannot use", () => {
  expect([
    refusal(() => rescaleInputs(network, [1, 0])),
    refusal(() => rescaleInputs(network, [1])),
    refusal(() => rescaleLayers(network, [1, -1])),
    refusal(() => rescaleLayers(network, any("12"))),
    refusal(() => weightDecayCriterion(network, data, -1)),
    refusal(() => weightDecayMinimum([0, 0], 0.3)),
    refusal(() => weightDecayMinimum([], 0.3)),
    refusal(() => weightDecayMinimum(any(undefined), 0.3)),
    refusal(() => weightDecayMinimum([1], 0)),
    refusal(() => compareRegularisers({ runs: 0 })),
    refusal(() => compareRegularisers({ scales: [] })),
    refusal(() => compareRegularisers({ scales: [1, -1] })),
    refusal(() => compareRegularisers({ learningRate: 0, iterations: 1 })),
    refusal(() => compareRegularisers({ batch: 11, iterations: 1 })),
    refusal(() => onlyAt(any(undefined), 1)),
    refusal(() => halfAtOrigin(any(undefined), 1)),
  ]).toEqual([
    "invalid-input factors[1]: expected a finite number other than 0, got 0",
    "invalid-input factors: expected 2 numbers, one for each input, got an array of length 1",
    "invalid-input factors[1]: expected a finite number above 0, got -1",
    'invalid-input factors: expected 2 numbers, one for each weight layer, got "12"',
    "invalid-input decay: expected a finite number from 0 on, got -1",
    "invalid-input input: expected numbers not all 0, of finite length, got an array of length 2",
    "invalid-input input: expected numbers not all 0, of finite length, got an empty array",
    "invalid-input input: expected an array of numbers, got undefined",
    "invalid-input decay: expected a finite number above 0, got 0",
    "invalid-input options.runs: expected an integer in 1..10000, got 0",
    "invalid-input options.scales: expected an array of 1..1000 numbers above 0, got an empty array",
    "invalid-input options.scales[1]: expected a finite number above 0, got -1",
    "invalid-input options.learningRate: expected a finite number above 0, got 0",
    "invalid-input options.batch: expected at most 10, all samples, got 11",
    "invalid-input input: expected an array of numbers, got undefined",
    "invalid-input input: expected an array of numbers, got undefined",
  ]);
});

test("health refuses networks whose weights are missing", () => {
  const pruned = layered([2, 2, 1], { connections: [new Uint8Array([0b0111]), null], dropSites: 0.5 });
  expect(refusal(() => dropoutHealth(pruned))).toMatch(/^method-unavailable network\.connections: /);
  expect(refusal(() => dropoutHealth(any({})))).toBe(
    'invalid-input network.kind: expected "layered" or "rectangular", got undefined',
  );
});
