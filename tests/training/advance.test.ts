import { layered, rectangular } from "percolation";
import {
  advanceAsync,
  clusterSet,
  createTrainer,
  resumeTrainer,
  trainingBreakdown,
  trainingBreakdownAsync,
} from "percolation/training";
import { describe, expect, test } from "vitest";

const data = clusterSet({ inputs: 40, classes: 4, samples: 30, seed: 2 });
const network = layered([40, 60, 30, 4], { dropSites: 0.4, dropBonds: 0.2 });
const options = { activation: "tanh", optimiser: "adam", batch: 7, maskPer: "sample", seed: 9 } as const;
const begin = () => createTrainer(network, data, options);
/** Some pieces. */
const STEPS = 800;

describe("training with pauses", () => {
  test("has the bits of training without, in reports and weights", async () => {
    const [one, other] = [begin(), begin()];
    const heard: [number, number][] = [];
    const reports = await advanceAsync(one, STEPS, { onProgress: (done, total) => heard.push([done, total]) });
    expect(reports).toEqual(other.advance(STEPS));
    expect(one.save()).toEqual(other.save());
    expect(heard.length).toBeGreaterThan(3);
    expect(heard.at(-1)).toEqual([STEPS, STEPS]);
    heard.slice(1).forEach(([done], index) => {
      expect(done).toBeGreaterThan(heard[index]?.[0] ?? 0);
    });
  });

  test("can be ended, and the trainer goes on with the same bits", async () => {
    const [trainer, whole] = [begin(), begin()];
    const controller = new AbortController();
    const reason = new Error("enough");
    const ended = advanceAsync(trainer, STEPS, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > STEPS / 4) controller.abort(reason);
      },
    });
    await expect(ended).rejects.toBe(reason);
    expect(trainer.step).toBeGreaterThan(STEPS / 4);
    expect(trainer.step).toBeLessThan(STEPS);
    const all = whole.advance(STEPS);
    const resumed = resumeTrainer(structuredClone(trainer.save()), data);
    const first = trainer.step;
    for (const each of [trainer, resumed]) {
      const { loss } = await advanceAsync(each, STEPS - first);
      expect(loss).toEqual(all.loss.slice(first));
      expect(each.save()).toEqual(whole.save());
    }
  });

  test("does nothing under a signal that is aborted already, and refuses controls of other kinds", async () => {
    const trainer = begin();
    await expect(advanceAsync(trainer, 10, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
    expect(trainer.step).toBe(0);
    await expect(advanceAsync(trainer, 10, { signal: {} as AbortSignal })).rejects.toThrow(
      "signal: expected an AbortSignal, got an object",
    );
    await expect(advanceAsync(trainer, 10, { onProgress: 1 as never })).rejects.toThrow(
      "onProgress: expected a function, got 1",
    );
    await expect(advanceAsync(trainer, -1)).rejects.toThrow("steps: expected an integer in 0..4194304, got -1");
    expect(trainer.step).toBe(0);
  });

  test("lets timers go on", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 0);
    await advanceAsync(begin(), 4 * STEPS);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  test("ends with the step that diverged", async () => {
    const make = () => createTrainer(layered([40, 20, 4]), data, { activation: "linear", learningRate: 5 });
    const reports = await advanceAsync(make(), 100_000);
    const expected = make().advance(100_000);
    expect(reports).toEqual(expected);
    expect(reports.divergedAt).toBe(reports.loss.length - 1);
  });

  test("of no steps reports none", async () => {
    expect((await advanceAsync(begin(), 0)).loss.length).toBe(0);
  });
});

describe("a breakdown with pauses", () => {
  const run = {
    width: 8,
    depths: [2, 5],
    inputs: 40,
    outputs: 4,
    dropSites: 0.6,
    steps: 3000,
    data,
    biases: false,
    activation: "tanh",
  } as const;

  test("has the bits of one without", async () => {
    const heard: [number, number][] = [];
    const answer = await trainingBreakdownAsync(run, { onProgress: (done, total) => heard.push([done, total]) });
    expect(answer).toEqual(trainingBreakdown(run));
    expect(heard.at(-1)).toEqual([6000, 6000]);
  });

  test("can be ended", async () => {
    const controller = new AbortController();
    const heard: number[] = [];
    const onProgress = (done: number) => {
      heard.push(done);
      controller.abort();
    };
    await expect(trainingBreakdownAsync(run, { signal: controller.signal, onProgress })).rejects.toThrow(/abort/);
    expect(heard.length).toBe(1);
  });

  test("refuses by a promise", async () => {
    await expect(trainingBreakdownAsync({ ...run, steps: 0 })).rejects.toThrow(
      "options.steps: expected an integer in 1..4194304, got 0",
    );
  });
});

test("steps of one call may list more samples than one call of the kernel takes", () => {
  const wide = clusterSet({ inputs: 1, classes: 1, samples: 3000 });
  const make = () => createTrainer(rectangular({ width: 1, depth: 1 }), wide, { batch: 2999, activation: "linear" });
  const [one, other] = [make(), make()];
  // Above 2^22 samples.
  const whole = one.advance(1500);
  const parts = [other.advance(1000), other.advance(500)];
  expect([...whole.loss]).toEqual(parts.flatMap(({ loss }) => [...loss]));
  expect(one.save()).toEqual(other.save());
});
