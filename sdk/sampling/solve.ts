import type { Steps } from "./sampler.ts";

/** Hears how many trials, runs or points of how many are done. */
export type Progress = (done: number, total: number) => void;

/** Takes the steps one after another, here and now. */
export function solve<T>(steps: Steps<T>, onProgress?: Progress): T {
  let step = steps.next();
  while (!step.done) {
    const { value } = step;
    if (value.kind === "pause") {
      onProgress?.(value.done, value.total);
      step = steps.next();
    } else {
      const { count } = value;
      step = steps.next(value.open().run({ first: 0, count }, onProgress && ((done) => onProgress(done, count))));
    }
  }
  return step.value;
}
