import { ask, type Query } from "percolation";
import { createPool } from "percolation/workers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Pool } from "../../sdk/workers/pool.ts";
import { bitsOf } from "./bits.ts";
import { exact, networks, sampled } from "./questions.ts";

const questions: Readonly<Record<string, Query>> = {
  ...sampled,
  ...Object.fromEntries(Object.entries(exact).map(([name, query]) => [`${name}, exact`, query])),
};
const expected = new Map<string, { answer: unknown; bits: string }>();
const pools = new Map<string, Pool>();

beforeAll(() => {
  for (const [name, query] of Object.entries(questions)) {
    const answer = ask(query);
    expected.set(name, { answer, bits: bitsOf(answer) });
  }
  for (const size of [1, 2, 7]) pools.set(`${size} worker${size > 1 ? "s" : ""}`, createPool({ size }));
  pools.set("no worker", new Pool(0, undefined, undefined));
});
afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
});

function poolOf(name: string): Pool {
  const pool = pools.get(name);
  if (!pool) throw new Error(`no pool of ${name}`);
  return pool;
}

describe.each(["1 worker", "2 workers", "7 workers", "no worker"])("a pool of %s", (workers) => {
  test.each(Object.keys(questions))("answers as the synchronous call does, to the last bit: %s", async (name) => {
    const answer = await poolOf(workers).ask(questions[name] as Query);
    expect(answer).toEqual(expected.get(name)?.answer);
    expect(bitsOf(answer)).toBe(expected.get(name)?.bits);
  });

  test("answers many questions at once", async () => {
    const names = Object.keys(questions);
    const answers = await Promise.all(names.map((name) => poolOf(workers).ask(questions[name] as Query)));
    expect(answers.map(bitsOf)).toEqual(names.map((name) => expected.get(name)?.bits));
  });

  test("answers the same question several times at once", async () => {
    const name = "sweep, graph";
    const query = questions[name] as Query;
    const answers = await Promise.all(Array.from({ length: 5 }, () => poolOf(workers).ask(query)));
    expect(answers.map(bitsOf)).toEqual(answers.map(() => expected.get(name)?.bits));
  });
});

describe("a pool", () => {
  test("has the functions of the SDK as methods", async () => {
    const pool = poolOf("2 workers");
    const { layered, cube, cone } = networks;
    const sampling = { method: "monte-carlo", trials: 1000, seed: 3 } as const;
    const ends = { from: [0], to: [5] };
    const answers = await Promise.all([
      pool.pathProbability(layered, sampling),
      pool.pathProbability(layered),
      pool.curve(layered, { of: "sites", points: 3, ...sampling }),
      pool.criticalDrop(layered, { of: "bonds", ...sampling }),
      pool.reach(cone, { ...ends, trials: 1000 }),
      pool.reach(layered),
      pool.forecast(layered, { steps: 5, ...sampling }),
      pool.inspect(layered, { trials: 200 }),
      pool.inspect(layered),
      pool.bottleneck(layered, { of: "sites", trials: 300 }),
      pool.sweep(cube, { kind: "site", runs: 40 }),
      pool.threshold(cube, { kind: "site", runs: 40 }),
    ]);
    for (const answer of answers) expect(bitsOf(answer)).toBe(bitsOf(ask(answer.query as Query)));
    expect(answers.map(({ query }) => query.ask)).toEqual([
      "path",
      "path",
      "curve",
      "critical",
      "reach",
      "reach",
      "forecast",
      "inspect",
      "inspect",
      "bottleneck",
      "sweep",
      "threshold",
    ]);
  });

  test("says how many workers it has", () => {
    expect([...pools.values()].map(({ size }) => size)).toEqual([1, 2, 7, 0]);
  });

  test("has as many workers as there are processors unless it is told", async () => {
    const { availableParallelism } = await import("node:os");
    await using pool = createPool();
    expect(pool.size).toBe(availableParallelism());
  });

  test.each([0, -1, 1.5, 1025, Number.NaN, "2", null])("refuses a size of %j", (size) => {
    expect(() => createPool({ size: size as number })).toThrow("size: expected an integer in 1..1024");
  });

  test("refuses what the synchronous call refuses, with the same words", async () => {
    const refused: unknown[] = [
      null,
      {},
      { ask: "nothing" },
      { ask: "path" },
      { ask: "path", network: networks.layered, trials: 0 },
      { ask: "path", network: networks.pruned, method: "exact" },
      { ask: "path", network: networks.layered, method: "monte-carlo", trials: 2 ** 40 },
      { ask: "sweep", network: networks.layered, kind: "site" },
      { ask: "threshold", network: networks.hubs, kind: "site", method: "wrapping-crossing" },
      { ask: "bottleneck", network: networks.layered, of: "sites", trials: 2 ** 28 },
    ];
    for (const query of refused) {
      let reason: unknown;
      try {
        ask(query as Query);
      } catch (error) {
        reason = error;
      }
      expect(reason).toBeInstanceOf(Error);
      await expect(poolOf("2 workers").ask(query as Query)).rejects.toEqual(reason);
    }
  });

  test("that is closed answers nothing more, and what was under way is rejected", async () => {
    for (const pool of [createPool({ size: 2 }), new Pool(0, undefined, undefined)]) {
      const under = pool.ask({ ...questions["path, layered"], trials: 2 ** 28 } as Query);
      const closed = pool.close();
      await expect(under).rejects.toThrow("pool: expected one that is open");
      await closed;
      await expect(pool.ask(questions["path, layered"] as Query)).rejects.toThrow("pool: expected one that is open");
      await expect(pool.ask(questions["depth, exact"] as Query)).rejects.toThrow("pool: expected one that is open");
      await expect(pool.stream(questions["path, layered"] as Query).next()).rejects.toThrow("pool: expected one that");
      await pool.close();
    }
  });
});
