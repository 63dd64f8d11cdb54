import fc from "fast-check";
import { layered, sampleMasks } from "percolation";
import { dropoutCriterion, type WeightedNetwork } from "percolation/training";
import { describe, expect, test } from "vitest";
import { arbitraryData, arbitraryDrop, arbitraryNetwork, expectNear } from "./arbitrary.ts";
import { outputOf, outputUnder, plainCriterion } from "./plain-masks.ts";

const eitherActivation = fc.constantFrom("relu", "linear" as const);

/** Numbers in -1..1, the same in every run. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function randomNetwork(widths: readonly number[], activation: WeightedNetwork["activation"]): WeightedNetwork {
  return {
    widths,
    activation,
    weights: widths.slice(1).map((width, index) => numbers(width * (widths[index] ?? 0), index)),
    biases: widths.slice(1).map((width, index) => numbers(width, 100 + index)),
  };
}

describe("enumeration", () => {
  test("gives what the definition gives, mask by mask, with a rate for each layer", () => {
    fc.assert(
      fc.property(
        arbitraryNetwork({ activation: eitherActivation }).chain((network) =>
          fc.tuple(
            fc.constant(network),
            arbitraryData(network.widths[0] ?? 0),
            fc.array(fc.constantFrom(0, 0.5, 0.3, 0.875), {
              minLength: network.widths.length - 1,
              maxLength: network.widths.length - 1,
            }),
          ),
        ),
        ([network, data, drop]) => {
          const answer = dropoutCriterion(network, data, { drop, method: "enumeration" });
          const keeps = drop.map((rate) => 1 - rate);
          const total = data.reduce((sum, { weight }) => sum + weight, 0);
          const risk = data.reduce(
            (sum, { input, target, weight }) => sum + (weight / total) * (outputOf(network, input) - target) ** 2,
            0,
          );
          const criterion = plainCriterion(network, data, keeps);
          expectNear(answer.criterion, criterion, 1e-11);
          expectNear(answer.risk, risk);
          expect(Math.abs(answer.penalty - (criterion - risk))).toBeLessThanOrEqual(1e-11 * (1 + criterion + risk));
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([[[4, 20, 1]], [[12, 12, 1]], [[20, 4, 1]], [[7, 5, 6, 6, 1]], [[24, 1]]])(
    "of the 2^24 masks of %j, linear, agrees with the moments to 12 digits",
    (widths) => {
      const network = randomNetwork(widths, "linear");
      const data = [{ input: numbers(widths[0] ?? 0, 9), target: 0.25 }];
      const counted = dropoutCriterion(network, data, { drop: 0.3, method: "enumeration" });
      const spread = dropoutCriterion(network, data, { drop: 0.3, method: "moments" });
      for (const key of ["criterion", "risk", "penalty"] as const) expectNear(counted[key] / spread[key], 1);
    },
  );

  test("adds the probabilities of all 2^24 masks to 1", () => {
    const widths = [12, 12, 1];
    const network = {
      widths,
      activation: "relu" as const,
      weights: [numbers(144, 1), new Float64Array(12)],
      biases: [],
    };
    const answer = dropoutCriterion(network, [{ input: numbers(12, 2), target: 1 }], {
      drop: 0.37,
      method: "enumeration",
    });
    expectNear(answer.criterion, 1);
    expect(answer.penalty).toBe(0);
  });

  test("keeps a penalty that is far smaller than the risk", () => {
    const network = { widths: [1, 1], activation: "relu" as const, weights: [Float64Array.of(1e-9)], biases: [] };
    const { penalty } = dropoutCriterion(network, [{ input: [1], target: 1 }], { drop: 0.5, method: "enumeration" });
    expectNear(penalty / 1e-18, 1);
  });
});

describe("trials", () => {
  test("have the masks of sampleMasks", () => {
    fc.assert(
      fc.property(
        arbitraryNetwork({ activation: eitherActivation, maxWidth: 5 }).chain((network) =>
          fc.tuple(fc.constant(network), arbitraryData(network.widths[0] ?? 0), arbitraryDrop, fc.nat()),
        ),
        ([network, data, drop, seed]) => {
          const trials = 150;
          const layers = network.widths.length - 1;
          const removal = layered(network.widths, {
            dropInputs: drop,
            dropSites: Array<number>(layers - 1).fill(drop),
          });
          const total = data.reduce((sum, { weight }) => sum + weight, 0);
          const excesses = Array.from({ length: trials }, (_, trial) => {
            const { inputs, sites } = sampleMasks(removal, { seed, trial });
            return data.reduce((sum, { input, target, weight }) => {
              const output = outputUnder(network, input, [inputs, ...sites], Array<number>(layers).fill(1 - drop));
              return sum + (weight / total) * ((output - target) ** 2 - (outputOf(network, input) - target) ** 2);
            }, 0);
          });
          const mean = excesses.reduce((sum, excess) => sum + excess, 0) / trials;
          const squares = excesses.reduce((sum, excess) => sum + (excess - mean) ** 2, 0);
          const answer = dropoutCriterion(network, data, { drop, method: "monte-carlo", trials, seed });
          const size = 1 + Math.max(...excesses.map(Math.abs));
          expect(Math.abs(answer.penalty - mean)).toBeLessThanOrEqual(1e-11 * size);
          expect(
            Math.abs((answer.standardError ?? Number.NaN) - Math.sqrt(squares / (trials - 1) / trials)),
          ).toBeLessThanOrEqual(1e-11 * size);
          expect([answer.trials, answer.seed]).toEqual([trials, `${seed}`]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each([
    ["relu", [5, 5, 1]],
    ["relu", [3, 4, 4, 1]],
    ["linear", [6, 3, 2, 1]],
    ["relu", [10, 1]],
  ] as const)("of %s networks %j come within 4 standard errors of enumeration", (activation, widths) => {
    const network = randomNetwork(widths, activation);
    const data = [1, 2, 3].map((seed) => ({ input: numbers(widths[0], seed), target: seed / 2, weight: seed }));
    const { penalty } = dropoutCriterion(network, data, { drop: 0.4, method: "enumeration" });
    const sampled = dropoutCriterion(network, data, { drop: 0.4, method: "monte-carlo", trials: 40_000, seed: 5 });
    expect(sampled.standardError).toBeGreaterThan(0);
    expect(Math.abs(sampled.penalty - penalty)).toBeLessThan(4 * (sampled.standardError ?? 0));
    const { low, high } = sampled.interval ?? { low: 0, high: 0 };
    expectNear((low + high) / 2, sampled.penalty);
    expectNear((high - low) / 2 / (sampled.standardError ?? 0), 1.959963984540054);
  });
});
