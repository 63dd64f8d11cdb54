import { setTimeout as delay } from "node:timers/promises";
import { ask, lattice, PercolationError, type Query } from "percolation";
import { describe, expect, test } from "vitest";
import { compileEngine } from "../../sdk/engine/module.ts";
import { Pool } from "../../sdk/workers/pool.ts";
import { bitsOf } from "./bits.ts";
import { networks, sampled } from "./questions.ts";
import { SERVING, Threads } from "./threads.ts";

const engine = compileEngine();
const short = sampled["path, layered"] as Query;
const expectedShort = bitsOf(ask(short));

/** What a worker says and does before it serves: `port` is the pool. */
const before = (text: string) =>
  `const port = process.getBuiltinModule("node:worker_threads").parentPort; ${text}\n${SERVING}`;
/** A worker that does `text` at its first range. */
const atFirstRange = (text: string) =>
  before(`port.on("message", ({ kind, id, first, count }) => { if (kind === "range") { ${text} } });`);

async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason) => reason,
  );
}

describe("workers that are killed", () => {
  /** Each of many ranges. */
  const questions = (
    [
      { ...sampled["path, layered"], trials: 400_000 },
      { ...sampled["path, model"], trials: 60_000 },
      { ...sampled["bottleneck of sites"], trials: 12_000 },
      { ...sampled["sweep of sites"], runs: 450 },
      { ...sampled["sweep, steps"], runs: 700 },
      { ...sampled["threshold, wrapping crossing"], runs: 1500 },
      { ...sampled["reach, lattice"], trials: 200_000 },
      { ...sampled["inspect, with runs that follow from others"], trials: 1500 },
    ] as Query[]
  ).map((query) => ({ query, bits: bitsOf(ask(query)) }));

  test("at random, in each of 100 queries, change no answer", async () => {
    const threads = new Threads();
    const pool = new Pool(2, threads.start, engine);
    let round = 0;
    let killed = 0;
    for (; killed < 100; round++) {
      const { query, bits } = questions[round % questions.length] as (typeof questions)[number];
      let isOver = false;
      const answered = pool.ask(query).finally(() => {
        isOver = true;
      });
      const lost = threads.lost;
      for (let kill = 0; kill < 1 + (round % 3) && !isOver; kill++) {
        await delay(Math.random() * 60);
        if (!isOver) threads.kill(Math.floor(Math.random() * 2));
      }
      expect(bitsOf(await answered)).toBe(bits);
      if (threads.lost > lost) killed++;
    }
    await pool.close();
    expect(threads.lost).toBeGreaterThanOrEqual(100);
    expect(threads.alive.length).toBe(0);
  });

  test("all at once are replaced", async () => {
    const threads = new Threads();
    const pool = new Pool(3, threads.start, engine);
    const { query, bits } = questions[0] as (typeof questions)[number];
    const killAll = () => {
      if (threads.started === 3) for (const thread of threads.alive) void thread.terminate();
    };
    expect(bitsOf(await pool.ask(query, { onProgress: killAll }))).toBe(bits);
    expect(threads.started).toBe(6);
    await pool.close();
    expect(threads.alive.length).toBe(0);
  });

  test("while nothing is asked are replaced when something is", async () => {
    const threads = new Threads();
    const pool = new Pool(2, threads.start, engine);
    await pool.ask(short);
    for (const thread of [...threads.alive]) await thread.terminate();
    await delay(10);
    expect(threads.started).toBe(2);
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    expect(threads.started).toBe(4);
    await pool.close();
  });

  test("do the ranges again that they were at, and no others", async () => {
    const ranges: string[] = [];
    const threads = new Threads((number) => (number === 0 ? atFirstRange("process.exit(3)") : SERVING));
    const pool = new Pool(
      2,
      (listener) => {
        const host = threads.start(listener);
        return {
          ...host,
          post: (message) => {
            if (message.kind === "range") ranges.push(`${message.first}+${message.count}`);
            host.post(message);
          },
        };
      },
      engine,
    );
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    expect(threads.lost).toBe(1);
    expect(ranges.length - new Set(ranges).size).toBe(1);
    expect(ranges.filter((range) => range === ranges[0])).toHaveLength(2);
    await pool.close();
  });
});

