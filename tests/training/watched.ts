import type { TrainingControl } from "percolation/training";
import { expect } from "vitest";

/** Work that takes its time, and how it is watched. */
export type Watched<T> = (control?: TrainingControl) => Promise<T>;

/** The answer to work in at least so many pieces, after a look at what was heard of them. */
export async function hearAll<T>(work: Watched<T>, total: number, pieces = 3): Promise<T> {
  const heard: (readonly [done: number, total: number])[] = [];
  const answer = await work({ onProgress: (...progress) => heard.push(progress) });
  expect(heard.length).toBeGreaterThanOrEqual(pieces);
  expect(heard.at(-1)).toEqual([total, total]);
  heard.forEach(([done, all], index) => {
    expect(all).toBe(total);
    expect(done).toBeGreaterThanOrEqual(index > 0 ? (heard[index - 1]?.[0] ?? 0) : 1);
  });
  return answer;
}

/** Ends work behind its first piece: it has to have more. */
export async function expectEnd(work: Watched<unknown>): Promise<void> {
  const controller = new AbortController();
  const reason = new Error("enough");
  const heard: number[] = [];
  let all = 0;
  const onProgress = (done: number, total: number) => {
    heard.push(done);
    all = total;
    controller.abort(reason);
  };
  await expect(work({ signal: controller.signal, onProgress })).rejects.toBe(reason);
  expect(heard.length).toBe(1);
  expect(heard[0]).toBeLessThan(all);
}

/** Work does not begin under a signal that is aborted, or a control of another kind. */
export async function expectRefusals(work: Watched<unknown>): Promise<void> {
  const heard: number[] = [];
  const onProgress = (done: number) => heard.push(done);
  const reason = new Error("no");
  await expect(work({ signal: AbortSignal.abort(reason), onProgress })).rejects.toBe(reason);
  await expect(work({ signal: {} as AbortSignal, onProgress })).rejects.toThrow(
    "signal: expected an AbortSignal, got an object",
  );
  await expect(work({ onProgress: 1 as never })).rejects.toThrow("onProgress: expected a function, got 1");
  await expect(work(1 as never)).rejects.toThrow("control: expected an object, got 1");
  expect(heard).toEqual([]);
}

/** Timers go on while work is done. */
export async function expectTimers(work: Watched<unknown>): Promise<void> {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 0);
  await work();
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
}
