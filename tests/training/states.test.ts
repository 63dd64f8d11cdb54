import { layered } from "percolation";
import {
  advanceAsync,
  createTrainer,
  type Parameters,
  resumeTrainer,
  type Trainer,
  type TrainerState,
} from "percolation/training";
import { describe, expect, test } from "vitest";
import { messageOf, refusal } from "./refusal.ts";

const network = layered([2, 3, 2], { dropSites: 0.5 });
const data = {
  inputs: [
    [1, 0],
    [0, 1],
    [1, 1],
  ],
  labels: [0, 1, 1],
};

describe("a state that was saved", () => {
  const trainer = createTrainer(network, data, { optimiser: "adam", batch: 2 });
  trainer.advance(7);
  const state = trainer.save();
  const next = trainer.advance(5);

  test("survives structuredClone", () => {
    expect(resumeTrainer(structuredClone(state), data).advance(5)).toEqual(next);
  });

  test("survives JSON with plain arrays, and says what is missing without them", () => {
    const plain = ({ weights, biases }: Parameters) => ({
      weights: weights.map((each) => Array.from(each)),
      biases: biases.map((each) => Array.from(each)),
    });
    const { parameters, memory } = state;
    if (!memory) throw new Error("Adam has a memory");
    const written = {
      ...state,
      parameters: plain(parameters),
      memory: { first: plain(memory.first), second: plain(memory.second) },
    };
    const read = JSON.parse(JSON.stringify(written)) as TrainerState;
    expect(resumeTrainer(read, data).advance(5)).toEqual(next);
    const typed = JSON.parse(JSON.stringify(state)) as TrainerState;
    expect(refusal(() => resumeTrainer(typed, data))).toBe(
      "invalid-input state.parameters.weights[0]: expected 6 numbers, got an object",
    );
  });
});

describe("samplesOf", () => {
  test.each([Number.NaN, -1, 0.5, 1e300, "1"])("refuses %s, which no step has", (step) => {
    for (const batch of [1, 2, "full"] as const) {
      const most = Math.floor(Number.MAX_SAFE_INTEGER / (batch === "full" ? 3 : batch));
      const got = typeof step === "string" ? '"1"' : step;
      expect(refusal(() => createTrainer(network, data, { batch }).samplesOf(step as number))).toBe(
        `invalid-input step: expected an integer in 0..${most}, got ${got}`,
      );
    }
  });

  test("knows steps that are far off", () => {
    const trainer = createTrainer(network, data, { batch: 2 });
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 2);
    expect(trainer.samplesOf(most).every((sample) => sample < 3)).toBe(true);
  });
});

test("advanceAsync refuses what is no trainer", async () => {
  for (const [given, got] of [
    [{}, "an object"],
    [undefined, "undefined"],
    [createTrainer(network, data).save(), "an object"],
  ]) {
    const message = await advanceAsync(given as Trainer, 10).then(() => "no error", messageOf);
    expect(message).toBe(`invalid-input trainer: expected one from createTrainer or resumeTrainer, got ${got}`);
  }
});
