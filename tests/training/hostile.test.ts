import { type LayeredNetwork, layered, PercolationError, rectangular } from "percolation";
import {
  createTrainer,
  resumeTrainer,
  type TrainerState,
  type TrainingData,
  type TrainingOptions,
  trainingBreakdown,
} from "percolation/training";
import { describe, expect, test } from "vitest";

const network = layered([2, 3, 2], { dropSites: 0.5 });
const data = {
  inputs: [
    [1, 0],
    [0, 1],
    [1, 1],
  ],
  labels: [0, 1, 1],
};

/** The message of what is thrown, with its code. */
function refusal(act: () => unknown): [string, string] {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(PercolationError);
    expect((error as Error).constructor).toBe(PercolationError);
    const { code, message } = error as PercolationError;
    return [code, message];
  }
  throw new Error("nothing was thrown");
}

const BAD = "invalid-input";

describe("data that do not fit are refused", () => {
  const cases: [string, unknown, string][] = [
    ["nothing", undefined, "data: expected an object, got undefined"],
    ["a list", [[1, 2]], "data: expected an object, got an array of length 1"],
    [
      "no inputs",
      { labels: [0] },
      "data.inputs: expected an array of rows of 2 numbers, or a Float64Array, got undefined",
    ],
    ["no samples", { inputs: [], labels: [] }, "data.inputs: expected 1..134217728 rows, got an empty array"],
    [
      "a row too long",
      { inputs: [[1, 2, 3]], labels: [0] },
      "data.inputs[0]: expected 2 numbers, got an array of length 3",
    ],
    [
      "a row too short",
      { inputs: [[1, 2], [1]], labels: [0, 1] },
      "data.inputs[1]: expected 2 numbers, got an array of length 1",
    ],
    ["a row that is text", { inputs: ["12"], labels: [0] }, 'data.inputs[0]: expected 2 numbers, got "12"'],
    [
      "a number too many",
      { inputs: new Float64Array(5), labels: [0, 1] },
      "data.inputs: expected rows of 2 numbers, got 5",
    ],
    [
      "single precision one behind the other",
      { inputs: new Float32Array(4), labels: [0, 1] },
      "data.inputs: expected an array of rows of 2 numbers, or a Float64Array, got Float32Array",
    ],
    [
      "NaN in a row",
      { inputs: [[1, Number.NaN]], labels: [0] },
      "data.inputs[0][1]: expected a finite number, got NaN",
    ],
    [
      "infinity",
      { inputs: Float64Array.of(0, 1, 2, Number.POSITIVE_INFINITY), labels: [0, 1] },
      "data.inputs[3]: expected a finite number, got Infinity",
    ],
    ["text in a row", { inputs: [[1, "2"]], labels: [0] }, 'data.inputs[0][1]: expected a finite number, got "2"'],
    ["a hole", { inputs: [[1, undefined]], labels: [0] }, "data.inputs[0][1]: expected a finite number, got undefined"],
    ["neither labels nor targets", { inputs: [[1, 2]] }, 'data: expected either targets or labels, got "neither"'],
    [
      "both",
      { inputs: [[1, 2]], labels: [0], targets: [[1, 0]] },
      'data: expected either targets or labels, got "both"',
    ],
    ["a label too large", { inputs: [[1, 2]], labels: [2] }, "data.labels[0]: expected an integer in 0..1, got 2"],
    [
      "a negative label",
      { inputs: [[1, 2]], labels: Int8Array.of(-1) },
      "data.labels[0]: expected an integer in 0..1, got -1",
    ],
    ["half a label", { inputs: [[1, 2]], labels: [0.5] }, "data.labels[0]: expected an integer in 0..1, got 0.5"],
    [
      "a label that is text",
      { inputs: [[1, 2]], labels: ["1"] },
      'data.labels[0]: expected an integer in 0..1, got "1"',
    ],
    [
      "a label of many digits",
      { inputs: [[1, 2]], labels: [1n] },
      "data.labels[0]: expected an integer in 0..1, got 1n",
    ],
    [
      "labels too few",
      {
        inputs: [
          [1, 2],
          [3, 4],
        ],
        labels: [0],
      },
      "data.labels: expected 2 labels, one a sample, got an array of length 1",
    ],
    [
      "targets of another width",
      { inputs: [[1, 2]], targets: [[1]] },
      "data.targets[0]: expected 2 numbers, got an array of length 1",
    ],
    [
      "targets too many",
      {
        inputs: [[1, 2]],
        targets: [
          [1, 2],
          [3, 4],
        ],
      },
      "data.targets: expected 1 rows, as of inputs, got an array of length 2",
    ],
    [
      "NaN in targets",
      { inputs: [[1, 2]], targets: [[1, Number.NaN]] },
      "data.targets[0][1]: expected a finite number, got NaN",
    ],
  ];
  for (const [name, given, message] of cases) {
    test(name, () => {
      expect(refusal(() => createTrainer(network, given as TrainingData))).toEqual([BAD, message]);
    });
  }

  test("for cross-entropy, targets that are no shares", () => {
    const refuse = (targets: number[][]) => () =>
      createTrainer(network, { inputs: [[1, 2]], targets }, { loss: "cross-entropy" });
    expect(refusal(refuse([[1.5, -0.5]]))).toEqual([
      BAD,
      "data.targets[0][0]: expected a share in 0..1, for cross-entropy, got 1.5",
    ]);
    expect(refusal(refuse([[0.5, 0.4]]))).toEqual([
      BAD,
      "data.targets[0]: expected shares that sum to 1, for cross-entropy, got 0.9",
    ]);
    expect(refuse([[0.25, 0.75]])().step).toBe(0);
  });

  test("when predicting and evaluating too", () => {
    const trainer = createTrainer(network, data);
    expect(refusal(() => trainer.predict([[1]]))).toEqual([
      BAD,
      "inputs[0]: expected 2 numbers, got an array of length 1",
    ]);
    expect(refusal(() => trainer.evaluate({ inputs: [[1, 2]], labels: [7] }))).toEqual([
      BAD,
      "data.labels[0]: expected an integer in 0..1, got 7",
    ]);
    expect(trainer.predict([]).length).toBe(0);
  });
});

