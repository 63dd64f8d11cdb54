import type { ModelLayer } from "../../networks/model/layer-types.ts";
import type { Assembler, AxisMap } from "../assembler.ts";
import { readAll, readOne } from "../readings.ts";
import { onlyOf, type StepRule } from "../step.ts";
import { relabel, type Tensor } from "../tensor.ts";
import { reshapeStep } from "./reading.ts";

type Layer<Type extends ModelLayer["type"]> = Extract<ModelLayer, { type: Type }>;

export const input: StepRule<Layer<"input">> = (_, __, { assembler, shape }) => ({
  reached: assembler.ones(shape),
  back: () => [],
});

export const passThrough: StepRule<ModelLayer> = (_, inputs) => ({
  reached: onlyOf(inputs),
  back: (reaching) => [reaching],
});

export const reshape: StepRule<Layer<"flatten" | "reshape">> = (_, inputs, { assembler, shape }) =>
  reshapeStep(assembler, onlyOf(inputs), shape);

export const transpose: StepRule<Layer<"transpose">> = (layer, inputs, { assembler }) => ({
  reached: assembler.transpose(onlyOf(inputs), layer.axes),
  back: (reaching) => [
    assembler.transpose(
      reaching,
      layer.axes.map((_, axis) => layer.axes.indexOf(axis)),
    ),
  ],
});

export const embedding: StepRule<Layer<"embedding">> = (_, inputs, { assembler, shape }) => {
  const tokens = onlyOf(inputs);
  return {
    reached: relabel(tokens, shape, [1, ...tokens.sizes]),
    back: (reaching) => [relabel(assembler.reduceChannels(reaching, 1), tokens.shape, reaching.sizes.slice(1))],
  };
};

export const add: StepRule<Layer<"add">> = (_, inputs, { assembler, shape }) => ({
  reached: assembler.unite(inputs, shape),
  back: (reaching) => inputs.map((each) => narrow(assembler, reaching, each)),
});

/** An element of a product reaches on where the others are reached: elsewhere they are 0, and so is its gradient. */
export const multiply: StepRule<Layer<"multiply">> = (_, inputs, { assembler, shape }) => ({
  reached: assembler.intersect(inputs, shape),
  back: (reaching) =>
    inputs.map((each, index) => {
      const others = inputs.filter((_other, at) => at !== index);
      return narrow(assembler, assembler.intersect([reaching, ...others], shape), each);
    }),
});

/** The union over the axes along which `input` was repeated. */
function narrow(assembler: Assembler, reaching: Tensor, input: Tensor): Tensor {
  const maps = input.shape.map((size, axis): AxisMap => {
    const from = reaching.shape[axis] ?? 1;
    return size === from ? { size } : { size: 1, reading: readAll(from, 1) };
  });
  return assembler.read(reaching, maps);
}

export const concat: StepRule<Layer<"concat">> = (layer, inputs, { assembler, shape }) => {
  const { axis: joined = 0 } = layer;
  return {
    reached: assembler.concat(inputs, joined, shape),
    back: (reaching) => {
      let start = 0;
      return inputs.map((each) => {
        const from = start;
        start += each.shape[joined] ?? 1;
        const maps = each.shape.map((size, axis): AxisMap => {
          if (axis !== joined || size === shape[axis]) return { size };
          return { size, reading: readOne(shape[axis] ?? 1, size, (position) => from + position) };
        });
        return assembler.read(reaching, maps);
      });
    },
  };
};
