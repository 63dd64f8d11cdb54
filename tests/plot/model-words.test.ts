import { model } from "percolation";
import { describe, expect, test } from "vitest";
import { trainingSentences, writeFirstCutStep } from "../../sdk/plot/forecast-words.ts";
import { inspectSentences, largestDropSentences, rankingSentences } from "../../sdk/plot/inspect/words.ts";
import { describeModel, describeModelRemovals } from "../../sdk/plot/model-words.ts";
import { plainName } from "../../sdk/plot/plain-name.ts";
import { madeUp, residual } from "./made-up.ts";

describe("a model in a few words", () => {
  test("has its layers, inputs and outputs", () => {
    expect(describeModel(residual)).toBe("model of 8 layers, 3x8x8 -> 4");
    const two = model(
      [
        { type: "input", shape: [3], name: "a" },
        { type: "input", shape: [2, 5], name: "b" },
        { type: "dense", units: 7, from: "a", name: "c" },
      ],
      { outputs: ["c", "b"] },
    );
    expect(describeModel(two)).toBe("model of 3 layers, 3 + 2x5 -> 7 + 2x5");
    const inputs = Array.from(
      { length: 5 },
      (_, index) => ({ type: "input", shape: [2], name: `in ${index}` }) as const,
    );
    expect(describeModel(model([...inputs, { type: "add", from: inputs.map(({ name }) => name) }]))).toBe(
      "model of 6 layers, 5 tensors -> 2",
    );
  });

  test("has each kind of removal with its rates and how many layers", () => {
    const every = model([
      { type: "input", shape: [4, 6] },
      { type: "dropout", drop: 0.1 },
      { type: "conv1d", channels: 4, kernel: 3, padding: 1, dropBonds: 0.2 },
      { type: "dropout", drop: 0.3 },
      { type: "dropout", keep: 0.9 },
      { type: "channel-dropout", drop: 0.5 },
      { type: "drop-block", drop: 0.1, size: 2 },
      { type: "stochastic-depth", drop: 0.1 },
      { type: "attention", heads: 2, dropAttention: 0.4 },
      { type: "mask", elements: Uint8Array.of(255, 255, 1) },
      { type: "dense", units: 2, connections: Uint8Array.of(254) },
    ]);
    expect(describeModelRemovals(every)).toBe(
      "dropout 0.1 to 0.3 in 2 layers, dropconnect 0.2 in 1 layer, dropout keeping 0.9 in 1 layer, " +
        "channel dropout 0.5 in 1 layer, DropBlock 0.1 in 1 layer, stochastic depth 0.1 in 1 layer, " +
        "attention dropout 0.4 in 1 layer, a fixed mask in 1 layer, weights missing in 1 layer",
    );
    expect(
      describeModelRemovals(
        model([
          { type: "input", shape: [2] },
          { type: "dense", units: 2 },
        ]),
      ),
    ).toBe("");
  });
});

test.each([
  ["plain", "plain"],
  ["  a\n\tb\u001b[2J ", "a b [2J"],
  ["\u202egnp.exe", "gnp.exe"],
  ["x".repeat(50), `${"x".repeat(20)}\u2026${"x".repeat(19)}`],
  ["\u{1f600}".repeat(50), `${"\u{1f600}".repeat(20)}\u2026${"\u{1f600}".repeat(19)}`],
  ["\ud800", ""],
])("the name %j is shown as %j", (name, shown) => {
  expect(plainName(name)).toBe(shown);
});

describe("what inspect means", () => {
  const answer = madeUp(residual);
  const unseen = {
    ...answer,
    probability: 1,
    failure: 0,
    log10Failure: Number.NEGATIVE_INFINITY,
    open: 1000,
    interval: { low: 0.996, high: 1, confidence: 0.95 },
    forecast: {
      ...answer.forecast,
      expectedUpdates: 1000,
      expectedFirstCutStep: Number.POSITIVE_INFINITY,
      log10ExpectedFirstCutStep: Number.POSITIVE_INFINITY,
    },
  };

  test("says what a sample without a cut does not know", () => {
    const outlook = { ...unseen.forecast, trials: unseen.trials, interval: unseen.interval };
    expect(writeFirstCutStep(outlook)).toBe("not seen");
    expect(trainingSentences(outlook)).toEqual([
      "With no cut in 1000 sampled masks, at most about 4 of 1000 steps change nothing, with 95 % confidence.",
    ]);
    expect(inspectSentences(unseen)).toContainEqual(
      expect.stringMatching(/^Single layers alone cut every path with a probability of about \S+ in all\.$/),
    );
    expect(inspectSentences(answer).join()).not.toContain("Single layers alone");
  });

  test("an exact answer without a cut knows it all", () => {
    const { trials: _, interval: __, ...outlook } = { ...unseen.forecast, trials: undefined, interval: undefined };
    expect(writeFirstCutStep(outlook)).toBe("never");
    expect(trainingSentences(outlook)).toEqual(["Each of 1000 steps changes some weight."]);
  });

  test("ranks layers only where some matter", () => {
    expect(rankingSentences(answer)).toEqual(["Raising its drop rate a little costs most in unit, then spatial."]);
    const layers = answer.layers.map((layer) =>
      layer.removal ? { ...layer, removal: { ...layer.removal, importance: 0 } } : layer,
    );
    expect(rankingSentences({ ...answer, layers })).toEqual([
      "No layer stands out: raising any one drop rate a little changes nothing that was seen.",
    ]);
    expect(rankingSentences({ ...answer, ranking: [] })).toEqual([]);
  });

  test.each([
    [0, "No common drop rate above 0 keeps the failure by single layers below 1e-6."],
    [0.25, "Both layers that remove may drop up to 0.25 while the failure by single layers stays below 1e-6."],
    [1, "Whatever the drop rate, the failure by single layers stays below 1e-6."],
  ])("the largest drop rate %d", (largestDrop, sentence) => {
    expect(largestDropSentences({ ...answer, largestDrop })).toEqual([
      sentence,
      "Cuts by several layers at once that are rarer than 0.003 are not seen in so few trials.",
    ]);
  });
});
