import { badInput } from "../../../errors.ts";
import { spread } from "../axes.ts";
import { normaliseBits } from "../connections.ts";
import { badShape, checkAxes, only, product, type ShapeRule } from "./rule.ts";

/** Layers that remove elements and leave the shape as it is. */

export const passThrough: ShapeRule<"activation" | "normalization" | "channel-dropout"> = (_, inputs, field) => ({
  shape: only(inputs, field),
});

export const dropout: ShapeRule<"dropout"> = (layer, inputs, field) => {
  const shape = only(inputs, field);
  checkAxes(layer.shared ?? [], shape, `${field}.shared`);
  return { shape, filled: { shared: [...(layer.shared ?? [])].sort((a, b) => a - b) } };
};

export const dropBlock: ShapeRule<"drop-block"> = (layer, inputs, field) => {
  const shape = only(inputs, field);
  if (shape.length < 2 || shape.length > 4) throw badShape(field, "a layer with 1 to 3 axes of space", shape);
  const size = spread(layer.size, shape.length - 1, `${field}.size`).map((block, axis) =>
    Math.min(block, shape[axis + 1] ?? 1),
  );
  return { shape, filled: { size, sharedChannels: layer.sharedChannels ?? false } };
};

export const stochasticDepth: ShapeRule<"stochastic-depth"> = (layer, inputs, field) => ({
  shape: only(inputs, field),
  filled: { per: layer.per ?? "sample" },
});

export const mask: ShapeRule<"mask"> = (layer, inputs, field) => {
  const shape = only(inputs, field);
  if (product(shape) > 2 ** 31) throw badInput(`${field}.elements`, "at most 2^31 elements", product(shape));
  return { shape, filled: { elements: normaliseBits(layer.elements, product(shape), `${field}.elements`) } };
};
