import type { WeightedNetwork } from "percolation/training";
import { afterEach, expect, test, vi } from "vitest";

const source = "../../../sdk/engine/training/source.ts";

afterEach(() => {
  vi.doUnmock("../../../sdk/engine/training/source.ts");
  vi.resetModules();
});

/** Answers by each method, and an experiment. */
async function answers() {
  const { compareRegularisers, dropoutCriterion } = await import("percolation/training");
  const widths = [5, 9, 3, 1];
  const numbers = (count: number, layer: number) =>
    Float64Array.from({ length: count }, (_, at) => (((at * 37 + layer * 11) % 23) - 11) / 7);
  const network: WeightedNetwork = {
    widths,
    activation: "relu",
    weights: widths.slice(1).map((width, index) => numbers(width * (widths[index] ?? 0), index)),
    biases: widths.slice(1).map((width, index) => numbers(width, 5 + index)),
  };
  const data = [1, 2].map((layer) => ({ input: numbers(5, layer), target: layer / 3 }));
  const linear = { ...network, activation: "linear" as const };
  return {
    enumeration: dropoutCriterion(network, data, { drop: 0.3, method: "enumeration" }),
    moments: dropoutCriterion(linear, data, { drop: 0.3, method: "moments" }),
    sampled: dropoutCriterion(network, data, { drop: 0.3, method: "monte-carlo", trials: 1000 }),
    experiment: compareRegularisers({ runs: 1, iterations: 500, scales: [1] }).series,
  };
}

test.each(["scalar", "js"] as const)("the %s build gives the bits of the SIMD build", async (build) => {
  const expected = await answers();
  vi.resetModules();
  const { startTraining } = await import(source.replace("source.ts", `source.${build}.ts`));
  const start = vi.fn(startTraining);
  vi.doMock("../../../sdk/engine/training/source.ts", () => ({ startTraining: start }));
  expect(await answers()).toEqual(expected);
  expect(start).toHaveBeenCalled();
});
