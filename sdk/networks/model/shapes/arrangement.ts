import { badInput } from "../../../errors.ts";
import {
  badShape,
  checkAxes,
  checkAxis,
  only,
  product,
  type Shape,
  type ShapeRule,
  shapeText,
  withAxis,
} from "./rule.ts";

/** Layers that arrange elements anew or bring tensors together. */

export const flatten: ShapeRule<"flatten"> = (_, inputs, field) => ({ shape: [product(only(inputs, field))] });

export const reshape: ShapeRule<"reshape"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  if (product(layer.shape) !== product(input)) {
    throw badInput(
      `${field}.shape`,
      `one of ${product(input)} elements, like ${shapeText(input)}`,
      shapeText(layer.shape),
    );
  }
  return { shape: layer.shape };
};

export const transpose: ShapeRule<"transpose"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  if (layer.axes.length !== input.length)
    throw badInput(`${field}.axes`, `the ${input.length} axes of ${shapeText(input)}`, layer.axes);
  checkAxes(layer.axes, input, `${field}.axes`);
  return { shape: layer.axes.map((axis) => input[axis] ?? 1) };
};

const elementwise: ShapeRule<"add" | "multiply"> = (_, inputs, field) => {
  const [first = []] = inputs;
  const shape = first.map((_, axis) => inputs.reduce((most, input) => Math.max(most, input[axis] ?? 1), 1));
  for (const input of inputs) {
    const fits = input.length === first.length && input.every((size, axis) => size === 1 || size === shape[axis]);
    if (!fits) throw badShape(field, `layers of one shape, such as ${shapeText(first)}, or with axes of size 1`, input);
  }
  return { shape };
};

export const add = elementwise;
export const multiply = elementwise;

export const concat: ShapeRule<"concat"> = (layer, inputs, field) => {
  const [first = []] = inputs;
  const { axis = 0 } = layer;
  checkAxis(axis, first, `${field}.axis`);
  const like = (input: Shape) =>
    input.length === first.length && input.every((size, at) => at === axis || size === first[at]);
  for (const input of inputs) {
    if (!like(input)) throw badShape(field, `layers that differ from ${shapeText(first)} in axis ${axis} alone`, input);
  }
  return {
    shape: withAxis(
      first,
      axis,
      inputs.reduce((sum, input) => sum + (input[axis] ?? 1), 0),
    ),
    filled: { axis },
  };
};
