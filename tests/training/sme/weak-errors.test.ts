import { layered } from "percolation";
import { type DropoutProblem, type WeakErrorOptions, weakErrors, weakErrorsAsync } from "percolation/training";
import { describe, expect, test } from "vitest";
import { expectEnd, expectRefusals, expectTimers, hearAll, type Watched } from "../watched.ts";
import { numbers } from "./problems.ts";

function problemOf(trained: "all" | "outputs"): DropoutProblem {
  const inputs = Array.from({ length: 8 }, (_, row) => numbers(2, row));
  const targets = numbers(8, 7).map((value) => [value]);
  return { network: layered([2, 6, 1], { dropSites: 0.3 }), data: { inputs, targets }, activation: "tanh", trained };
}

const start = numbers(18, 3);
const sampled: WeakErrorOptions = { learningRates: [1 / 8, 1 / 32], substeps: 3, paths: 100, seed: 2 };
const exact: WeakErrorOptions = { learningRates: [2 ** -20, 2 ** -22] };

describe.each([
  ["of sampled means", "all", sampled, 100 * (8 * 7 + 32 * 7)],
  ["of exact means", "outputs", exact, 6 * (2 ** 20 + 2 ** 22)],
] as const)("weak errors %s, with pauses", (_, trained, options, total) => {
  const problem = problemOf(trained);
  const work: Watched<unknown> = (control) => weakErrorsAsync(problem, start, options, control);

  test("have the bits of those without", async () => {
    expect(await hearAll(work, total)).toEqual(weakErrors(problem, start, options));
  });

  test("can be ended", () => expectEnd(work));

  test("refuse controls that are none", () => expectRefusals(work));

  test("let timers go on", () => expectTimers(work));
});

test("what cannot be answered is refused by the promise, as it is thrown without pauses", async () => {
  const bad: [DropoutProblem, ArrayLike<number>, WeakErrorOptions][] = [
    [problemOf("all"), start, { learningRates: [] }],
    [problemOf("all"), start, { learningRates: [1, 3] }],
    [problemOf("all"), start, { learningRates: [1], paths: 1 }],
    [problemOf("all"), start, { learningRates: [1e-9] }],
    [problemOf("all"), [1], { learningRates: [1] }],
    [{ ...problemOf("all"), activation: "linear" }, start, { learningRates: [20], time: 4000, paths: 2 }],
    [problemOf("outputs"), start, { learningRates: [1000], time: 1e6 }],
  ];
  for (const given of bad) {
    let thrown: unknown;
    try {
      weakErrors(...given);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    await expect(weakErrorsAsync(...given)).rejects.toEqual(thrown);
  }
});
