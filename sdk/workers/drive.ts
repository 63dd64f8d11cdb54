import type { Sample, Steps } from "../sampling/sampler.ts";
import { breathe, type Control } from "./control.ts";

/** Has a sample drawn, wherever that may be. `index` counts the samples of a query. */
export type Draw = (sample: Sample, index: number) => Promise<unknown>;

/** Milliseconds that other work has to wait. */
const PATIENCE = 20;
/** Pauses of which one lets other work go on even where clocks stand still. */
const MOST_PAUSES = 32;

/** Takes the steps one after another, and lets other work go on between them. */
export async function drive<T>(steps: Steps<T>, draw: Draw, { signal, stop, onProgress }: Control): Promise<T> {
  let index = 0;
  let [rested, pauses] = [Date.now(), 0];
  let step = steps.next();
  while (!step.done) {
    signal?.throwIfAborted();
    stop?.throwIfAborted();
    const { value } = step;
    if (value.kind === "sample") {
      step = steps.next(await draw(value, index++));
    } else {
      onProgress?.(value.done, value.total);
      if (++pauses % MOST_PAUSES === 0 || Date.now() - rested > PATIENCE) {
        await breathe();
        rested = Date.now();
      }
      step = steps.next();
    }
  }
  signal?.throwIfAborted();
  return step.value;
}