describe("options out of range are refused", () => {
  const cases: [object, string][] = [
    [{ learningRate: 0 }, "options.learningRate: expected a finite number above 0, got 0"],
    [{ learningRate: -0.1 }, "options.learningRate: expected a finite number above 0, got -0.1"],
    [{ learningRate: Number.NaN }, "options.learningRate: expected a finite number above 0, got NaN"],
    [
      { learningRate: Number.POSITIVE_INFINITY },
      "options.learningRate: expected a finite number above 0, got Infinity",
    ],
    [{ learningRate: "0.1" }, 'options.learningRate: expected a finite number above 0, got "0.1"'],
    [{ learningRateDecay: -1 }, "options.learningRateDecay: expected a finite number from 0 on, got -1"],
    [{ weightDecay: -1 }, "options.weightDecay: expected a finite number from 0 on, got -1"],
    [{ momentum: 1 }, "options.momentum: expected a number from 0 on and below 1, got 1"],
    [{ secondMomentum: -0.1 }, "options.secondMomentum: expected a number from 0 on and below 1, got -0.1"],
    [{ epsilon: 0 }, "options.epsilon: expected a finite number above 0, got 0"],
    [{ batch: 4 }, "options.batch: expected at most 3, all samples, got 4"],
    [{ batch: 0 }, 'options.batch: expected an integer in 1..1048576 or "full", got 0'],
    [{ batch: 1.5 }, 'options.batch: expected an integer in 1..1048576 or "full", got 1.5'],
    [{ batch: "all" }, 'options.batch: expected an integer in 1..1048576 or "full", got "all"'],
    [{ activation: "gelu" }, 'options.activation: expected one of "linear", "relu", "tanh", "sigmoid", got "gelu"'],
    [{ loss: "hinge" }, 'options.loss: expected one of "mean-squared-error", "cross-entropy", got "hinge"'],
    [{ optimiser: "lion" }, 'options.optimiser: expected one of "sgd", "momentum", "adam", got "lion"'],
    [{ maskPer: "epoch" }, 'options.maskPer: expected one of "step", "sample", got "epoch"'],
    [{ biases: 1 }, "options.biases: expected true or false, got 1"],
    [{ inverted: null }, "options.inverted: expected true or false, got null"],
    [
      { seed: -1 },
      "options.seed: expected an integer in 0..18446744073709551615 as number, bigint or decimal text, got -1",
    ],
    [{ rate: 1 }, "options.rate: expected no such field, got 1"],
  ];
  for (const [options, message] of cases) {
    test(message, () => {
      expect(refusal(() => createTrainer(network, data, options as TrainingOptions))).toEqual([BAD, message]);
    });
  }

  test("and numbers of steps", () => {
    const trainer = createTrainer(network, data);
    for (const steps of [-1, 0.5, Number.NaN, 2 ** 22 + 1, "3"]) {
      const [code, message] = refusal(() => trainer.advance(steps as number));
      expect([code, message]).toEqual([
        BAD,
        `steps: expected an integer in 0..4194304, got ${JSON.stringify(steps) === "null" ? "NaN" : JSON.stringify(steps)}`,
      ]);
    }
    expect(trainer.step).toBe(0);
  });
});

