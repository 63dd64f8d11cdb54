import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { attributeOf, nodeLabel, textAttribute } from "./walk.ts";

/** Windows over the axes of space. */
export interface Windows {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly pads: readonly (readonly [before: number, after: number])[];
  /** Whether the odd position of automatic padding comes first. */
  readonly lower: boolean;
}

/** An attribute with one number for each axis of space. */
export function spatialAttribute(
  node: Node,
  name: string,
  count: number,
  fallback: readonly number[],
): readonly number[] {
  const found = attributeOf(node, name);
  if (found === undefined || found.integers.length === 0) return fallback;
  const isSize = (size: number) => Number.isInteger(size) && size >= 0 && size <= 2 ** 24;
  const fits = found.integers.length === count || name === "output_shape";
  if (fits && found.integers.every(isSize)) return found.integers;
  throw invalidFile(nodeLabel(node), `${count} sizes as ${name}`, `[${found.integers.slice(0, 8)}]`);
}

/** The windows of a node; automatic padding is worked out for inputs of these sizes. */
export function windowsOf(
  node: Node,
  kernel: readonly number[],
  sizes: readonly number[],
  transposed = false,
): Windows {
  const rank = sizes.length;
  const ones = new Array<number>(rank).fill(1);
  const stride = spatialAttribute(node, "strides", rank, ones);
  const dilation = spatialAttribute(node, "dilations", rank, ones);
  if ([...stride, ...dilation, ...kernel].some((size) => size < 1)) {
    throw invalidFile(nodeLabel(node), "kernels, strides and dilations of 1 or more", "0");
  }
  const auto = textAttribute(node, "auto_pad", "NOTSET") || "NOTSET";
  const lower = auto === "SAME_LOWER";
  if (!["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"].includes(auto)) {
    throw invalidFile(nodeLabel(node), "NOTSET, VALID, SAME_UPPER or SAME_LOWER as auto_pad", auto);
  }
  const explicit = spatialAttribute(node, "pads", 2 * rank, new Array<number>(2 * rank).fill(0));
  const pads = sizes.map((size, axis): [number, number] => {
    if (auto === "NOTSET") return [explicit[axis] ?? 0, explicit[axis + rank] ?? 0];
    if (auto === "VALID") return [0, 0];
    const [step, span] = [stride[axis] ?? 1, ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1];
    const needed = transposed ? span - step : (Math.ceil(size / step) - 1) * step + span - size;
    if (needed < 0 && transposed) throw unsupported(nodeLabel(node), "a kernel of at least the stride", `${span}`);
    const all = Math.max(needed, 0);
    const [less, more] = [Math.floor(all / 2), Math.ceil(all / 2)];
    return lower ? [more, less] : [less, more];
  });
  return { kernel, stride, dilation, pads, lower };
}

/** How many windows there are along each axis. */
export function windowSizes(node: Node, windows: Windows, sizes: readonly number[], ceil: boolean): number[] {
  return sizes.map((size, axis) => {
    const [before, after] = windows.pads[axis] ?? [0, 0];
    const step = windows.stride[axis] ?? 1;
    const span = ((windows.kernel[axis] ?? 1) - 1) * (windows.dilation[axis] ?? 1) + 1;
    const room = size + before + after - span;
    if (room < 0) throw invalidFile(nodeLabel(node), `an axis of at least ${span - before - after}`, `${size}`);
    const count = (ceil ? Math.ceil(room / step) : Math.floor(room / step)) + 1;
    // A last window that would begin in the padding at the end does not count.
    return ceil && (count - 1) * step >= size + before ? count - 1 : count;
  });
}

/** Padding as layers take it. */
export function paddingOf({ pads }: Windows): (number | readonly [number, number])[] {
  return pads.map(([before, after]) => (before === after ? before : [before, after]));
}
