// The engine against enumeration of all states, and its masks against the plain reference.

import { model, PercolationError, pathProbability } from "percolation";
import { describe, expect, test } from "vitest";
import { masksOfTrial } from "./engine-masks.ts";
import { enumerateModel } from "./enumerate.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import { open } from "./plain-model.ts";

const TRIALS = 2 * 65536;

/** Standard deviations allowed; with this many examples at fixed seeds none is expected beyond 4. */
const SIGMAS = 4.5;

const networkOf = ({ layers, outputs }: Example) => model(layers, outputs === undefined ? {} : { outputs });

/** The exact answer, or undefined where there is none. */
function exactOf(example: Example) {
  try {
    return pathProbability(networkOf(example), { method: "exact" });
  } catch (error) {
    if (error instanceof PercolationError && error.code === "method-unavailable") return undefined;
    throw error;
  }
}

describe("Monte Carlo agrees with enumeration", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const { theta } = enumerateModel(networkOf(example));
    const answer = pathProbability(networkOf(example), { method: "monte-carlo", trials: TRIALS, seed: 4 });
    const rounded = theta < 1e-12 ? 0 : theta > 1 - 1e-12 ? 1 : theta;
    const deviation = Math.sqrt((rounded * (1 - rounded)) / TRIALS);
    expect(Math.abs(answer.probability - rounded)).toBeLessThanOrEqual(SIGMAS * deviation);
  });
});

describe("exact answers, where there are any, agree with enumeration", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const answer = exactOf(example);
    if (answer === undefined) return;
    const { theta, failure } = enumerateModel(networkOf(example));
    expect(Math.abs(answer.probability - theta)).toBeLessThanOrEqual(1e-10 * theta);
    expect(Math.abs(answer.failure - failure)).toBeLessThanOrEqual(1e-10 * failure);
  });
});

describe("128 masks, put through the reference, are open as often as the engine says", () => {
  test.each(EXAMPLES)("$title", (example) => {
    const network = networkOf(example);
    const seed = 20;
    let expected = 0;
    for (let trial = 0; trial < 128; trial++) {
      if (open(network, masksOfTrial(network, seed, trial))) expected++;
      const answer = pathProbability(network, { method: "monte-carlo", trials: trial + 1, seed });
      expect(answer.open, `trial ${trial}`).toBe(expected);
    }
  });
});
