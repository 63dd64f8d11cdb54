import { arrange } from "./arrange.ts";
import { invalidFile, joinsSamples, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { layerOf, made, type Signal, sameList, shapeOf } from "./signal.ts";
import {
  attributeOf,
  axisOf,
  hasInput,
  layerName,
  nodeLabel,
  numbersAt,
  type Rule,
  signalAt,
  textAttribute,
  type Walk,
} from "./walk.ts";

/** Resize and Upsample, by neighbours or linearly. Where exactly the neighbours lie is not asked. */
export const resize: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const dims = resizedDims(node, walk, source.dims);
  if (sameList(dims, source.dims)) return source;
  const mode = textAttribute(node, "mode", "nearest") || "nearest";
  if (!["nearest", "linear", "bilinear"].includes(mode)) {
    throw unsupported(nodeLabel(node), "nearest or linear as mode", mode.slice(0, 40));
  }
  const resized = [...dims.keys()].filter((axis) => dims[axis] !== source.dims[axis]);
  if (resized.includes(source.batch)) throw joinsSamples(nodeLabel(node), "to leave the batch as it is", shapeOf(dims));
  const arranged = withSpace(node, walk, source, resized);
  const size = arranged.order.slice(1).map((axis) => (axis < 0 ? 1 : (dims[axis] ?? 1)));
  const spec = { type: "upsample", size, mode: mode === "nearest" ? "nearest" : "linear" } as const;
  const layer = walk.emit(layerName(node), spec, [layerOf(node, arranged)]);
  return made(node, layer, dims, source.batch, arranged.order);
};

/** The signal from a layer in which all axes that change are axes of space. */
function withSpace(node: Node, walk: Walk, source: Signal, resized: readonly number[]): Signal {
  const present = resized.every((axis) => source.order.includes(axis));
  const [channels] = source.order;
  if (present && source.order.length > 1 && channels !== undefined && !resized.includes(channels)) return source;
  const rest = source.order.filter((axis) => axis >= 0 && !resized.includes(axis));
  return arrange(node, walk, source, [...(rest.length === 0 ? [-1] : rest), ...resized]);
}

/** Sizes are given, or follow from scales: inputs of newer versions, attributes of older ones. */
function resizedDims(node: Node, walk: Walk, dims: readonly number[]): number[] {
  const rank = dims.length;
  const position = node.inputs.length === 2 ? 1 : 2;
  const scales = hasInput(node, position)
    ? numbersAt(node, walk, position, 64)
    : (attributeOf(node, "scales")?.floats ?? []);
  const sizes = hasInput(node, 3) ? numbersAt(node, walk, 3, 64) : [];
  const named = attributeOf(node, "axes")?.integers ?? [...dims.keys()];
  const axes = named.map((axis) => axisOf(node, axis, rank));
  const given = sizes.length > 0 ? sizes : scales;
  const result = [...dims];
  for (const [index, axis] of axes.entries()) {
    const value = given[index] ?? 0;
    result[axis] = sizes.length > 0 ? value : Math.floor((dims[axis] ?? 1) * value);
  }
  const isSize = (size: number) => Number.isInteger(size) && size > 0 && size <= 2 ** 24;
  if (given.length === axes.length && result.every(isSize)) return result;
  throw invalidFile(nodeLabel(node), `${axes.length} sizes or scales`, `[${given.slice(0, 8)}]`);
}
