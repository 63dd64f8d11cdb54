import { setTimeout as delay } from "node:timers/promises";
import { type Answer, ask, layered, type Query } from "percolation";
import { type Control, createPool } from "percolation/workers";
import { afterAll, describe, expect, test } from "vitest";
import { compileEngine } from "../../sdk/engine/module.ts";
import { countOf } from "../../sdk/workers/inquiry.ts";
import { Pool } from "../../sdk/workers/pool.ts";
import { bitsOf } from "./bits.ts";
import { networks, sampled } from "./questions.ts";
import { Threads } from "./threads.ts";

const pools = { "two workers": createPool({ size: 2 }), "no worker": new Pool(0, undefined, undefined) };
afterAll(() => pools["two workers"].close());

const path = { ask: "path", network: networks.layered, method: "monte-carlo", seed: 5 } as const;
/** More than can ever be done. */
const endless = { ...path, trials: 2 ** 34 } as const;
const short = { ...path, trials: 3000 } as const;
/** A few trials of it take seconds: a worker hears nothing while it is at them. */
const slow = {
  ask: "path",
  network: layered([3000, 3000, 3000, 3000], { dropBonds: 0.5, dropSites: 0.5 }),
  method: "monte-carlo",
  trials: 128 * 40,
} as const;

describe.each(["two workers", "no worker"] as const)("a query on %s", (name) => {
  const pool = pools[name];

  test("that is aborted before it begins is rejected with the reason, and does nothing", async () => {
    const reason = { any: "value" };
    const done: number[] = [];
    const control = { signal: AbortSignal.abort(reason), onProgress: (count: number) => done.push(count) };
    await expect(pool.ask(short, control)).rejects.toBe(reason);
    await expect(pool.ask(short, { stop: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(pool.ask({ ask: "depth", width: 8, dropSites: 0.5 }, control)).rejects.toBe(reason);
    expect(done).toEqual([]);
  });

  test("that is aborted on its way is rejected with the reason", async () => {
    const control = new AbortController();
    const reason = new Error("changed my mind");
    const onProgress = () => control.abort(reason);
    await expect(pool.ask(endless, { signal: control.signal, onProgress })).rejects.toBe(reason);
    const later = new AbortController();
    setTimeout(() => later.abort(reason), 30);
    await expect(pool.ask(endless, { signal: later.signal })).rejects.toBe(reason);
  });

  test("that is aborted after its end has its answer", async () => {
    const control = new AbortController();
    const answer = await pool.ask(short, { signal: control.signal, stop: control.signal });
    control.abort();
    await delay(5);
    expect(bitsOf(answer)).toBe(bitsOf(ask(short)));
  });

  test("that is aborted does not disturb another", async () => {
    const control = new AbortController();
    const aborted = pool.ask(endless, { signal: control.signal });
    const other = pool.ask({ ...path, trials: 300_000 });
    setTimeout(() => control.abort(), 20);
    await expect(aborted).rejects.toThrow("aborted");
    expect(bitsOf(await other)).toBe(bitsOf(ask({ ...path, trials: 300_000 })));
  });

  test("of exact work is aborted too, and by either signal when both are given", async () => {
    const query = { ask: "curve", network: layered([600, 600, 600], {}), of: "bonds", points: 100_001 } as const;
    for (const kind of ["signal", "stop"] as const) {
      const [control, other] = [new AbortController(), new AbortController()];
      const onProgress = (done: number) => done > 10 && control.abort(kind);
      const signals = kind === "signal" ? { stop: other.signal } : { signal: other.signal };
      await expect(pool.ask(query, { ...signals, [kind]: control.signal, onProgress })).rejects.toBe(kind);
    }
  });

  test("that is stopped answers of what is done, as the query for so much does", async () => {
    const stopped = async (query: Query, least: number, rest: Control = {}) => {
      const stop = new AbortController();
      const onProgress = (done: number) => done >= least && stop.abort();
      const answer: Answer = await pool.ask(query, { ...rest, stop: stop.signal, onProgress });
      expect(bitsOf(answer)).toBe(bitsOf(ask(answer.query as Query)));
      expect(countOf(answer.query)).toBeLessThan(countOf(query));
      expect({ ...answer.query, trials: 0, runs: 0 }).toEqual({
        ...ask({ ...query, ...few(query) } as Query).query,
        trials: 0,
        runs: 0,
      });
      return countOf(answer.query);
    };
    expect(await stopped(endless, 1)).toBeGreaterThanOrEqual(128);
    expect(await stopped(endless, 200_000, { signal: new AbortController().signal })).toBeGreaterThanOrEqual(128);
    await stopped(
      { ask: "curve", network: networks.layered, of: "sites", points: 5, method: "monte-carlo", trials: 2 ** 30 },
      1,
    );
    await stopped(
      { ask: "critical", network: networks.layered, of: "sites", method: "monte-carlo", trials: 2 ** 26 },
      1,
    );
    await stopped({ ask: "bottleneck", network: networks.layered, of: "sites", trials: 2 ** 26 }, 1);
    await stopped({ ask: "reach", network: networks.layered, method: "monte-carlo", trials: 2 ** 33 }, 1);
    await stopped({ ask: "sweep", network: networks.torus, kind: "site", points: 3, runs: 2 ** 30 }, 1);
    await stopped({ ask: "threshold", network: networks.cube, kind: "site", runs: 2 ** 26 }, 1);
  });

  test("that is stopped while it samples again has an answer of fewer trials, soon", async () => {
    const later = {
      steps: {
        ask: "forecast",
        network: networks.stepwise,
        steps: 100,
        batch: 1000,
        maskPer: "sample",
        trials: 2 ** 20,
      },
      inspect: { ask: "inspect", network: networks.blocks, trials: 40_000, failureBelow: 0.5 },
    } as const;
    for (const [kind, query] of Object.entries(later)) {
      const stop = new AbortController();
      let samples = 0;
      const onProgress = (done: number, total: number) => {
        if (samples > 0) stop.abort();
        if (done === total) samples++;
      };
      const answer: Answer = await pool.ask(query as Query, { stop: stop.signal, onProgress });
      expect(bitsOf(answer)).toBe(bitsOf(ask(answer.query as Query)));
      expect(countOf(answer.query)).toBeLessThan(query.trials);
      expect(countOf(answer.query)).toBeGreaterThanOrEqual(kind === "inspect" ? query.trials / 16 : 128);
    }
  });

  test("that is stopped and then aborted is rejected", async () => {
    const [stop, control] = [new AbortController(), new AbortController()];
    const query = { ...sampled["inspect, with runs that follow from others"], trials: 2 ** 22 } as Query;
    const onProgress = () => {
      stop.abort("stopped");
      setTimeout(() => control.abort("aborted"), 1);
    };
    await expect(pool.ask(query, { stop: stop.signal, signal: control.signal, onProgress })).rejects.toBe("aborted");
  });

  test.each(["path, layered", "curve of sites", "bottleneck of sites", "sweep, graph", "threshold, connection"])(
    "tells of its progress, which rises to all and is silent after the end: %s",
    async (question) => {
      const query = sampled[question] as Query;
      const done: number[] = [];
      const totals = new Set<number>();
      let isOver = false;
      const onProgress = (count: number, total: number) => {
        expect(isOver).toBe(false);
        done.push(count);
        totals.add(total);
      };
      await pool.ask(query, { onProgress });
      isOver = true;
      expect([...totals]).toEqual([countOf(query)]);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(countOf(query));
      await delay(20);
    },
  );

  test("whose listener throws is rejected with what it throws", async () => {
    const reason = new Error("in the listener");
    const onProgress = () => {
      throw reason;
    };
    await expect(pool.ask(endless, { onProgress })).rejects.toBe(reason);
    expect(bitsOf(await pool.ask(short))).toBe(bitsOf(ask(short)));
  });

  test("lets other work of its thread go on", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const control = new AbortController();
    const endlessly = expect(pool.ask(endless, { signal: control.signal })).rejects.toThrow("aborted");
    // Never ends unless the pool gives the timer its turn.
    while (ticks < 2) await delay(1);
    control.abort();
    await endlessly;
    const curve = { ask: "curve", network: layered([400, 400, 400], {}), of: "bonds", points: 2000 } as const;
    const before = ticks;
    await pool.ask(curve);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(before + 1);
  });
});

describe("workers", () => {
  test("that have done nothing yet when they are stopped leave no answer", async () => {
    const stop = new AbortController();
    const stopped = pools["two workers"].ask(slow, { stop: stop.signal });
    stop.abort("too early");
    await expect(stopped).rejects.toBe("too early");
  });

  test("are free at once when what they are at is aborted", async () => {
    const threads = new Threads();
    const pool = new Pool(2, threads.start, compileEngine());
    expect(bitsOf(await pool.ask(short))).toBe(bitsOf(ask(short)));
    expect(threads.started).toBe(2);
    const control = new AbortController();
    const before = threads.ranges;
    const aborted = pool.ask({ ...slow, trials: 2 ** 20 }, { signal: control.signal });
    const next = pool.ask(short);
    while (threads.ranges < before + 2) await delay(1);
    control.abort(); // Both are in the midst of ranges that would take them seconds.
    await expect(aborted).rejects.toThrow("aborted");
    expect(bitsOf(await next)).toBe(bitsOf(ask(short)));
    expect(threads.started).toBe(4);
    expect(threads.alive.length).toBeLessThanOrEqual(4);
    await pool.close();
    expect(threads.lost).toBe(0);
  });

  test("take turns between queries, so that a short one does not wait for a long one", async () => {
    const control = new AbortController();
    const long = pools["two workers"].ask(endless, { signal: control.signal });
    for (let time = 0; time < 3; time++) expect(bitsOf(await pools["two workers"].ask(short))).toBe(bitsOf(ask(short)));
    control.abort();
    await expect(long).rejects.toThrow("aborted");
  });

  test("stay when nothing that they are at is aborted", async () => {
    const threads = new Threads();
    const pool = new Pool(2, threads.start, compileEngine());
    const control = new AbortController();
    await pool.ask(short, { signal: control.signal });
    control.abort();
    await pool.ask(short);
    expect(threads.started).toBe(2);
    await pool.close();
  });
});

function few(query: Query): object {
  return query.ask === "sweep" || query.ask === "threshold" ? { runs: 2 } : { trials: 2 };
}
