import { arrange } from "./arrange.ts";
import { connectionsOf } from "./dense.ts";
import { invalidFile, joinsSamples, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { layerOf, made, product, type Signal, shapeOf } from "./signal.ts";
import {
  checkConstants,
  constantAt,
  integerAttribute,
  layerName,
  nodeLabel,
  type Rule,
  signalAt,
  type Walk,
} from "./walk.ts";
import { paddingOf, spatialAttribute, type Windows, windowSizes, windowsOf } from "./windows.ts";

/** A signal whose layer has the channels first and then all axes of space, as the file has them behind the batch. */
export function channelsFirst(node: Node, walk: Walk, position: number): Signal {
  const signal = signalAt(node, walk, position);
  const { dims, batch } = signal;
  const rank = dims.length;
  if (rank < 3 || rank > 5) throw unsupported(nodeLabel(node), "1 to 3 axes of space", `${shapeOf(dims)}`);
  if (batch !== 0 && (dims[0] ?? 1) > 1) {
    throw joinsSamples(nodeLabel(node), "axis 0 to be the batch", `${dims[0]} positions of another axis`);
  }
  return arrange(node, walk, signal, [...dims.keys()].slice(1));
}

/** A convolution with constant weights [outputs, inputs of a group, ...kernel]. */
export const convolution: Rule = (node, walk) => {
  const source = channelsFirst(node, walk, 0);
  const weights = constantAt(node, walk, 1);
  const groups = integerAttribute(node, "group", 1);
  const [channels = 0, own = 0, ...kernel] = weights.dims;
  checkWeights(node, weights.dims, source, own * groups);
  checkConstants(node, walk, 2);
  const windows = windowsOf(node, kernel, source.dims.slice(2));
  const connections = connectionsOf(walk, weights, (index) => index);
  const space = windowSizes(node, windows, source.dims.slice(2), false);
  const extra = connections === null ? {} : { connections };
  return convolved(node, walk, source, { channels, groups, windows, space, extra });
};

/** A transposed convolution with constant weights [inputs, outputs of a group, ...kernel]. */
export const transposedConvolution: Rule = (node, walk) => {
  const source = channelsFirst(node, walk, 0);
  const weights = constantAt(node, walk, 1);
  const groups = integerAttribute(node, "group", 1);
  const [inputs = 0, own = 0, ...kernel] = weights.dims;
  checkWeights(node, weights.dims, source, inputs);
  checkConstants(node, walk, 2);
  const sizes = source.dims.slice(2);
  const { windows, added, space } = transposedWindows(node, kernel, sizes);
  const connections = connectionsOf(walk, weights, swapped(inputs, own, groups, product(kernel)));
  const extra = {
    transposed: true,
    ...(added.some((size) => size > 0) ? { outputPadding: added } : {}),
    ...(connections === null ? {} : { connections }),
  };
  return convolved(node, walk, source, { channels: own * groups, groups, windows, space, extra });
};

/** From [inputs, outputs of a group, kernel] to [outputs, inputs of a group, kernel]. */
function swapped(inputs: number, own: number, groups: number, kernel: number): (index: number) => number {
  const each = inputs / groups;
  return (index) => {
    const at = index % kernel;
    const output = Math.floor(index / kernel) % own;
    const input = Math.floor(index / (kernel * own));
    const group = Math.floor(input / each);
    return ((group * own + output) * each + (input % each)) * kernel + at;
  };
}

interface Convolved {
  readonly channels: number;
  readonly groups: number;
  readonly windows: Windows;
  readonly space: readonly number[];
  readonly extra: object;
}

function convolved(
  node: Node,
  walk: Walk,
  source: Signal,
  { channels, groups, windows, space, extra }: Convolved,
): Signal {
  const types = ["conv1d", "conv2d", "conv3d"] as const;
  const type = types[space.length - 1] ?? "conv1d";
  const { kernel, stride, dilation } = windows;
  const padding = paddingOf(windows);
  const spec = { type, channels, kernel, stride, padding, dilation, groups, ...extra };
  const layer = walk.emit(layerName(node), spec, [layerOf(node, source)]);
  return made(node, layer, [source.dims[0] ?? 1, channels, ...space], source.batch, source.order);
}

function checkWeights(node: Node, dims: readonly number[], source: Signal, inputs: number): void {
  if (dims.length !== source.dims.length || dims.some((size) => !(size > 0))) {
    throw invalidFile(nodeLabel(node), `weights for ${source.dims.length - 2} axes of space`, shapeOf(dims));
  }
  const kernel = spatialAttribute(node, "kernel_shape", dims.length - 2, dims.slice(2));
  if (kernel.some((size, axis) => size !== dims[axis + 2])) {
    throw invalidFile(nodeLabel(node), `weights of kernel ${shapeOf(kernel)}`, shapeOf(dims));
  }
  const channels = source.dims[1] ?? 1;
  const groups = integerAttribute(node, "group", 1);
  const divides = Number.isInteger(groups) && groups > 0 && channels % groups === 0;
  if (channels === inputs && divides) return;
  throw invalidFile(nodeLabel(node), `weights for ${channels} channels`, `${inputs} in ${groups} groups`);
}

function transposedWindows(node: Node, kernel: readonly number[], sizes: readonly number[]) {
  const rank = sizes.length;
  const windows = windowsOf(node, kernel, sizes, true);
  const given = spatialAttribute(node, "output_shape", rank, []);
  let added = spatialAttribute(node, "output_padding", rank, new Array<number>(rank).fill(0));
  const full = sizes.map((size, axis) => (size - 1) * (windows.stride[axis] ?? 1) + spanAt(windows, axis));
  if (given.length === 0) {
    const space = full.map((size, axis) => {
      const [before, after] = windows.pads[axis] ?? [0, 0];
      return size - before - after + (added[axis] ?? 0);
    });
    return { windows, added, space: checkSpace(node, space) };
  }
  const goal = given.slice(-rank);
  const totals = full.map((size, axis) => size + (added[axis] ?? 0) - (goal[axis] ?? 0));
  added = totals.map((total, axis) => (added[axis] ?? 0) + Math.max(-total, 0));
  const pads = totals.map((total): [number, number] => {
    const all = Math.max(total, 0);
    const [less, more] = [Math.floor(all / 2), Math.ceil(all / 2)];
    return windows.lower ? [more, less] : [less, more];
  });
  return { windows: { ...windows, pads }, added, space: checkSpace(node, goal) };
}

function spanAt({ kernel, dilation }: Windows, axis: number): number {
  return ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1;
}

function checkSpace(node: Node, space: readonly number[]): readonly number[] {
  if (space.every((size) => Number.isInteger(size) && size > 0)) return space;
  throw invalidFile(nodeLabel(node), "outputs of a positive size", shapeOf(space));
}
