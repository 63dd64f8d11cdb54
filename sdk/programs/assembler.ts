import { type Axis, type Block, flags, type Operation, type Taps } from "../engine/programs.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import type { Reading } from "./readings.ts";
import { firstOf, isEqualEverywhere, onceWhere } from "./taps.ts";
import { stridesOf, type Tensor, tensorOf } from "./tensor.ts";

/** How one axis of an output reads that of its input: position by position unless `reading` says otherwise. */
export interface AxisMap {
  /** Positions of the output. */
  readonly size: number;
  readonly reading?: Reading;
}

/** Adds operations that build tensors from tensors. Each keeps a tensor as small as its randomness allows. */
export class Assembler {
  readonly operations: Operation[] = [];

  /** Every element in every trial. */
  ones(shape: Shape): Tensor {
    const tensor = tensorOf(
      shape,
      shape.map(() => 1),
    );
    this.operations.push({ kind: "fill", out: tensor.block, count: 1 });
    return tensor;
  }

  /** No element in any trial. */
  zeros(shape: Shape): Tensor {
    const tensor = tensorOf(
      shape,
      shape.map(() => 1),
    );
    this.#gather(tensor.block, 1, tensor.block, [], 0);
    return tensor;
  }

  /** What each axis of the output reads; the input's sizes need not be those of its shape. */
  read(input: Tensor, maps: readonly AxisMap[]): Tensor {
    const shape = maps.map(({ size }) => size);
    const plans = maps.map((map, axis) => planAxis(map, input.sizes[axis] ?? 1));
    if (plans.every(({ taps, size }, axis) => !taps && size === input.sizes[axis])) {
      return { shape, sizes: input.sizes, block: input.block };
    }
    const out = tensorOf(
      shape,
      plans.map(({ size }) => size),
    );
    this.#into(out, plans, input, 0);
    return out;
  }

  /** The same elements, stored one by one along the axes that `isFull` names. */
  expand(input: Tensor, isFull: (axis: number) => boolean = () => true): Tensor {
    const sizes = input.shape.map((size, axis) => (isFull(axis) ? size : (input.sizes[axis] ?? 1)));
    if (sizes.every((size, axis) => size === input.sizes[axis])) return input;
    const out = tensorOf(input.shape, sizes);
    this.#copy(out, input);
    return out;
  }

  /** The axes in another order. */
  transpose(input: Tensor, axes: readonly number[]): Tensor {
    const out = tensorOf(
      axes.map((axis) => input.shape[axis] ?? 1),
      axes.map((axis) => input.sizes[axis] ?? 1),
    );
    const [from, to] = [stridesOf(input), stridesOf(out)];
    const plans = axes.map((axis, at) => ({
      size: out.sizes[at] ?? 1,
      outStride: to[at] ?? 0,
      inStride: from[axis] ?? 0,
    }));
    this.#gather(out.block, 0, input.block, plans, flags.copy);
    return out;
  }

  /** The union of tensors of one shape, or with axes of size 1. */
  unite(inputs: readonly Tensor[], shape: Shape): Tensor {
    const [only] = inputs;
    if (only && inputs.length === 1 && only.shape.every((size, axis) => size === shape[axis])) return only;
    const out = tensorOf(shape, commonSizes(inputs, shape));
    inputs.forEach((input, index) => {
      if (index === 0) this.#copy(out, input);
      else this.#gather(out.block, 0, input.block, aligned(out, input), 0);
    });
    return out;
  }

  /** The intersection, likewise. */
  intersect(inputs: readonly Tensor[], shape: Shape): Tensor {
    const out = tensorOf(shape, commonSizes(inputs, shape));
    inputs.forEach((input, index) => {
      if (index === 0) this.#copy(out, input);
      else this.and(out, input);
    });
    return out;
  }

  /** Narrows `out` to what is in `input`, or with `inverted` to what is not. */
  and(out: Tensor, input: Tensor, inverted = false): void {
    this.#gather(out.block, 0, input.block, aligned(out, input), flags.and | (inverted ? flags.not : 0));
  }

  /** Narrows `out`, which is stored in full, to what all taps of `input` have. */
  andTaps(out: Tensor, input: Tensor, maps: readonly AxisMap[]): void {
    const [to, from] = [stridesOf(out), stridesOf(input)];
    const axes = maps.map(({ size, reading }, axis) => ({
      size: out.sizes[axis] === 1 ? 1 : size,
      outStride: to[axis] ?? 0,
      inStride: from[axis] ?? 0,
      taps: reading?.table(),
    }));
    this.#gather(out.block, 0, input.block, axes, flags.and);
  }

