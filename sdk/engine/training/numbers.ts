import { allocate, readNumbers } from "../arena.ts";
import { halves } from "../seeds.ts";
import { withTraining } from "./instance.ts";

/** What a stream of numbers is for: after those of assembly/random/address.ts. */
export const purposes = { initial: 7, noise: 8, data: 9 } as const;

/** Which numbers: of a seed, for a purpose, of a run or step, of a layer. */
export interface NumberAddress {
  readonly seed: bigint;
  readonly purpose: keyof typeof purposes;
  readonly run: number;
  readonly layer: number;
}

/** Numbers that are uniform in -limit..limit. */
export function drawEvenly(address: NumberAddress, count: number, limit: number): Float64Array {
  return drawNumbers(address, count, (module, numbers) => module.fillEvenly(numbers, count, limit));
}

/** Normal numbers of mean 0. */
export function drawNormally(address: NumberAddress, count: number, deviation: number): Float64Array {
  return drawNumbers(address, count, (module, numbers) => module.fillNormally(numbers, count, deviation));
}

type Fill = (module: { fillEvenly: Filling; fillNormally: Filling }, numbers: number) => void;
type Filling = (numbers: number, count: number, size: number) => void;

function drawNumbers({ seed, purpose, run, layer }: NumberAddress, count: number, fill: Fill): Float64Array {
  return withTraining((module) => {
    const [numbers] = allocate(module, 8 * (count + 1));
    module.openNumbers(...halves(seed), purposes[purpose], ...halves(BigInt(run)), layer);
    fill(module, numbers);
    return readNumbers(module, numbers, count);
  });
}
