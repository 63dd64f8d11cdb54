// Bad options, networks that are none, and rates at their ends: typed errors, and no NaN in any answer.

import fc from "fast-check";
import {
  ask,
  graph,
  type InspectOptions,
  inspect,
  lattice,
  layered,
  type ModelLayer,
  type ModelNetwork,
  model,
  type Network,
  PercolationError,
} from "percolation";
import { describe, expect, test } from "vitest";
import { models } from "../models/arbitrary-models.ts";
import { EXAMPLES } from "../models/examples.ts";
import { outputsOf } from "../models/plain-shapes.ts";
import { INSPECTED } from "./examples.ts";
import { contradictions } from "./numbers.ts";

/** The error's code and message, or "answer". */
function outcome(run: () => unknown): string {
  try {
    run();
    return "answer";
  } catch (error) {
    if (error instanceof PercolationError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const small = model([
  { type: "input", shape: [2] },
  { type: "dense", units: 2 },
  { type: "dropout", drop: 0.5 },
  { type: "dense", units: 1 },
]);

describe("options", () => {
  test.each<[string, unknown, string]>([
    ["a bound of 0", { failureBelow: 0 }, "invalid-input: failureBelow: "],
    ["a bound of 1", { failureBelow: 1 }, "invalid-input: failureBelow: "],
    ["a bound that is NaN", { failureBelow: Number.NaN }, "invalid-input: failureBelow: "],
    ["a bound as text", { failureBelow: "1e-6" }, "invalid-input: failureBelow: "],
    ["no trials", { trials: 0 }, "invalid-input: trials: "],
    ["half a trial", { trials: 0.5 }, "invalid-input: trials: "],
    ["too many trials", { trials: 2 ** 41 }, "invalid-input: trials: "],
    ["a negative seed", { seed: -1 }, "invalid-input: seed: "],
    ["a seed of 65 bits", { seed: 2n ** 64n }, "invalid-input: seed: "],
    ["no steps", { steps: 0 }, "invalid-input: steps: "],
    ["no samples", { batch: 0 }, "invalid-input: batch: "],
    ["too many samples", { batch: 1048577 }, "invalid-input: batch: "],
    ["masks per epoch", { maskPer: "epoch" }, "invalid-input: maskPer: "],
    ["an unknown method", { method: "guess" }, "invalid-input: method: "],
    ["certainty", { confidence: 1 }, "invalid-input: confidence: "],
    ["an unknown option", { failureAbove: 0.1 }, "invalid-input: failureAbove: "],
    ["null", null, "invalid-input: options: "],
    ["a number", 7, "invalid-input: options: "],
    ["text", "exact", "invalid-input: options: "],
  ])("%s", (_, options, expected) => {
    const result = outcome(() => inspect(small, options as InspectOptions));
    expect(result.slice(0, expected.length)).toBe(expected);
    expect(result).toMatch(/expected .*, got /);
  });

  test("trials beyond all time are refused", () => {
    const wide = layered([784, 300, 10], { dropBonds: 0.5 });
    expect(outcome(() => inspect(wide, { trials: 2 ** 40, method: "monte-carlo" }))).toMatch(/^too-large: trials: /);
  });

  test("an exact answer that there is none of", () => {
    const sparse = layered([2, 2], { dropBonds: 0.5, connections: [Uint8Array.of(7)] });
    expect(outcome(() => inspect(sparse, { method: "exact" }))).toMatch(/^method-unavailable: method: /);
  });
});

describe("networks", () => {
  test.each<[string, unknown]>([
    ["a lattice", lattice("square", { size: [4, 4] })],
    ["a graph", graph({ edges: [[0, 1]] })],
    ["nothing", undefined],
    ["null", null],
    ["text", "lenet"],
    ["an array", [small]],
    ["no kind", { layers: small.layers }],
    ["an unknown kind", { kind: "recurrent", layers: [] }],
    ["a model without layers", { kind: "model", layers: [] }],
    ["layers that are none", { kind: "model", layers: [null, 7] }],
    ["outputs that are none", { ...small, outputs: ["nobody"] }],
    ["a field more", { ...small, weights: [] }],
  ])("%s is refused", (_, network) => {
    const result = outcome(() => inspect(network as Network));
    expect(result).toMatch(/^invalid-input: network/);
  });

  test("an answer's own query gives the answer again", () => {
    const answer = inspect(small, { trials: 100, seed: 5, failureBelow: 0.1, batch: 3, maskPer: "sample" });
    expect(ask(answer.query)).toEqual(answer);
    expect(ask(JSON.parse(JSON.stringify(answer.query)))).toEqual(answer);
  });
});

const networkOf = ({ layers, outputs }: (typeof EXAMPLES)[number]): ModelNetwork =>
  model(layers, outputs === undefined ? {} : { outputs });

/** A model with all its rates, or only those that it has, set to one. */
function withRates(network: ModelNetwork, drop: number): ModelNetwork {
  const layers = network.layers.map((layer): ModelLayer => {
    const names = {
      attention: "dropAttention",
      dense: "dropBonds",
      conv1d: "dropBonds",
      conv2d: "dropBonds",
      conv3d: "dropBonds",
    };
    const own = "drop" in layer || "keep" in layer ? "drop" : (names as Record<string, string>)[layer.type];
    const rest = Object.entries(layer).filter(([name]) => !/^(drop|keep)(Bonds|Attention)?$/.test(name));
    return Object.fromEntries(own === undefined ? rest : [...rest, [own, drop]]) as unknown as ModelLayer;
  });
  return model(layers, { outputs: network.outputs });
}

describe("no answer contradicts itself or holds NaN", () => {
  const examples = [...INSPECTED, ...EXAMPLES];

  test.each(examples)("$title, by both methods, of one trial and of 200", (example) => {
    for (const options of [{ method: "monte-carlo" }, {}] as const) {
      for (const trials of [1, 200]) {
        expect(contradictions(inspect(networkOf(example), { ...options, trials, seed: 2 }))).toEqual([]);
      }
    }
  });

  test.each([0, 1, 5e-324, 1 - 2 ** -53])("all rates %s", (drop) => {
    for (const example of examples) {
      const network = withRates(networkOf(example), drop);
      for (const method of ["monte-carlo", "auto"] as const) {
        const answer = inspect(network, { method, trials: 130 });
        expect([...contradictions(answer), example.title]).toEqual([example.title]);
        if (drop === 0)
          expect([answer.ranking, answer.largestDrop, example.title]).toEqual([[], answer.probability, example.title]);
      }
    }
  });

  test("random models", () => {
    const bounds = fc.constantFrom(1e-6, 5e-324, 1 - 2 ** -53, 0.5);
    fc.assert(
      fc.property(models, bounds, fc.constantFrom("auto", "monte-carlo"), (plain, failureBelow, method) => {
        const network = model(plain.layers, { outputs: outputsOf(plain) });
        expect(contradictions(inspect(network, { method, trials: 150, failureBelow }))).toEqual([]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("the smallest and the widest", () => {
  test("one neuron after another", () => {
    const chain = model([
      { type: "input", shape: [1] },
      { type: "dropout", drop: 0.25 },
      { type: "dense", units: 1, dropBonds: 0.5 },
      { type: "dropout", drop: 0.5 },
    ]);
    const answer = inspect(chain, { trials: 10 });
    expect(answer.probability).toBe(0.1875);
    expect(answer.layers.map(({ removal }) => removal?.groups)).toEqual([undefined, 1, 1, 1]);
    expect(answer.layers.map(({ removal }) => removal?.cutProbability)).toEqual([undefined, 0.0625, 0.1875, 0.1875]);
    expect(contradictions(answer)).toEqual([]);
  });

  test("an input that is the output", () => {
    const both = model(
      [
        { type: "input", shape: [1], name: "in" },
        { type: "dropout", drop: 0.5 },
      ],
      { outputs: "in" },
    );
    const answer = inspect(both, { trials: 100 });
    expect([answer.probability, answer.largestDrop]).toEqual([1, 1]);
    expect(answer.findings.map(({ kind }) => kind)).toContain("dead-branch");
    expect(contradictions(answer)).toEqual([]);
  });

  test("an input alone", () => {
    const answer = inspect(model([{ type: "input", shape: [3] }]), { trials: 10 });
    expect([answer.probability, answer.largestDrop, answer.ranking]).toEqual([1, 1, []]);
    expect(contradictions(answer)).toEqual([]);
  });

  test("two hundred outputs", () => {
    const heads = Array.from({ length: 200 }, (_, head): ModelLayer[] => [
      { type: "dense", units: 2, from: "trunk", dropBonds: 0.5, name: `head-${head}` },
    ]);
    const layers: ModelLayer[] = [
      { type: "input", shape: [3] },
      { type: "dropout", drop: 0.5, name: "trunk" },
      ...heads.flat(),
    ];
    const network = model(layers, { outputs: heads.flatMap(([head]) => head?.name ?? []) });
    const answer = inspect(network, { trials: 4096 });
    expect(contradictions(answer)).toEqual([]);
    expect(answer.failure).toBeCloseTo(0.125, 1);
    expect(answer.ranking[0]).toBe("trunk");
    // No head is a cut of its own, nor are all of them.
    expect(Math.max(...answer.layers.slice(2).map(({ removal }) => removal?.cutProbability ?? 1))).toBeLessThan(1e-3);
  });

  test("a chain of two thousand layers", () => {
    const layers = Array.from({ length: 1000 }, (): ModelLayer[] => [
      { type: "dense", units: 2 },
      { type: "activation" },
    ]);
    const chain = model([{ type: "input", shape: [2] }, ...layers.flat(), { type: "dropout", drop: 0.5 }]);
    expect(inspect(chain, { trials: 128 }).probability).toBe(0.75);
  });
});