describe("networks that cannot be trained are refused", () => {
  test("pruned ones", () => {
    const pruned = layered([2, 3, 2], { connections: [Uint8Array.of(0b101101), null] });
    expect(refusal(() => createTrainer(pruned, data))).toEqual([
      "method-unavailable",
      "network.connections: expected none, networks are trained with all their weights, got some",
    ]);
  });

  test("ones that are no networks", () => {
    expect(refusal(() => createTrainer({} as LayeredNetwork, data))[0]).toBe(BAD);
    expect(refusal(() => createTrainer(undefined as unknown as LayeredNetwork, data))).toEqual([
      BAD,
      "network: expected a network, got undefined",
    ]);
    expect(refusal(() => createTrainer({ ...network, widths: [2, 0, 2] }, data))[1]).toContain("network.widths[1]");
  });

  test("too deep ones", () => {
    expect(refusal(() => createTrainer(rectangular({ width: 2, depth: 4095 }), data))).toEqual([
      "too-large",
      "network.depth: expected at most 4094 hidden layers, to go through one by one, got 4095",
    ]);
  });

  test("too large ones, before memory is asked for", () => {
    const [code, message] = refusal(() => createTrainer(layered([2, 1_048_576, 1_048_576, 2]), data));
    expect(code).toBe("too-large");
    expect(message).toMatch(/^network: expected one that fits in 2 GiB of memory, got one that needs .* GiB$/);
  });

  test("ones that fit but for their masks and moments, when they are trained; and the module goes on", () => {
    // Weights of 0.4 GiB, with masks, drawn words, gradients and moments eight times as much.
    const large = createTrainer(layered([2, 7000, 7000, 2], { dropBonds: 0.5 }), data, {
      optimiser: "adam",
      initialisation: "zeros",
    });
    const [code, message] = refusal(() => large.advance(1));
    expect(code).toBe("too-large");
    expect(message).toMatch(/^network: expected one that fits in 2 GiB of memory/);
    expect(large.step).toBe(0);
    expect(createTrainer(network, data).advance(3).loss.length).toBe(3);
  });
});

