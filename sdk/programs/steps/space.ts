import { windowsOf } from "../../networks/model/axes.ts";
import type { ModelLayer } from "../../networks/model/layer-types.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import type { AxisMap } from "../assembler.ts";
import { type Reading, readAll, readOne, readResized, readWindows } from "../readings.ts";
import { onlyOf, type Step, type StepRule } from "../step.ts";
import { relabel, type Tensor } from "../tensor.ts";
import { readStep } from "./reading.ts";

type Layer<Type extends ModelLayer["type"]> = Extract<ModelLayer, { type: Type }>;

export const pool: StepRule<Layer<"pool">> = (layer, inputs, { assembler, shape }) => {
  const input = onlyOf(inputs);
  return readStep(assembler, input, shape, poolReadings(layer, input.shape, shape));
};

/** What a pool reads along each axis of space. */
export function poolReadings(layer: Layer<"pool">, input: Shape, output: Shape): Reading[] {
  const windows = windowsOf({ ...layer, padding: layer.padding ?? 0 }, input.slice(1), "network");
  return windows.map((window, axis) => readWindows(window, input[axis + 1] ?? 1, output[axis + 1] ?? 1));
}

export const globalPool: StepRule<Layer<"global-pool">> = (_, inputs, position) => {
  const input = onlyOf(inputs);
  return reduceAxes(
    input,
    input.shape.map((_size, axis) => axis > 0),
    position,
  );
};

export const reduce: StepRule<Layer<"reduce">> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  return reduceAxes(
    input,
    input.shape.map((_size, axis) => layer.axes.includes(axis)),
    position,
  );
};

/** The axes that `isReduced` tells as one position each, which the output's shape has or leaves out. */
function reduceAxes(
  input: Tensor,
  isReduced: readonly boolean[],
  { assembler, shape }: Parameters<StepRule<Layer<"reduce">>>[2],
): Step {
  const forth = (size: number, axis: number): AxisMap =>
    isReduced[axis] ? { size: 1, reading: readAll(size, 1) } : { size };
  const back = (size: number, axis: number): AxisMap =>
    isReduced[axis] ? { size, reading: readAll(1, size) } : { size };
  const narrow = isReduced[0] ? assembler.reduceChannels(input, 1) : input;
  const reduced = assembler.read(narrow, narrow.shape.map(forth));
  const kept = reduced.shape.map((_, axis) => axis).filter((axis) => !isReduced[axis]);
  const sizes = shape.length === reduced.shape.length ? reduced.sizes : kept.map((axis) => reduced.sizes[axis] ?? 1);
  return {
    reached: relabel(reduced, shape, sizes.length > 0 ? sizes : [1]),
    back: (reaching) => {
      const full = product(reaching.sizes) === 1 ? reaching : assembler.expand(reaching);
      const wide = relabel(full, reduced.shape, product(full.sizes) === 1 ? reduced.shape.map(() => 1) : reduced.shape);
      return [assembler.read(wide, input.shape.map(back))];
    },
  };
}

export const upsample: StepRule<Layer<"upsample">> = (layer, inputs, { assembler, shape }) => {
  const input = onlyOf(inputs);
  const taps = shape
    .slice(1)
    .map((size, axis) => readResized(input.shape[axis + 1] ?? 1, size, layer.mode ?? "nearest"));
  return readStep(assembler, input, shape, taps);
};

export const pad: StepRule<Layer<"pad">> = (layer, inputs, { assembler, shape }) => {
  const input = onlyOf(inputs);
  const maps = shape.map((size, axis): AxisMap => {
    const [before = 0, after = 0] = layer.padding[axis] ?? [];
    if (before === 0 && after === 0) return { size };
    return { size, reading: readOne(input.shape[axis] ?? 1, size, (position) => position - before) };
  });
  return mapStep(assembler, input, maps);
};

export const slice: StepRule<Layer<"slice">> = (layer, inputs, { assembler, shape }) => {
  const input = onlyOf(inputs);
  const { axis: sliced = 0, start, step = 1 } = layer;
  const maps = shape.map((size, axis): AxisMap => {
    const from = input.shape[axis] ?? 1;
    if (axis !== sliced || size === from) return { size };
    return { size, reading: readOne(from, size, (position) => start + position * step) };
  });
  return mapStep(assembler, input, maps);
};

/** A layer that reads each axis by a map of its own. */
function mapStep(
  assembler: Parameters<StepRule<Layer<"pad">>>[2]["assembler"],
  input: Tensor,
  maps: readonly AxisMap[],
): Step {
  return {
    reached: assembler.read(input, maps),
    back: (reaching) => {
      const back = maps.map(({ reading }, axis): AxisMap => {
        const size = input.shape[axis] ?? 1;
        return reading ? { size, reading: reading.transposed() } : { size };
      });
      return [assembler.read(reaching, back)];
    },
  };
}
