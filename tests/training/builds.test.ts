import { afterEach, expect, test, vi } from "vitest";

const source = "../../sdk/engine/training/source.ts";

afterEach(() => {
  vi.doUnmock("../../sdk/engine/training/source.ts");
  vi.resetModules();
});

/** Reports of steps near either end of the doubles, and of divergence of every kind. */
async function answers() {
  const { layered } = await import("percolation");
  const { createTrainer } = await import("percolation/training");
  const huge = { inputs: [[1e10, 0]], targets: [[1e150, 1]] };
  const flat = { inputs: [[0, 0]], targets: [[1e10, 1]] };
  const wide = { inputs: [[1e200, 0]], targets: [[0, 0]] };
  return [
    createTrainer(layered([2, 2]), huge, { optimiser: "adam" }).advance(3),
    createTrainer(layered([2, 2]), flat, { learningRate: 1e308 }).advance(3),
    createTrainer(layered([2, 2]), flat, { learningRate: 1e308, optimiser: "momentum" }).advance(3),
    createTrainer(layered([2, 9, 2]), wide, { activation: "tanh", biases: false, learningRate: 1e-300 }).advance(9),
  ];
}

test.each(["scalar", "js"] as const)("the %s build gives the bits of the SIMD build", async (build) => {
  const expected = await answers();
  expect(expected.map(({ divergedAt }) => divergedAt)).toEqual([0, 0, 0, undefined]);
  vi.resetModules();
  const { startTraining } = await import(source.replace("source.ts", `source.${build}.ts`));
  const start = vi.fn(startTraining);
  vi.doMock("../../sdk/engine/training/source.ts", () => ({ startTraining: start }));
  expect(await answers()).toEqual(expected);
  expect(start).toHaveBeenCalled();
});