  /** Tensors one after another along an axis. */
  concat(inputs: readonly Tensor[], axis: number, shape: Shape): Tensor {
    const sizes = shape.map((size, at) => (at === axis || inputs.some((each) => (each.sizes[at] ?? 1) > 1) ? size : 1));
    const out = tensorOf(shape, sizes);
    const strides = stridesOf(out);
    let start = 0;
    for (const input of inputs) {
      const from = stridesOf(input);
      const part = input.shape.map((size, at) => ({
        size: at === axis ? size : (sizes[at] ?? 1),
        outStride: strides[at] ?? 0,
        inStride: from[at] ?? 0,
      }));
      this.#gather(out.block, 0, input.block, part, flags.copy, start * (strides[axis] ?? 0));
      start += input.shape[axis] ?? 1;
    }
    return out;
  }

  /** The channels of each of `groups` groups of axis 0 as one. */
  reduceChannels(input: Tensor, groups: number): Tensor {
    const [channels = 1, ...space] = input.shape;
    const [stored = 1, ...sizes] = input.sizes;
    if (stored === 1 || groups === channels) return { ...input, shape: [groups, ...space] };
    const out = tensorOf([groups, ...space], [groups, ...sizes]);
    const count = product(sizes);
    this.operations.push({
      kind: "reduce",
      out: out.block,
      input: input.block,
      count,
      groups,
      inputs: channels / groups,
    });
    return out;
  }

  #copy(out: Tensor, input: Tensor): void {
    this.#gather(out.block, 0, input.block, aligned(out, input), flags.copy);
  }

  #into(out: Tensor, plans: readonly AxisPlan[], input: Tensor, flag: number): void {
    const [to, from] = [stridesOf(out), stridesOf(input)];
    const axes = plans.map(({ size, taps }, axis) => ({
      size,
      outStride: to[axis] ?? 0,
      inStride: from[axis] ?? 0,
      taps,
    }));
    this.#gather(out.block, product(out.sizes), input.block, axes, flag);
  }

  #gather(out: Block, cleared: number, input: Block, axes: readonly Axis[], flag: number, outOffset = 0): void {
    this.operations.push({ kind: "gather", out, outOffset, input, count: cleared, flags: flag, axes: pack(axes) });
  }
}

interface AxisPlan {
  readonly size: number;
  readonly taps: Taps | undefined;
}

/** What of an axis has to be stored, and what is read for it. */
function planAxis({ size, reading }: AxisMap, stored: number): AxisPlan {
  if (!reading) return { size: stored === 1 ? 1 : size, taps: undefined };
  if (stored === 1) {
    const presence = reading.presence();
    return presence.every((reads) => reads === 1) ? { size: 1, taps: undefined } : { size, taps: onceWhere(presence) };
  }
  const taps = reading.table();
  return isEqualEverywhere(taps, taps.sources) ? { size: 1, taps: firstOf(taps) } : { size, taps };
}

/** Sizes that hold what any of the tensors tells apart. */
function commonSizes(inputs: readonly Tensor[], shape: Shape): number[] {
  return shape.map((size, axis) => (inputs.some((input) => (input.sizes[axis] ?? 1) > 1) ? size : 1));
}

/** Axes of `out` and `input` side by side. */
function aligned(out: Tensor, input: Tensor): Axis[] {
  const [to, from] = [stridesOf(out), stridesOf(input)];
  return out.sizes.map((size, axis) => ({ size, outStride: to[axis] ?? 0, inStride: from[axis] ?? 0 }));
}

const GATHERED = 6;

/** Six axes: neighbours that run on into each other as one, those of one position left out. */
function pack(axes: readonly Axis[]): Axis[] {
  const packed: Axis[] = [];
  for (const axis of axes) {
    const last = packed[packed.length - 1];
    if (axis.size === 1 && !axis.taps) continue;
    const follows = (stride: number | undefined, next: number) => stride === next * axis.size;
    if (
      last &&
      !last.taps &&
      !axis.taps &&
      follows(last.outStride, axis.outStride) &&
      follows(last.inStride, axis.inStride)
    ) {
      packed[packed.length - 1] = { ...axis, size: last.size * axis.size };
    } else packed.push(axis);
  }
  const missing = Array.from({ length: GATHERED - packed.length }, () => ({ size: 1, outStride: 0, inStride: 0 }));
  return [...missing, ...packed];
}
