import type { Reports } from "../engine/training/run.ts";

/** Reports of steps, one entry a step. */
export interface StepReports extends Reports {
  /** The number of the first step. */
  readonly first: number;
  /**
   * The step that diverged, the last one here; undefined where there was none. A step diverges when its loss, a weight, a
   * bias or what the optimiser remembers is no finite number after it, and when weights are so large, from about 1e154 on,
   * that the sum of their squares is none.
   */
  readonly divergedAt: number | undefined;
}

/** Reports of steps one behind the other, as if they were of one call; at least one part. */
export function joinReports(parts: readonly StepReports[]): StepReports {
  const [one, ...more] = parts as readonly [StepReports, ...StepReports[]];
  if (more.length === 0) return one;
  const numbers = (of: (part: StepReports) => Float64Array) => {
    const lists = parts.map(of);
    const all = new Float64Array(count(lists));
    place(all, lists);
    return all;
  };
  const flags = (of: (part: StepReports) => Uint8Array) => {
    const lists = parts.map(of);
    const all = new Uint8Array(count(lists));
    place(all, lists);
    return all;
  };
  return {
    loss: numbers(({ loss }) => loss),
    gradientNorm: numbers(({ gradientNorm }) => gradientNorm),
    weightNorm: numbers(({ weightNorm }) => weightNorm),
    updated: flags(({ updated }) => updated),
    open: flags(({ open }) => open),
    first: one.first,
    divergedAt: parts.at(-1)?.divergedAt,
  };
}

function count(lists: readonly ArrayLike<number>[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function place(all: Float64Array | Uint8Array, lists: readonly ArrayLike<number>[]): void {
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
}
