import { compareRegularisers, compareRegularisersAsync } from "percolation/training";
import { describe, expect, test } from "vitest";
import { expectEnd, expectRefusals, expectTimers, hearAll, type Watched } from "../watched.ts";

const short = { runs: 2, iterations: 300, scales: [1, 2] } as const;

describe("the experiment", () => {
  test("finds dropout blind to the scale of inputs, weight decay not, and neither of them at 0 as training without is", () => {
    const { series } = compareRegularisers({ runs: 6, iterations: 30_000, seed: 1 });
    const [dropout, decay, none] = series.map(({ means }) => [...means]);
    expect(series.map(({ regulariser }) => regulariser)).toEqual(["dropout", "weight-decay", "none"]);
    for (const error of none ?? [1]) expect(error).toBeLessThan(0.15);
    for (const error of dropout ?? [0]) expect(error).toBeGreaterThan(0.6);
    expect(Math.max(...(dropout ?? [])) - Math.min(...(dropout ?? [0]))).toBeLessThan(0.1);
    decay?.slice(1).forEach((error, index) => {
      expect(error).toBeLessThan(decay[index] ?? 0);
    });
    expect((decay?.[0] ?? 0) - (decay?.[4] ?? 1)).toBeGreaterThan(0.2);
  });

  test("has the same bits again, others by another seed, and the same run whether or not others follow", () => {
    const one = compareRegularisers({ ...short, seed: 7 });
    expect(compareRegularisers({ ...short, seed: 7 })).toEqual(one);
    expect(compareRegularisers({ ...short, seed: 8 }).series).not.toEqual(one.series);
    const first = compareRegularisers({ ...short, runs: 1, seed: 7 });
    expect(first.series.map(({ errors }) => errors.map((row) => row[0]))).toEqual(
      one.series.map(({ errors }) => errors.map((row) => row[0])),
    );
  });

  test("gives means and standard errors of its runs", () => {
    const { series } = compareRegularisers(short);
    for (const { errors, means, standardErrors } of series) {
      errors.forEach(([a = 0, b = 0], row) => {
        expect(means[row]).toBeCloseTo((a + b) / 2, 12);
        expect(standardErrors[row]).toBeCloseTo(Math.abs(a - b) / 2, 12);
      });
    }
  });

  test("begins from weights and biases that the three share: without steps that do anything they err alike", () => {
    const { series } = compareRegularisers({ ...short, iterations: 1, learningRate: 1e-300 });
    const [dropout, decay, none] = series.map(({ errors }) => errors.map((row) => [...row]));
    expect(dropout).toEqual(none);
    expect(decay).toEqual(none);
  });
});

describe("the experiment with pauses", () => {
  const work: Watched<unknown> = (control) => compareRegularisersAsync({ ...short, seed: 7 }, control);

  test("has the bits of that without", async () => {
    expect(await hearAll(work, 12 * 300, 12)).toEqual(compareRegularisers({ ...short, seed: 7 }));
  });

  test("has them within a training too, and where trainings diverge", async () => {
    const options = { runs: 1, scales: [1], iterations: 60_000, learningRate: 1 } as const;
    const answer = await hearAll((control) => compareRegularisersAsync(options, control), 180_000, 4);
    expect(answer).toEqual(compareRegularisers(options));
    expect(answer.series.some(({ means }) => !Number.isFinite(means[0]))).toBe(true);
  });

  test("can be ended", () => expectEnd(work));

  test("refuses controls that are none", () => expectRefusals(work));

  test("lets timers go on", () =>
    expectTimers((control) => compareRegularisersAsync({ runs: 1, scales: [1], iterations: 50_000 }, control)));

  test("refuses bad options by the promise, onProgress among them", async () => {
    await expect(compareRegularisersAsync({ runs: 0 })).rejects.toThrow(
      "options.runs: expected an integer in 1..10000",
    );
    await expect(compareRegularisersAsync({ momentum: 2 })).rejects.toThrow("momentum: expected");
    const given = { onProgress: () => {} } as never;
    await expect(compareRegularisersAsync(given)).rejects.toThrow("options.onProgress: expected no such field");
  });
});
