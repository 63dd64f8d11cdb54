import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import type { Assembler, AxisMap } from "../assembler.ts";
import type { Reading } from "../readings.ts";
import type { Step } from "../step.ts";
import { relabel, type Tensor } from "../tensor.ts";

/** Channels that mix within groups: every output channel of a group reads all its input channels. */
export interface Channels {
  readonly groups: number;
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * A layer whose elements read windows of space, the same for every channel, and of the channels none but
 * their own, or those of their group.
 */
export function readStep(
  assembler: Assembler,
  input: Tensor,
  shape: Shape,
  space: readonly (Reading | undefined)[],
  channels?: Channels,
): Step {
  const maps = (sizes: Shape, readings: readonly (Reading | undefined)[]): AxisMap[] =>
    sizes.map((size, axis) => {
      const reading = axis === 0 ? undefined : readings[axis - 1];
      return reading ? { size, reading } : { size };
    });
  const back = space.map((reading) => reading?.transposed());
  const forth = mixChannels(assembler, input, channels?.groups, channels?.outputs);
  return {
    reached: assembler.read(forth, maps(shape, space)),
    back: (reaching) => {
      const mixed = mixChannels(assembler, reaching, channels?.groups, channels?.inputs);
      return [assembler.read(mixed, maps(input.shape, back))];
    },
  };
}

/** All channels of a group as each of `count` channels. */
function mixChannels(assembler: Assembler, input: Tensor, groups?: number, count = 0): Tensor {
  if (groups === undefined) return input;
  const reduced = assembler.reduceChannels(input, groups);
  const [stored = 1, ...sizes] = reduced.sizes;
  const shape = [count, ...input.shape.slice(1)];
  if (stored === 1 || count === groups) return relabel(reduced, shape, reduced.sizes);
  // [groups, 1, ...] as [groups, count / groups, ...]
  const space = input.shape.slice(1);
  const wide = relabel(reduced, [groups, count / groups, ...space], [stored, 1, ...sizes]);
  const full = assembler.expand(wide, (axis) => axis < 2);
  return relabel(full, shape, [count, ...sizes]);
}

/** The same elements in row-major order under another shape. */
export function reshapeStep(assembler: Assembler, input: Tensor, shape: Shape): Step {
  return {
    reached: reshaped(assembler, input, shape),
    back: (reaching) => [reshaped(assembler, reaching, input.shape)],
  };
}

/** Axes are joined or split only where each element is stored, or all are one. */
export function reshaped(assembler: Assembler, input: Tensor, shape: Shape): Tensor {
  if (product(input.sizes) === 1)
    return relabel(
      input,
      shape,
      shape.map(() => 1),
    );
  const kept = commonAxes(input.shape, shape);
  const rest = shape.slice(kept);
  if (input.sizes.slice(kept).every((size) => size === 1)) {
    return relabel(input, shape, [...input.sizes.slice(0, kept), ...rest.map(() => 1)]);
  }
  const stored = assembler.expand(input, (axis) => axis >= kept);
  return relabel(stored, shape, [...stored.sizes.slice(0, kept), ...rest]);
}

/** How many axes from the first on are the same. */
function commonAxes(one: Shape, other: Shape): number {
  let axis = 0;
  while (axis < one.length && axis < other.length && one[axis] === other[axis]) axis++;
  return axis;
}
