import { show } from "../../errors.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { nodeLabel } from "./walk.ts";

/**
 * A tensor computed from the network's input. ONNX counts its axes in one order, batch included; the layer that
 * makes it may have them in another, with axes of size 1 more or less and without the batch.
 */
export interface Signal {
  readonly kind: "signal";
  /** Sizes of the axes in the file. -1 for a width that is not known yet. */
  readonly dims: readonly number[];
  /** The axis of the batch, or -1 where it is gone. Never in `order`. */
  readonly batch: number;
  /** The layer of the model, or null for a product of two signals that only attention may read. */
  readonly layer: string | null;
  /** Axis i of the layer is axis `order[i]` of the file, or an axis of size 1 that the file does not have, as -1. */
  readonly order: readonly number[];
  /** The last layer that did more than to change each value on its own. */
  readonly core: string;
  /** The node that made it, for messages. */
  readonly label: string;
  /** Whether the values are never 0, whatever arrives: those of a sigmoid, a softmax or an exponential. */
  readonly gate: boolean;
  /** What constants added to every value make together. */
  readonly shift: number;
  /** The core over which it is a mean or another statistic. */
  readonly statisticOf: string | null;
  /** What became of a softmax, where it is one. */
  readonly softmax: Softmax | null;
  /** Whether positions after a token are masked for it. */
  readonly causal: boolean;
}

/** Weights of attention. */
export interface Softmax {
  readonly axis: number;
  /** Dropout of the weights. */
  readonly drop: number;
}

/** The properties that hold for a fresh tensor. */
const PLAIN = { gate: false, shift: 0, statisticOf: null, softmax: null, causal: false } as const;

/** A signal that a new layer makes. */
export function made(
  node: Node,
  layer: string | null,
  dims: readonly number[],
  batch: number,
  order: readonly number[],
): Signal {
  return { kind: "signal", ...PLAIN, dims, batch, layer, order, core: layer ?? "", label: nodeLabel(node) };
}

/** The same signal, of which nothing is known but where it comes from. */
export function plain(signal: Signal): Signal {
  return { ...signal, ...PLAIN };
}

/** The layer of a signal that a node reads. */
export function layerOf(node: Node, signal: Signal): string {
  if (signal.layer !== null) return signal.layer;
  const expected = "the product of two computed tensors to become attention: a softmax, then a product with values";
  throw unsupported(signal.label, expected, `${nodeLabel(node)} reading it`);
}

/** The shape of a signal's layer. */
export function layerShape({ order, dims }: Signal): number[] {
  return order.length === 0 ? [1] : order.map((axis) => sizeAt(dims, axis));
}

export function sizeAt(dims: readonly number[], axis: number): number {
  return axis < 0 ? 1 : (dims[axis] ?? 1);
}

export function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

/** The axes of the file that are longer than 1, the batch left out, in rising order. */
export function longAxes({ dims, batch }: Signal): number[] {
  return [...dims.keys()].filter((axis) => axis !== batch && dims[axis] !== 1);
}

export function isOpen({ dims }: Signal): boolean {
  return dims.some((size) => size < 0);
}

/** The same values with more axes in front, as broadcasting counts them. */
export function lift(signal: Signal, rank: number): Signal {
  const shift = rank - signal.dims.length;
  if (shift <= 0) return signal;
  const move = (axis: number) => (axis < 0 ? axis : axis + shift);
  return {
    ...signal,
    dims: [...new Array<number>(shift).fill(1), ...signal.dims],
    batch: move(signal.batch),
    order: signal.order.map(move),
    softmax: signal.softmax && { ...signal.softmax, axis: move(signal.softmax.axis) },
  };
}

/** The dims of a result of broadcasting; a message names the shapes that do not fit. */
export function broadcast(node: Node, one: readonly number[], other: readonly number[]): number[] {
  const rank = Math.max(one.length, other.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [a, b] = [sizeAt(one, axis - rank + one.length), sizeAt(other, axis - rank + other.length)];
    if (a === b || b === 1) return a;
    if (a === 1) return b;
    throw invalidFile(nodeLabel(node), `operands whose shapes fit, such as ${show(shapeOf(one))}`, shapeOf(other));
  });
}

export function shapeOf(dims: readonly number[]): string {
  return dims.length === 0
    ? "a scalar"
    : dims
        .slice(0, 8)
        .map((size) => (size < 0 ? "?" : size))
        .join("x");
}

export function sameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
