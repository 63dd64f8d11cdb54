// `inspect` against enumeration of all states, by both methods.

import { inspect, model } from "percolation";
import { describe, expect, test } from "vitest";
import { EXAMPLES, type Example } from "../models/examples.ts";
import { deviations } from "./compare.ts";
import { countElements, enumerateInspection } from "./enumerate-inspect.ts";
import { INSPECTED } from "./examples.ts";

/** More take too long. */
const MOST_ELEMENTS = 13;
const TRIALS = 65536;

const networkOf = ({ layers, outputs }: Example) => model(layers, outputs === undefined ? {} : { outputs });

const small = [...INSPECTED, ...EXAMPLES].filter((example) => countElements(networkOf(example)) <= MOST_ELEMENTS);

test("most examples can be enumerated", () => {
  expect(small.length).toBeGreaterThan(60);
});

describe("sampled answers agree with enumeration", () => {
  test.each(small)("$title", (example) => {
    const network = networkOf(example);
    const answer = inspect(network, { method: "monte-carlo", trials: TRIALS, seed: 11, failureBelow: 0.3 });
    expect(deviations(answer, network, enumerateInspection(network))).toEqual([]);
  });
});

describe("answers that are exact, or in part, agree with enumeration", () => {
  test.each(small)("$title", (example) => {
    const network = networkOf(example);
    const answer = inspect(network, { trials: TRIALS, seed: 12, failureBelow: 0.3 });
    expect(deviations(answer, network, enumerateInspection(network))).toEqual([]);
  });

  test("all three ways are taken", () => {
    const methods = small.map((example) => inspect(networkOf(example), { trials: 1 }).method);
    for (const method of ["exact", "mixed", "monte-carlo"] as const) {
      expect(methods.filter((each) => each === method).length, method).toBeGreaterThan(2);
    }
  });
});
