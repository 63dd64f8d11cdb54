import fc from "fast-check";
import {
  constantNetwork,
  constantPenalty,
  differenceNetwork,
  differencePenalty,
  dropoutCriterion,
  type FirstOneOptions,
  firstOneCriterion,
  firstOneGadget,
  firstOneNetwork,
  halfAtOrigin,
  onlyAt,
  weightDecayCriterion,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { arbitraryNetwork, expectNear } from "./arbitrary.ts";

const ones = (count: number) => Array<number>(count).fill(1);
/** The criterion of the network on half (1...1) -> 1, half (0...0) -> 0, by all masks. */
function enumerated({ drop, ...options }: FirstOneOptions & { readonly drop: number }): number {
  const data = halfAtOrigin(ones(options.inputs), 1);
  return dropoutCriterion(firstOneNetwork({ ...options, drop }), data, { drop, method: "enumeration" }).criterion;
}

describe("the network of Figure 1", () => {
  test("has criterion 54, risk 64 and penalty -10 at (1, -1) for y = 8", () => {
    const answer = dropoutCriterion(differenceNetwork(), onlyAt([1, -1], 8), { keep: 0.5 });
    expect(answer).toEqual({ criterion: 54, risk: 64, penalty: -10, method: "enumeration" });
  });

  test.each([
    [0.1, 846 / 5, 198],
    [0.25, 6, 30],
    [0.5, -10, 6],
    [0.75, -58 / 9, 14 / 9],
    [0.9, -1106 / 405, 38 / 81],
  ])("has at keep %d the penalty %d for y = 8 and %d for y = 0, at (1, -1) and at (1, -2)", (keep, at8, at0) => {
    for (const second of [-1, -2]) {
      expectNear(dropoutCriterion(differenceNetwork(), onlyAt([1, second], 8), { keep }).penalty, at8);
      expectNear(dropoutCriterion(differenceNetwork(), onlyAt([1, second], 0), { keep }).penalty, at0);
    }
    expectNear(differencePenalty(8, { keep }), at8);
    expectNear(differencePenalty(0, { keep }), at0);
  });
});

describe("the network with negative weights", () => {
  test.each([
    [2, 2, 5 / 16],
    [2, 4, 1 / 4],
    [4, 4, 17 / 64],
    [4, 8, 3 / 16],
  ])("with %d inputs and %d hidden neurons has criterion %d", (inputs, width, expected) => {
    const options = { inputs, width, layers: 2, drop: 0.5 };
    expectNear(enumerated(options), expected);
    expectNear(firstOneCriterion(options), expected);
  });

  test("as printed, with K^2 for K, has 19/8 where it should have 17/64", () => {
    const options = { inputs: 4, width: 4, layers: 2, drop: 0.5, outputFactor: 4 };
    expectNear(enumerated(options), 19 / 8);
    expectNear(firstOneCriterion(options), 19 / 8);
  });

  test("beats 1/(36 K), which no network without negative weights does", () => {
    const shallow = firstOneCriterion({ inputs: 64, width: 131_072, layers: 2, drop: 0.5 });
    expectNear(shallow / 2.44021e-4, 1, 3e-6);
    expect(shallow).toBeLessThan(1 / (36 * 64));
    expectNear(firstOneCriterion({ inputs: 64, width: 2 ** 20, layers: 4, drop: 0.5 }) / 3.14693e-5, 1, 3e-6);
  });

  test("tends to 2^-K / 2 in width, without rounding down to 0", () => {
    const criterion = firstOneCriterion({ inputs: 16, width: 2 ** 20, layers: 2, drop: 2 ** -10 });
    const odds = 2 ** -10 / (1 - 2 ** -10);
    expectNear(criterion / ((odds * 16) / 2 ** 20 / 2), 1, 1e-6);
  });

  test.each([
    [2, 0.22, 0.2275],
    [4, 0.18, 0.19],
    [8, 0.148, 0.16],
    [16, 0.126667, undefined],
    [32, 0.114118, 0.128235],
    [64, 0.107273, undefined],
  ])(
    "with two inputs, %d neurons and output bias 1/5 has %d with weights times 4/5, %d as printed",
    (width, rescaled, printed) => {
      const options = { inputs: 2, width, layers: 2, drop: 0.5, outputBias: 0.2 };
      const criterion = firstOneCriterion({ ...options, outputFactor: 0.8 });
      expectNear(criterion, rescaled, 5e-7);
      expectNear(criterion, 0.1 + 0.24 * (1 - 1 / (1 + 2 / width)));
      if (printed !== undefined) expectNear(firstOneCriterion(options), printed, 5e-7);
      if (width > 16) return;
      expectNear(enumerated({ ...options, outputFactor: 0.8 }), criterion);
      expectNear(enumerated(options), firstOneCriterion(options));
    },
  );

  test("with two inputs falls below 1/8, which no network without negative weights does, from 18 neurons on", () => {
    const at = (width: number) =>
      firstOneCriterion({ inputs: 2, width, layers: 2, drop: 0.5, outputBias: 0.2, outputFactor: 0.8 });
    expect(at(16)).toBeGreaterThan(1 / 8);
    expect(at(18)).toBeLessThan(1 / 8);
    expectNear(firstOneCriterion({ inputs: 2, width: 2 ** 20, layers: 2, drop: 0.5, outputBias: 0.2 }), 0.115, 1e-6);
  });

  test("with two inputs is below 1/8 where no network with weights from 0 on is, whatever its biases", () => {
    const biases = arbitraryNetwork({ activation: fc.constant("relu" as const), biases: fc.constant(true) });
    const networks = biases
      .filter(({ widths }) => widths[0] === 2)
      .map((network) => ({ ...network, weights: network.weights.map((layer) => layer.map(Math.abs)) }));
    fc.assert(
      fc.property(networks, (network) => {
        const { criterion } = dropoutCriterion(network, halfAtOrigin([1, 1], 1), { drop: 0.5, method: "enumeration" });
        expect(criterion).toBeGreaterThanOrEqual(1 / 8 - 1e-12);
      }),
      { numRuns: 300 },
    );
    // One that reaches it puts out 1/4 with no input left, 3/4 with one and 5/4 with both.
    const network = {
      widths: [2, 1],
      activation: "relu" as const,
      weights: [Float64Array.of(1 / 4, 1 / 4)],
      biases: [Float64Array.of(1 / 4)],
    };
    expectNear(dropoutCriterion(network, halfAtOrigin([1, 1], 1), { drop: 0.5 }).criterion, 1 / 8);
  });

  test.each([
    [2, 4, 3, 0.3],
    [3, 3, 4, 0.6],
    [2, 2, 6, 0.1],
    [4, 12, 2, 0.25],
  ])("has the closed form's criterion: K = %d, n = %d, d = %d, drop %d", (inputs, width, layers, drop) => {
    for (const variant of [{}, { outputBias: 0.1, outputFactor: 1.5 }]) {
      const options = { inputs, width, layers, drop, ...variant };
      expectNear(enumerated(options), firstOneCriterion(options));
    }
  });

  test("begins with a gadget whose sum is 1 for every input of zeros and ones but (0...0)", () => {
    for (let inputs = 1; inputs <= 7; inputs++) {
      const gadget = firstOneGadget(inputs);
      for (let pattern = 0; pattern < 2 ** inputs; pattern++) {
        const fired = Array.from({ length: inputs }, (_, i) => {
          let sum = 0;
          for (let j = 0; j < inputs; j++) sum += (gadget[i * inputs + j] ?? 0) * ((pattern >> j) & 1);
          return Math.max(0, sum);
        });
        expect(fired.reduce((sum, value) => sum + value, 0)).toBe(pattern === 0 ? 0 : 1);
      }
    }
  });
});

describe("the network of equal weights", () => {
  test.each([
    [2, 9, 5],
    [3, 61, 9],
    [5, 2101, 17],
  ])("with K = n = 4, d = %d and y = 2^d has criterion %d and %d as sum of squares", (layers, criterion, squares) => {
    const shape = { inputs: 4, width: 4, layers };
    const target = 2 ** layers;
    const network = constantNetwork(shape, target);
    expect(network.weights.every((layer) => layer.every((weight) => Math.abs(weight - 0.5) < 1e-15))).toBe(true);
    for (const method of ["moments", "enumeration"] as const) {
      const answer = dropoutCriterion(network, onlyAt(ones(4), target), { drop: 0.5, method });
      expectNear(answer.criterion, criterion);
      expectNear(answer.risk, 0);
    }
    expectNear(constantPenalty(shape, target, { drop: 0.5 }), criterion);
    expectNear(weightDecayCriterion(network, onlyAt(ones(4), target), 2).criterion, squares);
  });

  test.each([0.1, 0.5, 0.8])(
    "has the penalty y^2 ((1 + v/K) (1 + v/n)^(d-1) - 1) at drop %d, and at least y^2 v / K",
    (drop) => {
      for (const [inputs, width, layers, target] of [
        [3, 5, 3, 1.7],
        [2, 3, 5, 4],
        [6, 1, 1, 0.5],
        [5, 2, 4, 0],
      ] as const) {
        const penalty = constantPenalty({ inputs, width, layers }, target, { drop });
        const v = drop / (1 - drop);
        expectNear(penalty, target ** 2 * ((1 + v / inputs) * (1 + v / width) ** (layers - 1) - 1));
        expect(penalty).toBeGreaterThanOrEqual((target ** 2 * v) / inputs);
        const network = constantNetwork({ inputs, width, layers }, target);
        const answer = dropoutCriterion(network, onlyAt(ones(inputs), target), { drop, method: "enumeration" });
        expectNear(answer.penalty, penalty);
      }
    },
  );
});