describe("divergence is told at the step where it happens", () => {
  const run = { activation: "linear", learningRate: 1000, biases: false, seed: 3 } as const;
  const make = () => createTrainer(layered([2, 3, 2]), data, run);

  test("by the reports, which end there", () => {
    const trainer = make();
    const { loss, weightNorm, divergedAt } = trainer.advance(1000);
    expect(divergedAt).toBe(loss.length - 1);
    expect(trainer.divergedAt).toBe(divergedAt);
    expect(trainer.step).toBe(loss.length);
    const isFine = loss.map((each, step) => (Number.isFinite(each) && Number.isFinite(weightNorm[step]) ? 1 : 0));
    expect(isFine.indexOf(0)).toBe(divergedAt);
  });

  test("at the same step however steps are grouped", () => {
    const [one, whole] = [make(), make()];
    const at = whole.advance(1000).divergedAt;
    while (one.divergedAt === undefined && one.step < 1000) expect(one.advance(1).first).toBe(one.step - 1);
    expect(one.divergedAt).toBe(at);
  });

  test("and the trainer refuses to go on, and to be resumed", () => {
    const trainer = make();
    const { divergedAt } = trainer.advance(1000);
    expect(refusal(() => trainer.advance(1))).toEqual([
      BAD,
      `steps: expected none after step ${divergedAt}, which diverged, got 1`,
    ]);
    expect(refusal(() => resumeTrainer(trainer.save(), data))).toEqual([
      BAD,
      `state.divergedAt: expected none: nothing goes on from there, got ${divergedAt}`,
    ]);
  });

  test("by a breakdown, which measures nothing of it and trains the others", () => {
    const networks = [layered([2, 3, 2]), layered([2, 3, 2], { dropBonds: 1 })];
    const { points } = trainingBreakdown({ networks, data, steps: 1000, ...run });
    expect(points[0]?.divergedAt).toBe(make().advance(1000).divergedAt);
    expect(points[0]?.steps).toBe(Number(points[0]?.divergedAt) + 1);
    expect([points[0]?.training, points[0]?.test, points[0]?.drift]).toEqual([undefined, undefined, undefined]);
    expect(points[1]?.divergedAt).toBeUndefined();
    expect(points[1]?.steps).toBe(1000);
    expect(points[1]?.updated.count).toBe(0);
    expect(points[1]?.updated.z).toBe(0);
    expect(points[1]?.updated.noneProbability).toBe(1);
  });
});

describe("states that do not fit are refused", () => {
  const adam = createTrainer(network, data, { optimiser: "adam" });
  adam.advance(3);
  const state = adam.save();
  const { parameters } = state;
  const cases: [string, unknown, string][] = [
    ["nothing", undefined, "state: expected an object, got undefined"],
    ["no network", { ...state, network: undefined }, "network: expected a network, got undefined"],
    [
      "a wider network",
      { ...state, network: layered([2, 4, 2]) },
      "state.parameters.weights[0]: expected 8 numbers, got Float64Array",
    ],
    [
      "a deeper network",
      { ...state, network: layered([2, 3, 3, 2]) },
      "state.parameters.weights: expected 3 arrays, one per weight layer, got an array of length 2",
    ],
    [
      "no parameters",
      { ...state, parameters: undefined },
      "state.parameters.weights: expected 2 arrays, one per weight layer, got undefined",
    ],
    [
      "no weights",
      { ...state, parameters: { biases: [] } },
      "state.parameters.weights: expected 2 arrays, one per weight layer, got undefined",
    ],
    [
      "weights that are no numbers",
      { ...state, parameters: { ...parameters, weights: [Array(6).fill("1"), Array(6).fill(0)] } },
      'state.parameters.weights[0][0]: expected a finite number, got "1"',
    ],
    [
      "NaN among the biases",
      {
        ...state,
        parameters: {
          ...parameters,
          biases: [
            [1, 2, Number.NaN],
            [0, 0],
          ],
        },
      },
      "state.parameters.biases[0][2]: expected a finite number, got NaN",
    ],
    [
      "no biases where there should be some",
      { ...state, parameters: { ...parameters, biases: [] } },
      "state.parameters.biases: expected 2 arrays, one per weight layer, got an empty array",
    ],
    [
      "biases where there should be none",
      { ...state, options: { ...state.options, biases: false } },
      "state.parameters.biases: expected no arrays, got an array of length 2",
    ],
    [
      "no memory",
      { ...state, memory: undefined },
      "state.memory.first.weights: expected 2 arrays, one per weight layer, got undefined",
    ],
    [
      "half of the memory",
      { ...state, memory: { first: state.memory?.first } },
      "state.memory.second.weights: expected 2 arrays, one per weight layer, got undefined",
    ],
    [
      "a memory of another shape",
      { ...state, memory: { ...state.memory, second: { weights: [[], []], biases: [[], []] } } },
      "state.memory.second.weights[0]: expected 6 numbers, got an empty array",
    ],
    [
      "a negative second moment",
      {
        ...state,
        memory: {
          ...state.memory,
          second: { weights: [Array(6).fill(0), Array(6).fill(-1)], biases: [Array(3).fill(0), Array(2).fill(0)] },
        },
      },
      "state.memory.second.weights[1][0]: expected a number from 0 on, got -1",
    ],
    ["a negative step", { ...state, step: -1 }, "state.step: expected an integer in 0..9007199254740991, got -1"],
    ["half a step", { ...state, step: 0.5 }, "state.step: expected an integer in 0..9007199254740991, got 0.5"],
    ["no step", { ...state, step: undefined }, "state.step: expected an integer in 0..9007199254740991, got undefined"],
    ["a power above 1", { ...state, firstPower: 2 }, "state.firstPower: expected a number in 0..1, got 2"],
    [
      "a power that is text",
      { ...state, secondPower: "0.5" },
      'state.secondPower: expected a number in 0..1, got "0.5"',
    ],
    ["no options", { ...state, options: undefined }, "options: expected an object, got undefined"],
    [
      "other options",
      { ...state, options: { ...state.options, learningRate: 0 } },
      "options.learningRate: expected a finite number above 0, got 0",
    ],
  ];
  for (const [name, given, message] of cases) {
    test(name, () => {
      expect(refusal(() => resumeTrainer(given as TrainerState, data))).toEqual([BAD, message]);
    });
  }

  test("data of another shape too", () => {
    expect(refusal(() => resumeTrainer(state, { inputs: [[1]], labels: [0] }))[1]).toContain("data.inputs[0]");
  });

  test("and what is given stays as it is", () => {
    const before = structuredClone(state);
    resumeTrainer(state, data).advance(10);
    expect(state).toEqual(before);
  });
});

