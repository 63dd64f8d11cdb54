import { type Answer, ask, lattice, type Query } from "percolation";
import { createPool, type StreamOptions } from "percolation/workers";
import { afterAll, describe, expect, test } from "vitest";
import { countOf } from "../../sdk/workers/inquiry.ts";
import { Pool } from "../../sdk/workers/pool.ts";
import { bitsOf } from "./bits.ts";
import { exact, networks, sampled } from "./questions.ts";

const pool = createPool({ size: 2 });
const inThread = new Pool(0, undefined, undefined);
afterAll(() => pool.close());

async function collect<Q extends Query>(query: Q, options?: StreamOptions, from = pool): Promise<Answer<Q>[]> {
  const answers: Answer<Q>[] = [];
  for await (const answer of from.stream(query, options)) answers.push(answer);
  return answers;
}

const countsOf = (answers: readonly Answer[]) => answers.map(({ query }) => countOf(query));

const path = { ask: "path", network: networks.layered, method: "monte-carlo", seed: 5 } as const;

describe("a stream", () => {
  test.each(Object.keys(sampled))(
    "yields the answers to its own queries, and last that to the whole one: %s",
    async (name) => {
      const query = { ...sampled[name] } as Query;
      if (name.startsWith("path") || name.startsWith("forecast")) Object.assign(query, { trials: 5000 });
      const whole = ask(query);
      const count = countOf(whole.query);
      for (const from of [pool, inThread]) {
        const answers = await collect(query, {}, from);
        for (const answer of answers) expect(bitsOf(answer)).toBe(bitsOf(ask(answer.query)));
        expect(bitsOf(answers.at(-1))).toBe(bitsOf(whole));
        const first = "runs" in whole.query ? 32 : 1024;
        const doublings = Array.from({ length: 20 }, (_, index) => first * 2 ** index).filter((each) => each < count);
        expect(countsOf(answers)).toEqual([...doublings, count]);
      }
    },
  );

  test("draws only the trials that are new", async () => {
    const progress: number[][] = [];
    const onProgress = (done: number, total: number) => progress.push([done, total]);
    await collect({ ...path, trials: 128 * 1024 }, { onProgress });
    for (const total of [2048, 4096, 65536, 131072]) {
      const least = Math.min(...progress.filter(([, of]) => of === total).map(([done]) => done ?? 0));
      expect(least).toBeGreaterThan(total / 2);
    }
  });

  test("has ever tighter intervals", async () => {
    const answers = await collect({ ...path, trials: 2 ** 18 });
    const widths = answers.map(({ interval }) => (interval ? interval.high - interval.low : 1));
    expect(widths.length).toBe(9);
    widths.slice(1).forEach((width, index) => {
      expect(width).toBeLessThan((widths[index] ?? 0) * 0.8);
    });
  });

  test("of what needs no sample is one answer", async () => {
    for (const query of Object.values(exact)) {
      const answers = await collect(query);
      expect(answers.map(bitsOf)).toEqual([bitsOf(ask(query))]);
    }
  });

  test.each<[string, Query, (answer: never) => number]>([
    [
      "path",
      path,
      ({ interval, probability, failure }: Answer<{ ask: "path" } & Query>) =>
        ((interval?.high ?? 1) - (interval?.low ?? 0)) / 2 / Math.min(probability, failure),
    ],
    [
      "critical",
      { ask: "critical", network: networks.pruned, of: "bonds" },
      ({ interval, drop, keep }: Answer<{ ask: "critical" } & Query>) =>
        ((interval?.high ?? 1) - (interval?.low ?? 0)) / 2 / Math.min(drop, keep),
    ],
    [
      "threshold",
      { ask: "threshold", network: networks.cube, kind: "site" },
      ({ standardError, keep }: Answer<{ ask: "threshold" } & Query>) => standardError / keep,
    ],
  ])("ends with the first answer that is as precise as wanted: %s", async (_, query, errorOf) => {
    const wanted = 0.02;
    const answers = await collect(query, { relativeError: wanted });
    expect(answers.length).toBeGreaterThan(1);
    const errors = answers.map((answer) => errorOf(answer as never));
    expect(errors.at(-1)).toBeLessThanOrEqual(wanted);
    for (const error of errors.slice(0, -1)) expect(error).toBeGreaterThan(wanted);
  });

  test("goes beyond the default number where only an error is asked for, and not beyond one that is given", async () => {
    const open = await collect(path, { relativeError: 0.004 });
    expect(countsOf(open).at(-1)).toBeGreaterThan(100_000);
    const given = await collect({ ...path, trials: 3000 }, { relativeError: 0.004 });
    expect(countsOf(given)).toEqual([1024, 2048, 3000]);
  });

  test("of a threshold that is certain ends at once", async () => {
    const connected = {
      ask: "threshold",
      network: lattice("square", { size: [4, 4] }),
      kind: "bond",
      from: [0],
      to: [0],
    } as const;
    const answers = await collect(connected, { relativeError: 0.01 });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ keep: 0, standardError: 0 });
  });

  test("of what is exact but for what trials tell beside it ends with the default number", async () => {
    const inspected = await collect({ ask: "inspect", network: networks.layered }, { relativeError: 0.01 });
    expect(countsOf(inspected)).toEqual([1024]);
    const given = await collect({ ask: "inspect", network: networks.layered, trials: 3000 }, { relativeError: 0.01 });
    expect(countsOf(given)).toEqual([1024, 2048, 3000]);
  });

  test("that is left leaves the pool as it was", async () => {
    const expected = bitsOf(ask({ ...path, trials: 3000 }));
    for (let time = 0; time < 5; time++) {
      for await (const answer of pool.stream({ ...path, trials: 2 ** 30 })) if (countOf(answer.query) > 5000) break;
      expect(bitsOf(await pool.ask({ ...path, trials: 3000 }))).toBe(expected);
    }
  });

  test("works beside others on one pool", async () => {
    const seeds = [1, 2, 3, 4];
    const streams = await Promise.all(seeds.map((seed) => collect({ ...path, seed, trials: 20_000 })));
    streams.forEach((answers, index) => {
      expect(bitsOf(answers.at(-1))).toBe(bitsOf(ask({ ...path, seed: seeds[index] ?? 0, trials: 20_000 })));
    });
  });

  test("that is stopped ends with what is done by then", async () => {
    for (const from of [pool, inThread]) {
      const stop = new AbortController();
      const onProgress = (done: number) => done > 100_000 && stop.abort(new Error("enough"));
      const answers = await collect({ ...path, trials: 2 ** 30 }, { stop: stop.signal, onProgress }, from);
      const counts = countsOf(answers);
      expect(counts.slice(0, 7)).toEqual([1024, 2048, 4096, 8192, 16384, 32768, 65536]);
      expect(counts.length).toBeLessThanOrEqual(8);
      counts.slice(1).forEach((count, index) => {
        expect(count).toBeGreaterThan(counts[index] ?? 0);
      });
      for (const answer of answers) expect(bitsOf(answer)).toBe(bitsOf(ask(answer.query)));
    }
  });

  test("that is stopped between two answers ends", async () => {
    const stop = new AbortController();
    const answers: Answer[] = [];
    for await (const answer of pool.stream({ ...path, trials: 2 ** 30 }, { stop: stop.signal })) {
      answers.push(answer);
      if (answers.length === 3) stop.abort();
    }
    expect(countsOf(answers)).toEqual([1024, 2048, 4096]);
  });

  test("that is aborted is rejected with the reason", async () => {
    const control = new AbortController();
    const counts: number[] = [];
    const reason = new Error("no longer wanted");
    const reading = async () => {
      for await (const { query } of pool.stream({ ...path, trials: 2 ** 30 }, { signal: control.signal })) {
        counts.push(countOf(query));
        if (counts.length === 4) setTimeout(() => control.abort(reason), 5);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect(counts.length).toBeGreaterThanOrEqual(4);
  });

  test.each([0, -1, Number.NaN, "0.1", null])("refuses a relative error of %j", async (relativeError) => {
    await expect(collect(path, { relativeError: relativeError as number })).rejects.toThrow(
      "relativeError: expected a number above 0",
    );
  });

  test.each(["curve of sites", "bottleneck of sites", "sweep of sites"])(
    "of more than one number takes no relative error: %s",
    async (name) => {
      await expect(collect(sampled[name] as Query, { relativeError: 0.1 })).rejects.toThrow(
        "relativeError: expected none but for",
      );
    },
  );

  test("of a query that is wrong is rejected as the query is", async () => {
    await expect(collect({ ask: "path" } as unknown as Query)).rejects.toThrow("network: expected");
    expect(() => pool.stream(path, null as never)).toThrow("options: expected an object");
  });
});
