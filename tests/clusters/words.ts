// Orders, masks and uniform numbers of the streams by purpose, in plain TypeScript, without the engine.

import { type Address, Generator, Stream, stateOf } from "../determinism/from-words.ts";

export const PURPOSE = { sites: 1, bonds: 2, orders: 3, bits: 4, uniforms: 5 } as const;

/** The words of a stream as they come: from A, B, A, B, ... */
function* wordsOf(address: Address): IterableIterator<number[]> {
  const state = stateOf(address);
  const [a, b] = [new Generator(state.slice(0, 16)), new Generator(state.slice(16))];
  for (;;) {
    yield a.next();
    yield b.next();
  }
}

/** The 32-bit parts of the words of a stream. */
function* partsOf(address: Address): IterableIterator<number> {
  for (const word of wordsOf(address)) yield* word;
}

function take<T>(values: IterableIterator<T>): T {
  const { value, done } = values.next();
  if (done) throw new Error("the stream ended");
  return value;
}

/** The order of a run: elements 0 to count - 1, shuffled from the last place down. */
export function plainOrder(seed: bigint, run: number, count: number): number[] {
  const parts = partsOf({ seed, purpose: PURPOSE.orders, block: BigInt(run), layer: 0, target: 0 });
  const order = Array.from({ length: count }, (_, element) => element);
  for (let last = count - 1; last > 0; last--) {
    const bound = BigInt(last + 1);
    const draw = () => BigInt(take(parts)) * bound;
    let product = draw();
    if ((product & 0xffffffffn) < bound) {
      const excess = 2n ** 32n % bound;
      while ((product & 0xffffffffn) < excess) product = draw();
    }
    const other = Number(product >> 32n);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** The mask of `count` elements in a run: lane t of word w is that of element 128 w + t. */
export function plainBits(seed: bigint, run: number, layer: number, count: number, keep: number, drop: number) {
  if (drop === 0) return Array<boolean>(count).fill(true);
  const stream = new Stream({ seed, purpose: PURPOSE.bits, block: BigInt(run), layer, target: 0 });
  const bits: boolean[] = [];
  while (bits.length < count) bits.push(...stream.next(keep, drop));
  return bits.slice(0, count);
}

/** The mask of `count` elements in a trial: a word for each, in lane trial mod 128 of its block. */
export function plainMask(
  seed: bigint,
  trial: number,
  kind: "sites" | "bonds",
  count: number,
  keep: number,
  drop: number,
) {
  if (drop === 0) return Array<boolean>(count).fill(true);
  const block = BigInt(Math.floor(trial / 128));
  const stream = new Stream({ seed, purpose: PURPOSE[kind], block, layer: 0, target: 0 });
  return Array.from({ length: count }, () => stream.next(keep, drop)[trial % 128] ?? false);
}

/** `count` uniform numbers of a trial, of 52 bits. */
export function plainUniforms(seed: bigint, trial: number, layer: number, count: number): number[] {
  const parts = partsOf({ seed, purpose: PURPOSE.uniforms, block: BigInt(trial), layer, target: 0 });
  return Array.from({ length: count }, () => {
    const low = take(parts);
    const high = take(parts);
    return (high * 2 ** 20 + (low >>> 12)) / 2 ** 52;
  });
}
