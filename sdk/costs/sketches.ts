import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { decay, hazard } from "./rough.ts";

// A model's program in outline: of every layer how many words are stored, and what it takes to fill them, as
// sdk/programs would put it together. Constants are nanoseconds, fitted to medians of blocks of models of 2 to 30 layers
// with 1000 to 100000 elements, each kind of layer by itself.

/** Words that a layer's elements are kept in; 1 along an axis where all are equal. */
export interface Sketch {
  readonly shape: Shape;
  readonly sizes: Shape;
  readonly words: number;
  /** Share of the trials in which an element is reached, roughly. */
  readonly share: number;
}

/** What a layer takes: in every block of trials, and once, when the program is put together. */
export interface Tally {
  block: number;
  compile: number;
}

/** An operation of a block, whatever it works on; and put together. */
const [OPERATION, COMPILED] = [45, 2500];
/** A word that is read and joined to another, and one that is joined to those of a group. */
export const [JOIN, REDUCE] = [0.8, 0.4];
/** An entry of a table of positions. */
const ENTRY = 25;

export function sketch(shape: Shape, sizes: Shape, share: number): Sketch {
  const words = product(sizes);
  return { shape, sizes, words, share: Math.max(share, 1e-9) };
}

/** Every element, in every trial. */
export function whole(shape: Shape): Sketch {
  return { shape, sizes: shape.map(() => 1), words: 1, share: 1 };
}

/** The same words under another shape. */
export function relabelled({ words, share }: Sketch, shape: Shape, sizes: Shape): Sketch {
  return { shape, sizes, words, share };
}

/** An operation that joins so many words. */
export function operate(tally: Tally, joined: number, each = JOIN): void {
  tally.block += OPERATION + joined * each;
  tally.compile += COMPILED;
}

/** How one axis of an output reads that of its input. */
export interface Reading {
  readonly size: number;
  /** Positions of the input that each one reads, in the mean; undefined: the one of its own number. */
  readonly taps?: number;
  /** Whether every position reads any. */
  readonly covers?: boolean;
  /** Whether all positions read the same. */
  readonly isSame?: boolean;
}

/** What each axis of the output reads, as `read` of sdk/programs/assembler.ts. */
export function readInto(tally: Tally, input: Sketch, readings: readonly Reading[]): Sketch {
  let joined = 1;
  let taps = 1;
  let isChanged = false;
  const sizes = readings.map(({ size, taps: read, covers = true, isSame = false }, axis) => {
    const stored = input.sizes[axis] ?? 1;
    if (read === undefined) {
      if ((stored === 1 ? 1 : size) !== stored) isChanged = true;
      joined *= stored === 1 ? 1 : size;
      return stored === 1 ? 1 : size;
    }
    tally.compile += (stored === 1 ? 1 : 1 + read) * size * ENTRY;
    if (stored === 1 && covers) return 1;
    isChanged = true;
    const kept = stored > 1 && isSame ? 1 : size;
    joined *= kept;
    if (stored > 1) taps *= read;
    return kept;
  });
  const shape = readings.map(({ size }) => size);
  if (!isChanged) return { ...input, shape };
  operate(tally, joined * taps);
  return sketch(shape, sizes, anyOf(taps, input.share));
}

/** The same elements, stored one by one along the axes that `isFull` names. */
export function expand(tally: Tally, input: Sketch, isFull: (axis: number) => boolean = () => true): Sketch {
  const sizes = input.shape.map((size, axis) => (isFull(axis) ? size : (input.sizes[axis] ?? 1)));
  const out = sketch(input.shape, sizes, input.share);
  if (out.words === input.words) return input;
  operate(tally, out.words);
  return out;
}

/** Tensors of one shape, or with axes of size 1, joined element by element. */
export function joinAll(tally: Tally, inputs: readonly Sketch[], shape: Shape, share: number): Sketch {
  const sizes = shape.map((size, axis) => (inputs.some((input) => (input.sizes[axis] ?? 1) > 1) ? size : 1));
  const out = sketch(shape, sizes, share);
  for (const _ of inputs) operate(tally, out.words);
  return out;
}

/** The channels of each of `groups` groups as one, and each group as many of `count` channels. */
export function mixChannels(tally: Tally, input: Sketch, groups: number, count: number): Sketch {
  const [channels = 1, ...space] = input.shape;
  const [stored = 1, ...sizes] = input.sizes;
  let reduced = input;
  if (stored > 1 && groups < channels) {
    operate(tally, input.words, REDUCE);
    reduced = sketch([groups, ...space], [groups, ...sizes], anyOf(channels / groups, input.share));
  }
  const shape = [count, ...space];
  const now = stored === 1 ? 1 : groups;
  if (now === 1 || count === groups) return relabelled(reduced, shape, [now, ...sizes]);
  const out = sketch(shape, [count, ...sizes], reduced.share);
  operate(tally, out.words);
  return out;
}

/** Share of the trials in which any of so many is reached. */
export function anyOf(count: number, share: number): number {
  return share >= 1 ? 1 : 1 - decay(count * hazard(share));
}
