// `inspect` of random small models against enumeration, by both methods.

import fc from "fast-check";
import { inspect, type ModelNetwork, model } from "percolation";
import { expect, test } from "vitest";
import { models } from "../models/arbitrary-models.ts";
import { outputsOf, type PlainModel } from "../models/plain-shapes.ts";
import { deviations } from "./compare.ts";
import { countElements, enumerateInspection } from "./enumerate-inspect.ts";

const MOST_ELEMENTS = 11;
const RUNS = Number(process.env.INSPECT_RUNS ?? 150);
const SEED = Number(process.env.INSPECT_SEED ?? 1);

const networkOf = (plain: PlainModel): ModelNetwork => model(plain.layers, { outputs: outputsOf(plain) });

test("sampled answers agree with enumeration", () => {
  fc.assert(
    fc.property(models, fc.nat({ max: 1000 }), (plain, seed) => {
      fc.pre(countElements(plain) <= MOST_ELEMENTS);
      const network = networkOf(plain);
      const answer = inspect(network, { method: "monte-carlo", trials: 4096, seed, failureBelow: 0.4 });
      expect(deviations(answer, network, enumerateInspection(network))).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED, maxSkipsPerRun: 10000 },
  );
});

test("so do those that are exact, or in part", () => {
  const methods = new Set<string>();
  fc.assert(
    fc.property(models, fc.nat({ max: 1000 }), (plain, seed) => {
      fc.pre(countElements(plain) <= MOST_ELEMENTS);
      const network = networkOf(plain);
      const answer = inspect(network, { trials: 1024, seed, failureBelow: 0.4 });
      methods.add(answer.method);
      expect(deviations(answer, network, enumerateInspection(network))).toEqual([]);
    }),
    { numRuns: 2 * RUNS, seed: SEED, maxSkipsPerRun: 10000 },
  );
  expect(methods).toEqual(new Set(["exact", "mixed", "monte-carlo"]));
});
