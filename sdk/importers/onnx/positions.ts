import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { MOST_AXES } from "./tensor.ts";
import { attributeOf, axisOf, hasInput, integerAttribute, listAt, nodeLabel, numbersAt, type Walk } from "./walk.ts";

// What the operators that move elements about read, for signals and for constants alike.

/** Positions start, start + step, ... along an axis, `count` of them. */
export interface Span {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** What a Slice takes of each of its axes. */
export function sliceSpans(node: Node, walk: Walk, dims: readonly number[]): Span[] {
  const starts = listAt(node, walk, 1, "starts") ?? [];
  const ends = listAt(node, walk, 2, "ends") ?? [];
  const axes = listAt(node, walk, 3, "axes") ?? starts.map((_, index) => index);
  const steps = hasInput(node, 4) ? numbersAt(node, walk, 4, MOST_AXES) : starts.map(() => 1);
  if (ends.length !== starts.length || axes.length !== starts.length || steps.length !== starts.length) {
    throw invalidFile(nodeLabel(node), "as many ends, axes and steps as starts", `${starts.length} starts`);
  }
  return starts.map((start, index) => {
    const axis = axisOf(node, axes[index] ?? 0, dims.length);
    return spanOf(node, axis, dims[axis] ?? 1, start, ends[index] ?? 0, steps[index] ?? 1);
  });
}

function spanOf(node: Node, axis: number, size: number, from: number, to: number, step: number): Span {
  if (!Number.isInteger(step) || step === 0) throw invalidFile(nodeLabel(node), "a step other than 0", String(step));
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (end: number) => Math.min(Math.max(end < 0 ? end + size : end, low), high);
  const start = Math.min(clamp(from), size - 1);
  const end = clamp(to);
  const count = Math.max(0, Math.ceil((end - (from >= size && step > 0 ? size : start)) / step));
  return { axis, start, step, count };
}

/** The axis a Split cuts, and the sizes of its parts. */
export function splitSizes(node: Node, walk: Walk, dims: readonly number[]): { axis: number; sizes: number[] } {
  const axis = axisOf(node, integerAttribute(node, "axis", 0), dims.length);
  const size = dims[axis] ?? 1;
  const given = listAt(node, walk, 1, "split");
  const parts = integerAttribute(node, "num_outputs", node.outputs.length);
  const each = Math.ceil(size / Math.max(parts, 1));
  const sizes = given?.slice() ?? node.outputs.map((_, part) => Math.min(each, size - part * each));
  if (sizes.length === node.outputs.length && sizes.reduce((sum, part) => sum + part, 0) === size) {
    if (sizes.every((part) => part > 0)) return { axis, sizes };
  }
  throw invalidFile(nodeLabel(node), `parts of ${size} elements, one for each output`, `[${sizes.slice(0, 8)}]`);
}

/** The axes that a Squeeze takes out: those named, or all of size 1. */
export function squeezedDims(node: Node, walk: Walk, dims: readonly number[]): number[] {
  const named = listAt(node, walk, 1, "axes");
  const axes = named?.map((axis) => axisOf(node, axis, dims.length));
  return dims.filter((size, axis) => {
    if (!(axes?.includes(axis) ?? size === 1)) return true;
    if (size !== 1) throw invalidFile(nodeLabel(node), "an axis of size 1", `axis ${axis} of size ${size}`);
    return false;
  });
}

export function unsqueezedDims(node: Node, walk: Walk, dims: readonly number[]): number[] {
  const named = listAt(node, walk, 1, "axes") ?? [];
  const rank = dims.length + named.length;
  const axes = named.map((axis) => axisOf(node, axis, rank));
  if (new Set(axes).size !== axes.length) throw invalidFile(nodeLabel(node), "each axis once", `[${axes.slice(0, 8)}]`);
  const rest = [...dims];
  return Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : (rest.shift() ?? 1)));
}

/** The dims of a Reshape's result: 0 copies a size, -1 stands for what is left. */
export function reshapedDims(node: Node, walk: Walk, dims: readonly number[]): number[] {
  const target = listAt(node, walk, 1, "shape") ?? [];
  if (target.length > MOST_AXES) throw unsupported(nodeLabel(node), `at most ${MOST_AXES} axes`, `${target.length}`);
  const copies = integerAttribute(node, "allowzero", 0) === 0;
  const sizes = target.map((size, axis) => (size === 0 && copies ? (dims[axis] ?? 0) : size));
  const all = dims.reduce((product, size) => product * size, 1);
  const known = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const open = sizes.filter((size) => size === -1).length;
  const result = sizes.map((size) => (size === -1 ? all / known : size));
  const product = result.reduce((whole, size) => whole * size, 1);
  if (open <= 1 && product === all && result.every((size) => Number.isInteger(size) && size >= 0)) return result;
  throw invalidFile(nodeLabel(node), `a shape of ${all} elements`, `[${target.slice(0, 8)}]`);
}

export function flattenedDims(node: Node, dims: readonly number[]): [number, number] {
  const axis = integerAttribute(node, "axis", 1);
  const start = axis < 0 ? axis + dims.length : axis;
  if (!(start >= 0 && start <= dims.length)) throw invalidFile(nodeLabel(node), `an axis of ${dims.length}`, `${axis}`);
  const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
  return [product(dims.slice(0, start)), product(dims.slice(start))];
}

export function permutation(node: Node, rank: number): number[] {
  const axes = attributeOf(node, "perm")?.integers ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  if (axes.length === rank && [...axes].sort((a, b) => a - b).every((axis, index) => axis === index)) return [...axes];
  throw invalidFile(nodeLabel(node), `an order of ${rank} axes`, `[${axes.slice(0, 8)}]`);
}
