import fc from "fast-check";
import { dropoutCriterion, rescaleInputs, rescaleLayers } from "percolation/training";
import { describe, expect, test } from "vitest";
import { arbitraryData, arbitraryDrop, arbitraryNetwork } from "./arbitrary.ts";
import { allMasks, outputUnder } from "./plain-masks.ts";

const positive = fc.constantFrom<number[]>(0.3, 0.5, 1, 1.7, 4);
const factor = fc.tuple(positive, fc.constantFrom(1, -1)).map(([size, sign]) => size * sign);
const relu = fc.constant("relu" as const);

const setting = arbitraryNetwork({ activation: relu, maxLayers: 3 }).chain((network) => {
  const inputs = network.widths[0] ?? 0;
  const layers = network.weights.length;
  return fc.record({
    network: fc.constant(network),
    data: arbitraryData(inputs),
    drop: arbitraryDrop,
    ofInputs: fc.array(factor, { minLength: inputs, maxLength: inputs }),
    ofLayers: fc.array(positive, { minLength: layers, maxLength: layers }),
  });
});

function expectEqual(one: number, other: number): void {
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(one)) * 10);
}

describe("rescaling", () => {
  test("inputs one by one changes no output under any mask, nor criterion, risk and penalty (Theorem 4)", () => {
    fc.assert(
      fc.property(setting, ({ network, data, drop, ofInputs }) => {
        const rescaled = rescaleInputs(network, ofInputs);
        const moved = data.map((example) => ({
          ...example,
          input: example.input.map((value, i) => value * (ofInputs[i] ?? 1)),
        }));
        const keeps = network.weights.map(() => 1 - drop);
        for (const { kept } of allMasks(network.widths, keeps)) {
          data.forEach(({ input }, index) => {
            const after = outputUnder(rescaled, moved[index]?.input ?? [], kept, keeps);
            expectEqual(outputUnder(network, input, kept, keeps), after);
          });
        }
        const [before, after] = [
          dropoutCriterion(network, data, { drop }),
          dropoutCriterion(rescaled, moved, { drop }),
        ];
        for (const key of ["criterion", "risk"] as const) expectEqual(before[key], after[key]);
        expect(Math.abs(before.penalty - after.penalty)).toBeLessThanOrEqual(
          1e-11 * (1 + before.criterion + before.risk),
        );
      }),
    );
  });

  test("layers by factors whose product is 1 changes neither (Theorem 5)", () => {
    fc.assert(
      fc.property(setting, ({ network, data, drop, ofLayers }) => {
        const product = ofLayers.slice(0, -1).reduce((all, each) => all * each, 1);
        const rescaled = rescaleLayers(network, [...ofLayers.slice(0, -1), 1 / product]);
        const keeps = network.weights.map(() => 1 - drop);
        for (const { kept } of allMasks(network.widths, keeps)) {
          for (const { input } of data) {
            expectEqual(outputUnder(network, input, kept, keeps), outputUnder(rescaled, input, kept, keeps));
          }
        }
        const [before, after] = [dropoutCriterion(network, data, { drop }), dropoutCriterion(rescaled, data, { drop })];
        for (const key of ["criterion", "risk"] as const) expectEqual(before[key], after[key]);
        expect(Math.abs(before.penalty - after.penalty)).toBeLessThanOrEqual(
          1e-11 * (1 + before.criterion + before.risk),
        );
      }),
    );
  });

  test("layers and labels by c takes the criterion times c^2, so that aversion scales so too (Theorems 5 and 6)", () => {
    fc.assert(
      fc.property(setting, ({ network, data, drop, ofLayers }) => {
        const product = ofLayers.reduce((all, each) => all * each, 1);
        const rescaled = rescaleLayers(network, ofLayers);
        const moved = data.map((example) => ({ ...example, target: product * example.target }));
        const [before, after] = [
          dropoutCriterion(network, data, { drop }),
          dropoutCriterion(rescaled, moved, { drop }),
        ];
        for (const key of ["criterion", "risk"] as const) expectEqual(before[key], after[key] / product ** 2);
      }),
    );
  });

  test("is not centring: that changes the penalty", () => {
    const network = {
      widths: [1, 1],
      activation: "relu" as const,
      weights: [Float64Array.of(1)],
      biases: [Float64Array.of(0)],
    };
    const centred = { ...network, biases: [Float64Array.of(3)] };
    const at = (input: number, each: typeof network) =>
      dropoutCriterion(each, [{ input: [input], target: 3 }], { drop: 0.5 }).penalty;
    expect([at(3, network), at(0, centred)]).toEqual([9, 0]);
  });
});
