import fc from "fast-check";
import {
  dropoutCriterion,
  dropoutCriterionAsync,
  onlyAt,
  type WeightedExample,
  type WeightedNetwork,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { enumerateMasks, sampleExcess, spreadVariance } from "../../../sdk/engine/training/penalty/criterion.ts";
import { checkOptions, trainingOf } from "../../../sdk/training/options.ts";
import { removalOf } from "../../../sdk/training/penalty/criterion.ts";
import { checkExamples } from "../../../sdk/training/penalty/examples.ts";
import { expectEnd, expectRefusals, expectTimers, hearAll, type Watched } from "../watched.ts";

const numbers = (count: number, from: number) =>
  Float64Array.from({ length: count }, (_, at) => (((at * 37 + from * 11) % 23) - 11) / 23);

function networkOf(widths: readonly number[], activation: "relu" | "linear" = "relu"): WeightedNetwork {
  const behind = widths.slice(1);
  return {
    widths,
    activation,
    weights: behind.map((width, index) => numbers(width * (widths[index] ?? 0), index)),
    biases: behind.map((width, index) => numbers(width, 5 + index)),
  };
}

function examplesOf(count: number, width: number): WeightedExample[] {
  return Array.from({ length: count }, (_, index) => ({
    input: numbers(width, index),
    target: (index % 3) / 3,
    weight: 1 + (index % 2),
  }));
}

/** Work by each method, of several pieces, and what it counts. */
const works = [
  ["enumeration", networkOf([6, 14, 1]), examplesOf(9, 6), 9],
  ["moments", networkOf([120, 200, 1], "linear"), examplesOf(40, 120), 40],
  ["monte-carlo", networkOf([9, 30, 5, 1]), examplesOf(3, 9), 100_001],
] as const;

describe.each(works)("the criterion by %s with pauses", (method, network, data, total) => {
  const options = { drop: 0.3, method, trials: 100_001, seed: 4 } as const;
  const work: Watched<unknown> = (control) => dropoutCriterionAsync(network, data, options, control);

  test("has the bits of that without", async () => {
    expect(await hearAll(work, total)).toEqual(dropoutCriterion(network, data, options));
  });

  test("can be ended", () => expectEnd(work));

  test("refuses controls that are none", () => expectRefusals(work));
});

test("timers go on while trials are drawn", () =>
  expectTimers(() => dropoutCriterionAsync(networkOf([30, 20, 1]), examplesOf(2, 30), { drop: 0.5, trials: 300_000 })));

test("what cannot be answered is refused by the promise, as it is thrown without pauses", async () => {
  const network = networkOf([2, 2, 1]);
  const data = onlyAt([1, 1], 1);
  const bad = [
    [network, data, { drop: 2 }],
    [network, [], { drop: 0.5 }],
    [{ ...network, widths: [2, 2] }, data, { drop: 0.5 }],
    [networkOf([25, 1]), onlyAt(numbers(25, 1), 1), { drop: 0.5, method: "enumeration" }],
    [network, data, { drop: 0.5, method: "moments" }],
    [
      {
        ...network,
        weights: [
          [1e200, 0, 0, 0],
          [1e200, 0],
        ].map((row) => Float64Array.from(row)),
      },
      data,
      { drop: 0.5 },
    ],
  ] as const;
  for (const input of bad) {
    const given = input as unknown as Parameters<typeof dropoutCriterion>;
    let thrown: unknown;
    try {
      dropoutCriterion(...given);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    await expect(dropoutCriterionAsync(...given)).rejects.toEqual(thrown);
  }
});

describe("pieces", () => {
  const network = networkOf([3, 4, 1]);
  const samples = checkExamples(examplesOf(7, 3), 3);
  const removal = removalOf(network.widths, Array(2).fill({ keep: 0.7, drop: 0.3 }));
  const training = trainingOf(removal, checkOptions({ activation: "relu", seed: "3" }), samples.count);
  const none = { criterion: 0, risk: 0, penalty: 0 };

  test("of examples may be any", () => {
    for (const add of [enumerateMasks, spreadVariance]) {
      const whole = add(training, network, samples, { first: 0, count: 7 }, none);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), (one, other) => {
          const [first, second] = [Math.min(one, other), Math.max(one, other)];
          let means = add(training, network, samples, { first: 0, count: first }, none);
          means = add(training, network, samples, { first, count: second - first }, means);
          means = add(training, network, samples, { first: second, count: 7 - second }, means);
          expect(means).toEqual(whole);
        }),
      );
    }
  });

  const before = { risk: 0, mean: 0, deviations: 0 };
  const excessOf = (first: number, count: number, moments = before) =>
    sampleExcess(training, network, samples, { first, count }, moments);

  test("of trials may be any", () => {
    const whole = excessOf(0, 1000);
    for (const at of [1, 100, 128, 640, 999]) expect(excessOf(at, 1000 - at, excessOf(0, at))).toEqual(whole);
  });

  test("of trials give the mean and the deviations of all", () => {
    const each = Array.from({ length: 1000 }, (_, trial) => excessOf(trial, 1).mean * (trial + 1));
    const { mean, deviations } = excessOf(0, 1000);
    const plain = each.reduce((sum, excess) => sum + excess, 0) / 1000;
    const squares = each.reduce((sum, excess) => sum + (excess - plain) ** 2, 0);
    expect(Math.abs(mean / plain - 1)).toBeLessThan(1e-12);
    expect(Math.abs(deviations / squares - 1)).toBeLessThan(1e-12);
  });
});
