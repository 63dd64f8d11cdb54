import { badInput } from "../../errors.ts";
import type { Padding } from "./layer-types.ts";

// Sizes along the axes of space: windows of convolutions and pools, and their transposes.

/** How one axis of space is read: output o reads o * stride + k * dilation - before, for k below `kernel`. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** One value for each of `rank` axes. */
export function spread(value: number | readonly number[], rank: number, field: string): number[] {
  if (typeof value === "number") return Array<number>(rank).fill(value);
  if (value.length !== rank) throw badInput(field, `${rank} numbers, one for each axis of space`, value);
  return [...value];
}

export interface WindowOptions {
  readonly kernel: number | readonly number[];
  readonly stride?: number | readonly number[];
  readonly padding?: Padding;
  readonly dilation?: number | readonly number[];
}

/** The windows along the axes of `space`, with everything filled in. */
export function windowsOf(
  options: WindowOptions,
  space: readonly number[],
  field: string,
  fallback?: number[],
): Window[] {
  const rank = space.length;
  const kernel = spread(options.kernel, rank, `${field}.kernel`);
  const stride = spread(options.stride ?? fallback ?? 1, rank, `${field}.stride`);
  const dilation = spread(options.dilation ?? 1, rank, `${field}.dilation`);
  return space.map((size, axis) => {
    const one = { kernel: kernel[axis] ?? 1, stride: stride[axis] ?? 1, dilation: dilation[axis] ?? 1 };
    const [before, after] = paddingOf(options.padding ?? 0, one, axis, size, rank, field);
    return { ...one, before, after };
  });
}

/** The span that a kernel covers. */
export function spanOf({ kernel, dilation }: Pick<Window, "kernel" | "dilation">): number {
  return (kernel - 1) * dilation + 1;
}

function paddingOf(
  padding: Padding,
  window: Pick<Window, "kernel" | "stride" | "dilation">,
  axis: number,
  size: number,
  rank: number,
  field: string,
): readonly [number, number] {
  if (padding === "valid") return [0, 0];
  if (padding === "same") {
    const total = Math.max((Math.ceil(size / window.stride) - 1) * window.stride + spanOf(window) - size, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  }
  if (typeof padding === "number") return [padding, padding];
  if (padding.length !== rank)
    throw badInput(`${field}.padding`, `${rank} entries, one for each axis of space`, padding);
  const entry = padding[axis] ?? 0;
  return typeof entry === "number" ? [entry, entry] : entry;
}

/** The number of outputs along an axis, 0 or less when no window fits. */
export function windowCount(window: Window, size: number, ceil: boolean): number {
  const room = size + window.before + window.after - spanOf(window);
  if (room < 0) return 0;
  if (!ceil) return Math.floor(room / window.stride) + 1;
  const count = Math.ceil(room / window.stride) + 1;
  // A last window that would begin in the padding at the end reads nothing.
  return (count - 1) * window.stride >= size + window.before ? count - 1 : count;
}

/** The number of outputs of the transposed windows along an axis. */
export function transposedCount(window: Window, size: number, extra: number): number {
  return (size - 1) * window.stride + spanOf(window) - window.before - window.after + extra;
}
