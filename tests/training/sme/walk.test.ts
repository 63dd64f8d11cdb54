import fc from "fast-check";
import { layered } from "percolation";
import {
  type DescentOptions,
  type DropoutProblem,
  dropoutDescent,
  dropoutDescentAsync,
  integrateSme,
  integrateSmeAsync,
  type SmeOptions,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { type Course, type Gait, maskedGait, modifiedGait } from "../../../sdk/engine/training/sme/paths.ts";
import { type Walked, Walker } from "../../../sdk/engine/training/sme/walker.ts";
import { checkProblem, checkStart } from "../../../sdk/training/sme/problem.ts";
import { expectEnd, expectRefusals, expectTimers, hearAll, type Watched } from "../watched.ts";
import { numbers } from "./problems.ts";

function problemOf(dropSites: number): DropoutProblem {
  const inputs = Array.from({ length: 20 }, (_, row) => numbers(2, row));
  const targets = numbers(20, 7).map((value) => [value]);
  return { network: layered([2, 10, 1], { dropSites }), data: { inputs, targets }, activation: "tanh" };
}

const start = numbers(30, 3);

interface Work {
  readonly plain: () => unknown;
  readonly watched: Watched<unknown>;
  readonly total: number;
}

function descend(options: DescentOptions): Work {
  const problem = problemOf(0.3);
  return {
    plain: () => dropoutDescent(problem, start, options),
    watched: (control) => dropoutDescentAsync(problem, start, options, control),
    total: options.steps * (options.paths ?? 1),
  };
}

function integrate(dropSites: number, steps: number, options: Partial<SmeOptions>): Work {
  const problem = problemOf(dropSites);
  const given = { order: 2, learningRate: 0.05, step: 1 / 64, time: steps / 64, seed: 6, ...options } as const;
  return {
    plain: () => integrateSme(problem, start, given),
    watched: (control) => integrateSmeAsync(problem, start, given, control),
    total: steps * (options.paths ?? 1),
  };
}

describe.each<[string, Work]>([
  ["a descent, within paths", descend({ learningRate: 0.05, steps: 20_000, every: 7000, paths: 2, seed: 6 })],
  ["a descent, behind paths", descend({ learningRate: 0.05, steps: 150, every: 40, paths: 150, seed: 6 })],
  ["a descent whose paths diverge", descend({ learningRate: 100, steps: 20_000, every: 200, paths: 3 })],
  ["an equation, behind paths", integrate(0.3, 250, { every: 100, paths: 9 })],
  ["an equation, within paths", integrate(0.3, 2000, { every: 300, paths: 2 })],
  ["an equation without noise, within paths", integrate(0, 20_000, { scheme: "taylor", every: 9 })],
])("%s, with pauses", (_, { plain, watched, total }) => {
  test("has the bits of the same without", async () => {
    expect(await hearAll(watched, total)).toEqual(plain());
  });

  test("can be ended", () => expectEnd(watched));

  test("refuses controls that are none", () => expectRefusals(watched));
});

test("paths of rate 100 do diverge", () => {
  const { divergedAt } = dropoutDescent(problemOf(0.3), start, { learningRate: 100, steps: 20_000, paths: 3 });
  for (const step of divergedAt) expect(step).toBeGreaterThan(10);
});

test("timers go on while a path is walked", () =>
  expectTimers(descend({ learningRate: 0.05, steps: 30_000, seed: 6 }).watched));

test("bad input is refused by the promise", async () => {
  const problem = problemOf(0.3);
  const descent = dropoutDescentAsync(problem, start, { learningRate: 1, steps: 2, every: 3 });
  await expect(descent).rejects.toThrow("options.every: expected at most 2, all steps, got 3");
  const short = dropoutDescentAsync(problem, [1], { learningRate: 1, steps: 2 });
  await expect(short).rejects.toThrow("start: expected 30 numbers");
  const equation = integrateSmeAsync(problem, start, { order: 3 as 1, learningRate: 1, time: 1 });
  await expect(equation).rejects.toThrow("options.order: expected 1 or 2, got 3");
  await expect(integrateSmeAsync(problem, start, undefined as never)).rejects.toThrow("options: expected an object");
});

describe("paths in pieces", () => {
  const model = (dropSites: number) => checkProblem(problemOf(dropSites));
  const course: Course = { rate: 0.05, steps: 23, every: 5, paths: 4, seed: 2n };
  const equation = { order: 2, scheme: "taylor", length: 0.02 } as const;

  function walk(dropSites: number, given: Course, gait: Gait, pieces: readonly number[]): Walked {
    const walker = new Walker(model(dropSites), checkStart(start, model(dropSites)), given, gait);
    let done = 0;
    for (let piece = 0; !walker.isDone; piece++) {
      walker.advance(pieces[piece % pieces.length] ?? 1);
      expect(walker.done).toBeGreaterThan(done);
      done = walker.done;
    }
    expect(done).toBe(given.steps * given.paths);
    return walker.walked;
  }

  test.each([
    ["descent", 0.3, course, maskedGait(course)],
    ["diverging descent", 0.3, { ...course, rate: 1e60 }, maskedGait({ ...course, rate: 1e60 })],
    ["equation", 0.3, course, modifiedGait(model(0.3), course, equation)],
    ["equation without noise", 0, course, modifiedGait(model(0), course, equation)],
  ] as const)("are the same by any division: %s", (_, dropSites, given, gait) => {
    const whole = walk(dropSites, given, gait, [1000]);
    expect(whole.records.length).toBe(4 * 4 * 30);
    expect(whole.divergedAt.every((step) => step !== undefined)).toBe(given.rate > 1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }), (pieces) => {
        expect(walk(dropSites, given, gait, pieces)).toEqual(whole);
      }),
    );
  });
});