describe("where no worker can be started", () => {
  test.each([
    ["throws at once", "throw new Error('no')"],
    ["ends at once", "process.exit(1)"],
    ["cannot be read", "this is no JavaScript"],
  ])("the calling thread does the work: a worker %s", async (_, source) => {
    for (const size of [1, 2, 16]) {
      const threads = new Threads(() => source);
      const pool = new Pool(size, threads.start, engine);
      expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
      const { started } = threads;
      expect(started).toBeLessThanOrEqual(4 * size);
      // It is not tried again and again.
      expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
      expect(threads.started).toBe(started);
      await pool.close();
      expect(threads.alive.length).toBe(0);
    }
  });

  test("the calling thread does the work: starting throws", async () => {
    let started = 0;
    const start = () => {
      started++;
      throw new Error("no threads here");
    };
    const pool = new Pool(2, start, engine);
    expect(pool.size).toBe(0);
    const answers = await Promise.all([pool.ask(short), pool.ask(short)]);
    expect(answers.map(bitsOf)).toEqual([expectedShort, expectedShort]);
    expect(started).toBe(2);
    await pool.close();
  });

  test("any more, queries are rejected, and later ones try anew", async () => {
    let mayStart = true;
    const threads = new Threads();
    const pool = new Pool(
      2,
      (listener) => {
        if (!mayStart) throw new Error("no threads any more");
        return threads.start(listener);
      },
      engine,
    );
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    mayStart = false;
    for (const thread of [...threads.alive]) await thread.terminate();
    await expect(pool.ask(short)).rejects.toMatchObject({
      code: "engine-unavailable",
      field: "workers",
      message: "workers: expected some that live, but none can be started any more",
    });
    mayStart = true;
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    await pool.close();
  });
});

describe("a worker", () => {
  test.each([
    ["exits", "process.exit(7)", "exit code 7"],
    ["runs out of memory", "const kept = []; for (;;) kept.push(new Array(1e5).fill(first));", "memory limit"],
  ])("that %s at every range ends the query after 20 others did", async (how, text, cause) => {
    for (const size of how === "exits" ? [1, 3] : [1]) {
      const threads = new Threads(() => atFirstRange(text));
      const pool = new Pool(size, threads.start, engine);
      const reason = await reasonOf(pool.ask(short));
      expect(reason).toBeInstanceOf(PercolationError);
      expect(reason).toMatchObject({
        code: "engine-unavailable",
        field: "workers",
        message: "workers: expected some that live, but 21 died at the same work",
        cause: { message: expect.stringContaining(cause) },
      });
      expect(threads.started).toBeLessThanOrEqual(21 * size + size);
      await pool.close();
      expect(threads.alive.length).toBe(0);
    }
  });

  test.each(["null", "'text'", "42", "{}", "{ kind: 'nonsense' }", "{ kind: 'part', id }", "[1, 2, 3]"])(
    "that sends %s is replaced",
    async (message) => {
      const threads = new Threads((number) =>
        number < 2 ? atFirstRange(`port.postMessage(${message}); process.exit()`) : SERVING,
      );
      const pool = new Pool(2, threads.start, engine);
      expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
      expect(threads.started).toBe(4);
      await pool.close();
      expect(threads.alive.length).toBe(0);
    },
  );

  test("that sends the answer to another question is not listened to", async () => {
    const other = "port.postMessage({ kind: 'part', id: id + 1000, first, count, part: 1e9, time: 1 });";
    const threads = new Threads(() => atFirstRange(other));
    const pool = new Pool(2, threads.start, engine);
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    await pool.close();
  });

  test("passes errors on with code, field and message", async () => {
    const query = {
      ask: "path",
      network: lattice("square", { size: [20_000, 20_000], keepBonds: 0.5 }),
      from: [0],
      to: [1],
      trials: 300,
    } as const;
    let expected: unknown;
    try {
      ask(query);
    } catch (error) {
      expected = error;
    }
    expect(expected).toBeInstanceOf(PercolationError);
    const { code, field, message } = expected as PercolationError;
    expect(code).toBe("too-large");
    const threads = new Threads();
    const pool = new Pool(2, threads.start, engine);
    const reason = await reasonOf(pool.ask(query));
    expect(reason).toBeInstanceOf(PercolationError);
    expect(reason).toMatchObject({ code, field, message });
    // That is no reason to replace it.
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    expect(threads.lost).toBe(0);
    await pool.close();
  });

  test("passes errors of other kinds on with their message", async () => {
    const text = "port.postMessage({ kind: 'failure', id, message: 'unreachable' }); process.exit()";
    const threads = new Threads((number) => (number < 1 ? atFirstRange(text) : SERVING));
    const pool = new Pool(1, threads.start, engine);
    const reason = await reasonOf(pool.ask(short));
    expect(reason).toEqual(new Error("unreachable"));
    expect(reason).not.toBeInstanceOf(PercolationError);
    expect(bitsOf(await pool.ask(short))).toBe(expectedShort);
    await pool.close();
  });

  test("that cannot be sent a task fails that query alone", async () => {
    const threads = new Threads();
    const pool = new Pool(
      2,
      (listener) => {
        const host = threads.start(listener);
        const post: typeof host.post = (message) => {
          if (message.kind === "task" && message.name === "walk-trials") throw new TypeError("could not be cloned");
          host.post(message);
        };
        return { ...host, post };
      },
      engine,
    );
    const walk = { ask: "path", network: networks.cone, from: [0], to: [5], trials: 3000 } as const;
    const [walked, other] = await Promise.all([reasonOf(pool.ask(walk)), pool.ask(short)]);
    expect(walked).toEqual(new TypeError("could not be cloned"));
    expect(bitsOf(other)).toBe(expectedShort);
    expect(threads.started).toBe(2);
    await pool.close();
  });
});
