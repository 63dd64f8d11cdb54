import { layered } from "percolation";
import { afterEach, expect, test, vi } from "vitest";
import { numbers } from "./problems.ts";

const SOURCE = "../../../sdk/engine/training/source.ts";

afterEach(() => {
  vi.doUnmock(SOURCE);
  vi.resetModules();
});

/** Everything that kernels of a build say of networks with all activations. */
async function answers(load: () => Promise<object>): Promise<unknown> {
  vi.resetModules();
  vi.doMock(SOURCE, load);
  const sme = await import("percolation/training");
  const values = numbers(200, 4);
  const data = {
    inputs: Array.from({ length: 6 }, (_, row) => values.slice(11 * row, 11 * row + 11)),
    targets: values.slice(66, 72).map((value) => [value]),
  };
  const start = values.slice(80, 80 + 5 * 12);
  return (["linear", "relu", "tanh", "sigmoid"] as const).map((activation) => {
    const problem = { network: layered([11, 5, 1], { dropSites: 0.3 }), data, activation };
    const course = { learningRate: 0.1, paths: 3, seed: 9 };
    return [
      sme.modifiedLoss(problem, start),
      sme.gradientPenalty(problem, start, { learningRate: 0.1 }),
      sme.gradientMoments(problem, start),
      sme.hessians(problem, start),
      sme.dropoutDescent(problem, start, { ...course, steps: 200, every: 50 }),
      sme.integrateSme(problem, start, { ...course, order: 2, time: 1, every: 20 }),
      sme.gradientData(problem, start, { count: 140 }),
      sme.intervalFlatness(problem, start, start),
    ];
  });
}

test("the builds without SIMD and without WebAssembly give the same bits", async () => {
  const simd = await answers(() => vi.importActual(SOURCE));
  const builds = [
    ["scalar", () => vi.importActual<object>("../../../sdk/engine/training/source.scalar.ts")],
    ["js", () => vi.importActual<object>("../../../sdk/engine/training/source.js.ts")],
  ] as const;
  for (const [name, load] of builds) {
    const loaded = vi.fn(load);
    expect(await answers(loaded), name).toEqual(simd);
    expect(loaded).toHaveBeenCalledOnce();
  }
});
