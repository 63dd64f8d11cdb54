import { allocate } from "../arena.ts";
import { halves } from "../seeds.ts";
import { withTraining } from "./instance.ts";

/** The numbers 0..count-1 in the order of an epoch. */
export function shuffleSamples(count: number, seed: bigint, epoch: number): Uint32Array {
  return withTraining((module) => {
    const [order] = allocate(module, 4 * count);
    const view = new Uint32Array(module.memory.buffer, order, count);
    for (let sample = 0; sample < count; sample++) view[sample] = sample;
    module.shuffle(...halves(seed), ...halves(BigInt(epoch)), order, count);
    return new Uint32Array(module.memory.buffer, order, count).slice();
  });
}
