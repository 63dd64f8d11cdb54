// Random models: two formulations of the reference agree, and the engine agrees with them lane by lane.

import fc from "fast-check";
import { type ModelNetwork, model, PercolationError, pathProbability } from "percolation";
import { expect, test } from "vitest";
import { largerModels, models } from "./arbitrary-models.ts";
import { masksOfTrial } from "./engine-masks.ts";
import { enumerateModel } from "./enumerate.ts";
import { reachedByEdges } from "./plain-edges.ts";
import { masksOf, randomElements } from "./plain-masks.ts";
import { open, reached } from "./plain-model.ts";
import { outputsOf, type PlainModel } from "./plain-shapes.ts";

const networkOf = (plain: PlainModel): ModelNetwork => model(plain.layers, { outputs: outputsOf(plain) });

test("the two formulations agree", () => {
  fc.assert(
    fc.property(models, fc.nat(), (plain, state) => {
      const masks = masksOf(plain, randomElements(plain), state);
      expect(reachedByEdges(plain, masks)).toEqual(reached(plain, masks));
    }),
    { numRuns: 400, seed: 1 },
  );
});

/** Compares, with each layer as the only output in turn, in how many trials it is open. */
function compareLayers(plain: PlainModel, seed: number, trials: number): void {
  const counts = new Map<string, number>();
  const network = networkOf(plain);
  for (let trial = 0; trial < trials; trial++) {
    for (const [name, on] of reached(network, masksOfTrial(network, seed, trial))) {
      counts.set(name, (counts.get(name) ?? 0) + Number(on.includes(1)));
    }
  }
  for (const [name, expected] of counts) {
    const answer = pathProbability(model(plain.layers, { outputs: name }), { method: "monte-carlo", trials, seed });
    expect(answer.open, name).toBe(expected);
  }
}

const seeds = fc.nat({ max: 1000 });

test("lane by lane, the engine's masks are open in the reference where the engine says so", () => {
  fc.assert(
    fc.property(models, seeds, (plain, seed) => {
      const network = networkOf(plain);
      let expected = 0;
      for (let trial = 0; trial < 128; trial++) {
        if (open(network, masksOfTrial(network, seed, trial))) expected++;
        const answer = pathProbability(network, { method: "monte-carlo", trials: trial + 1, seed });
        expect(answer.open, `trial ${trial}`).toBe(expected);
      }
    }),
    { numRuns: 30, seed: 2 },
  );
});

test("so is every layer, were it the output", () => {
  fc.assert(
    fc.property(models, seeds, (plain, seed) => compareLayers(plain, seed, 24)),
    { numRuns: 250, seed: 3 },
  );
});

test("so it is in larger models", () => {
  fc.assert(
    fc.property(largerModels, seeds, (plain, seed) => compareLayers(plain, seed, 12)),
    { numRuns: 80, seed: 4 },
  );
});

/** The exact answer, or undefined where there is none. */
function exactOf(network: ModelNetwork) {
  try {
    return pathProbability(network, { method: "exact" });
  } catch (error) {
    if (error instanceof PercolationError && error.code === "method-unavailable") return undefined;
    throw error;
  }
}

test("probabilities, sampled and exact, agree with enumeration", () => {
  const trials = 8192;
  fc.assert(
    fc.property(models, seeds, (plain, seed) => {
      const network = networkOf(plain);
      const { theta, failure } = enumerateModel(network);
      const { probability } = pathProbability(network, { method: "monte-carlo", trials, seed });
      // Rare events are not normally distributed: five of them are allowed where none is expected.
      const isCertain = theta < 1e-12 || failure < 1e-12;
      const deviation = 5 * Math.sqrt((theta * failure) / trials) + 5 / trials;
      expect(Math.abs(probability - theta)).toBeLessThanOrEqual(isCertain ? 1e-12 : deviation);
      const exact = exactOf(network);
      if (exact === undefined) return;
      expect(Math.abs(exact.probability - theta)).toBeLessThanOrEqual(1e-10 * theta);
      expect(Math.abs(exact.failure - failure)).toBeLessThanOrEqual(1e-10 * failure);
    }),
    { numRuns: 150, seed: 6 },
  );
});
