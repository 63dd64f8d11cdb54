import fc from "fast-check";
import {
  type CriterionOptions,
  differenceNetwork,
  dropoutCriterion,
  onlyAt,
  type WeightedNetwork,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { arbitraryData, arbitraryDrop, arbitraryNetwork, expectNear } from "./arbitrary.ts";

const withData = (network: fc.Arbitrary<WeightedNetwork>, low?: number) =>
  network.chain((each) => fc.tuple(fc.constant(each), arbitraryData(each.widths[0] ?? 0, low), arbitraryDrop));

describe("moments", () => {
  test("give what enumeration gives for linear networks, biases and all, whose penalty is a variance", () => {
    fc.assert(
      fc.property(
        withData(arbitraryNetwork({ activation: fc.constant("linear" as const) })),
        ([network, data, drop]) => {
          const spread = dropoutCriterion(network, data, { drop, method: "moments" });
          const counted = dropoutCriterion(network, data, { drop, method: "enumeration" });
          expect(spread.penalty).toBeGreaterThanOrEqual(0);
          for (const key of ["criterion", "risk", "penalty"] as const) {
            expect(Math.abs(spread[key] - counted[key])).toBeLessThanOrEqual(
              1e-12 * (1 + counted.criterion + counted.risk),
            );
          }
        },
      ),
    );
  });

  test("give what enumeration gives for ReLU networks without negative numbers", () => {
    const network = arbitraryNetwork({ activation: fc.constant("relu" as const), low: 0 });
    fc.assert(
      fc.property(withData(network, 0), ([each, data, drop]) => {
        const spread = dropoutCriterion(each, data, { drop });
        const counted = dropoutCriterion(each, data, { drop, method: "enumeration" });
        expect(spread.method).toBe("moments");
        for (const key of ["criterion", "risk", "penalty"] as const) {
          expect(Math.abs(spread[key] - counted[key])).toBeLessThanOrEqual(
            1e-12 * (1 + counted.criterion + counted.risk),
          );
        }
      }),
    );
  });

  test("hold with negative weights and biases of the output, which is linear", () => {
    const network = arbitraryNetwork({ activation: fc.constant("relu" as const), low: 0 }).map((each) => ({
      ...each,
      weights: each.weights.map((layer, index) =>
        index === each.weights.length - 1 ? layer.map((weight, at) => (at % 2 ? weight : -weight)) : layer,
      ),
      biases: each.biases.map((layer, index) =>
        index === each.biases.length - 1 ? layer.map((bias) => -bias) : layer,
      ),
    }));
    fc.assert(
      fc.property(withData(network, 0), ([each, data, drop]) => {
        const spread = dropoutCriterion(each, data, { drop, method: "moments" });
        const counted = dropoutCriterion(each, data, { drop, method: "enumeration" });
        expect(Math.abs(spread.penalty - counted.penalty)).toBeLessThanOrEqual(
          1e-12 * (1 + counted.criterion + counted.risk),
        );
      }),
    );
  });

  test("of one layer are v times the sum of squared weights times squared inputs", () => {
    const network = {
      widths: [3, 1],
      activation: "linear" as const,
      weights: [Float64Array.of(1, -2, 0.5)],
      biases: [],
    };
    const { penalty } = dropoutCriterion(network, onlyAt([3, 1, -4], 7), { drop: 0.2, method: "moments" });
    expectNear(penalty, 0.25 * (9 + 4 + 4));
  });

  test("do for layers that no enumeration can go through", () => {
    const width = 100;
    const widths = [width, width, 1];
    const weights = [new Float64Array(width * width).fill(1 / width), new Float64Array(width).fill(1 / width)];
    const network: WeightedNetwork = { widths, activation: "relu", weights, biases: [] };
    const { penalty, method } = dropoutCriterion(network, onlyAt(new Float64Array(width).fill(1), 1), { drop: 0.5 });
    expect(method).toBe("moments");
    expectNear(penalty / ((1 + 1 / width) ** 2 - 1), 1);
  });
});

describe("the method", () => {
  const wide = (width: number): WeightedNetwork => ({
    widths: [width, 1, 1],
    activation: "relu",
    weights: [new Float64Array(width).fill(-1), Float64Array.of(1)],
    biases: [],
  });
  const at = (width: number) => onlyAt(new Float64Array(width).fill(-1), 1);

  test("that auto takes is moments, else enumeration up to 24 neurons, else trials", () => {
    expect(dropoutCriterion(wide(3), onlyAt([1, 1, 1], 0), { drop: 0.5 }).method).toBe("enumeration");
    const linear = { ...wide(30), activation: "linear" as const };
    expect(dropoutCriterion(linear, at(30), { drop: 0.5 }).method).toBe("moments");
    expect(dropoutCriterion(wide(23), at(23), { drop: 0.5 }).method).toBe("enumeration");
    expect(dropoutCriterion(wide(24), at(24), { drop: 0.5, trials: 100 }).method).toBe("monte-carlo");
  });

  test("that auto takes is trials where all masks would take hours, however few neurons can be removed", () => {
    const width = 500;
    const broad: WeightedNetwork = {
      widths: [24, width, width, 1],
      activation: "relu",
      weights: [24 * width, width * width, width].map((count) => new Float64Array(count).fill(-1)),
      biases: [],
    };
    expect(dropoutCriterion(broad, at(24), { drop: [0.5, 0, 0], trials: 10 }).method).toBe("monte-carlo");
  });

  test("counts only neurons whose rate is not 0", () => {
    expect(dropoutCriterion(wide(24), at(24), { drop: [0.5, 0] }).method).toBe("enumeration");
    expect(dropoutCriterion(wide(40), at(40), { drop: 0 }).penalty).toBe(0);
  });

  test("does not matter for what drop and keep mean", () => {
    const data = onlyAt([1, -1], 2);
    const given: CriterionOptions[] = [{ drop: 0.75 }, { keep: 0.25 }, { drop: [0.75, 0.75] }, { keep: [0.25, 0.25] }];
    const penalties = given.map((rates) => dropoutCriterion(differenceNetwork(), data, rates).penalty);
    expect(new Set(penalties).size).toBe(1);
  });

  test("does not change the answer when it is asked again", () => {
    const options = { drop: 0.3, method: "monte-carlo", trials: 1000, seed: 3 } as const;
    const one = dropoutCriterion(differenceNetwork(), onlyAt([1, -1], 2), options);
    dropoutCriterion(wide(5), at(5), { ...options, seed: 4 });
    expect(dropoutCriterion(differenceNetwork(), onlyAt([1, -1], 2), options)).toEqual(one);
  });
});

test("a negative penalty needs a negative number somewhere, and one is not enough", () => {
  const network = arbitraryNetwork({ activation: fc.constant("relu" as const), low: 0 });
  fc.assert(
    fc.property(withData(network, 0), ([each, data, drop]) => {
      const { penalty, criterion } = dropoutCriterion(each, data, { drop, method: "enumeration" });
      expect(penalty).toBeGreaterThanOrEqual(-1e-12 * (1 + criterion));
    }),
  );
});

test("the penalty of an example is a line in its label", () => {
  fc.assert(
    fc.property(withData(arbitraryNetwork({ activation: fc.constant("relu" as const) })), ([network, data, drop]) => {
      const input = data[0]?.input ?? [];
      const [p0 = 0, p1 = 0, p2 = 0] = [0, 1, 2].map(
        (y) => dropoutCriterion(network, onlyAt(input, y), { drop }).penalty,
      );
      expect(Math.abs(p0 + p2 - 2 * p1)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(p0) + Math.abs(p2)));
    }),
  );
});