describe("options of a breakdown out of range are refused", () => {
  const run = { width: 2, depths: [1, 2], steps: 10, data };
  const cases: [object, string][] = [
    [{ ...run, depths: [] }, "options.depths: expected an array of numbers of hidden layers, got an empty array"],
    [{ ...run, depths: [0] }, "options.depths[0]: expected an integer in 1..4094, got 0"],
    [{ ...run, depths: [3, 3] }, "options.depths: expected depths that differ, got an array of length 2"],
    [{ ...run, depths: 3 }, "options.depths: expected an array of numbers of hidden layers, got 3"],
    [{ ...run, width: 0 }, "options.width: expected an integer in 1..1048576, got 0"],
    [{ ...run, steps: 0 }, "options.steps: expected an integer in 1..4194304, got 0"],
    [{ ...run, data: undefined }, "options.data: expected data, got undefined"],
    [{ ...run, dropSites: 1.5 }, "options.dropSites: expected a number in 0..1, got 1.5"],
    [{ ...run, dropSites: 0.5, keepSites: 0.5 }, "network.keepSites: expected none, since dropSites is given, got 0.5"],
    [{ ...run, networks: [network] }, "options.width: expected no such field, got 2"],
    [{ steps: 10, data, networks: [] }, "options.networks: expected an array of networks, got an empty array"],
    [{ steps: 10, data, networks: [3] }, "network: expected a network, got 3"],
    [
      { ...run, outputs: 3, test: { inputs: [[1, 2]], labels: [3] } },
      "options.test.labels[0]: expected an integer in 0..2, got 3",
    ],
    [{ ...run, inputs: 3 }, "options.data.inputs[0]: expected 3 numbers, got an array of length 2"],
    [{ ...run, learningRate: 0 }, "options.learningRate: expected a finite number above 0, got 0"],
    [{ ...run, batch: 5 }, "options.batch: expected at most 3, all samples, got 5"],
    [{ ...run, masks: "averaged" }, 'options.masks: expected "drawn": open paths are counted, got "averaged"'],
  ];
  for (const [options, message] of cases) {
    test(message, () => {
      const [code, said] = refusal(() => trainingBreakdown(options as Parameters<typeof trainingBreakdown>[0]));
      expect([code, said]).toEqual([BAD, message]);
    });
  }
});
