import { badInput } from "../../../errors.ts";
import { spread, windowCount, windowsOf } from "../axes.ts";
import type { UpsampleLayer } from "../layer-types.ts";
import { badShape, checkAxes, checkAxis, only, type Shape, type ShapeRule, shapeText, withAxis } from "./rule.ts";

/** Layers that read windows of space, or change its size. */

export const pool: ShapeRule<"pool"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const [channels = 1, ...space] = input;
  if (space.length < 1 || space.length > 3) throw badShape(field, "a layer with 1 to 3 axes of space", input);
  const kernel = spread(layer.kernel, space.length, `${field}.kernel`);
  const windows = windowsOf(layer, space, field, kernel);
  const ceil = layer.ceil ?? false;
  const sizes = windows.map((window, axis) => windowCount(window, space[axis] ?? 1, ceil));
  if (sizes.some((size) => size < 1)) throw badShape(field, "a shape that the kernel fits in", input);
  return {
    shape: [channels, ...sizes],
    filled: {
      kernel,
      stride: windows.map((window) => window.stride),
      padding: windows.map(({ before, after }) => [before, after] as const),
      dilation: windows.map((window) => window.dilation),
      ceil,
    },
  };
};

export const globalPool: ShapeRule<"global-pool"> = (_, inputs, field) => ({ shape: only(inputs, field).slice(0, 1) });

export const reduce: ShapeRule<"reduce"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const { axes, keepAxes = false } = layer;
  checkAxes(axes, input, `${field}.axes`);
  const reduced = input.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const kept = keepAxes ? reduced : reduced.filter((_, axis) => !axes.includes(axis));
  return { shape: kept.length > 0 ? kept : [1], filled: { keepAxes } };
};

export const upsample: ShapeRule<"upsample"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const [channels = 1, ...space] = input;
  if (space.length < 1) throw badShape(field, "a layer with axes of space", input);
  const size = upsampledSize(layer, space, field);
  const mode = layer.mode ?? "nearest";
  return { shape: [channels, ...size], filled: { scale: undefined, size, mode } };
};

function upsampledSize({ scale, size }: UpsampleLayer, space: Shape, field: string): number[] {
  if ((scale === undefined) === (size === undefined)) {
    throw badInput(`${field}.${scale === undefined ? "scale" : "size"}`, "either a scale or a size", scale ?? size);
  }
  if (size !== undefined) return spread(size, space.length, `${field}.size`);
  const scales = spread(scale ?? 1, space.length, `${field}.scale`);
  return space.map((old, axis) => old * (scales[axis] ?? 1));
}

export const pad: ShapeRule<"pad"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  if (layer.padding.length !== input.length) {
    throw badInput(`${field}.padding`, `a pair for each axis of ${shapeText(input)}`, layer.padding);
  }
  return { shape: input.map((size, axis) => size + (layer.padding[axis]?.[0] ?? 0) + (layer.padding[axis]?.[1] ?? 0)) };
};

export const slice: ShapeRule<"slice"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const { axis = 0, start, end, step = 1 } = layer;
  checkAxis(axis, input, `${field}.axis`);
  const size = input[axis] ?? 1;
  if (start >= size) throw badInput(`${field}.start`, `a position in 0..${size - 1}`, start);
  if (end <= start || end > size) throw badInput(`${field}.end`, `an integer in ${start + 1}..${size}`, end);
  return { shape: withAxis(input, axis, Math.ceil((end - start) / step)), filled: { axis, step } };
};
