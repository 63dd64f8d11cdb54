// Shapes of the layers of a model, from sdk/networks/model/layer-types.ts alone, without the engine.

import type {
  ConvolutionLayer,
  DropBlockLayer,
  ModelLayer,
  Padding,
  PoolLayer,
} from "../../sdk/networks/model/layer-types.ts";

/** A model as given to `model(...)` or returned by it. */
export interface PlainModel {
  readonly layers: readonly ModelLayer[];
  readonly outputs?: string | readonly string[] | undefined;
}

export type Shape = readonly number[];

/** A layer whose name and sources are filled in. */
export type Named = ModelLayer & { readonly name: string; readonly from: readonly string[] };

export function namesOf({ layers }: PlainModel): Named[] {
  const names = layers.map(({ name, type }, index) => name ?? `${type}-${index}`);
  return layers.map((layer, index) => {
    const given = layer.type === "input" ? [] : (layer.from ?? (names[index - 1] as string));
    return { ...layer, name: names[index] as string, from: typeof given === "string" ? [given] : given };
  });
}

export function outputsOf(model: PlainModel): string[] {
  const { outputs = namesOf(model)[model.layers.length - 1]?.name ?? [] } = model;
  return typeof outputs === "string" ? [outputs] : [...outputs];
}

export const product = (sizes: Shape): number => sizes.reduce((volume, size) => volume * size, 1);

/** All coordinates of a shape, in row-major order. */
export function coordinatesOf(shape: Shape): number[][] {
  if (shape.length === 0) return [[]];
  const rest = coordinatesOf(shape.slice(1));
  return Array.from({ length: shape[0] as number }, (_, first) => rest.map((others) => [first, ...others])).flat();
}

/** The row-major number of an element, or -1 outside the shape. */
export function numberOf(coordinates: Shape, shape: Shape): number {
  let number = 0;
  for (const [axis, size] of shape.entries()) {
    const at = coordinates[axis] as number;
    if (at < 0 || at >= size) return -1;
    number = number * size + at;
  }
  return number;
}

/** One number for all axes, or one for each. */
export function perAxis(given: number | readonly number[], axes: number): number[] {
  return typeof given === "number" ? Array<number>(axes).fill(given) : [...given];
}

/** What a convolution or pooling does along one axis. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly output: number;
}

/** The windows along each axis of space. */
export function windowsOf(layer: ConvolutionLayer | PoolLayer, space: Shape): Window[] {
  const axes = space.length;
  const kernels = perAxis(layer.kernel, axes);
  const strides = perAxis(layer.stride ?? (layer.type === "pool" ? layer.kernel : 1), axes);
  const dilations = perAxis(layer.dilation ?? 1, axes);
  return space.map((size, axis) => {
    const [kernel, stride, dilation] = [kernels[axis], strides[axis], dilations[axis]] as [number, number, number];
    const window = { kernel, stride, dilation, reach: (kernel - 1) * dilation + 1 };
    if (layer.type !== "pool" && layer.transposed) {
      const more = perAxis(layer.outputPadding ?? 0, axes)[axis] as number;
      return { ...window, ...transposedAxis(size, window, paddingAt(layer.padding, axis), more) };
    }
    const ceil = layer.type === "pool" && layer.ceil === true;
    return { ...window, ...axisOf(size, window, paddingAt(layer.padding, axis), ceil) };
  });
}

type Kernel = Pick<Window, "stride"> & { readonly reach: number };

function axisOf(size: number, { stride, reach }: Kernel, padding: Pair | "same", ceil: boolean) {
  if (padding === "same") {
    const output = Math.ceil(size / stride);
    return { output, before: Math.floor(Math.max((output - 1) * stride + reach - size, 0) / 2) };
  }
  const [before, after] = padding;
  const steps = (size + before + after - reach) / stride;
  if (!ceil) return { output: Math.floor(steps) + 1, before };
  const output = Math.ceil(steps) + 1;
  return { output: (output - 1) * stride >= size + before ? output - 1 : output, before };
}

/** The size, and the padding, of the convolution's input whose output has the given size. */
function transposedAxis(size: number, { stride, reach }: Kernel, padding: Pair | "same", more: number) {
  if (padding === "same") {
    const output = size * stride + more;
    return { output, before: Math.floor(Math.max((size - 1) * stride + reach - size * stride, 0) / 2) };
  }
  const [before, after] = padding;
  return { output: (size - 1) * stride + reach - before - after + more, before };
}

type Pair = readonly [before: number, after: number];

function paddingAt(padding: Padding | undefined, axis: number): Pair | "same" {
  if (padding === "same") return "same";
  if (padding === undefined || padding === "valid") return [0, 0];
  const given = typeof padding === "number" ? padding : (padding[axis] as number | Pair);
  return typeof given === "number" ? [given, given] : given;
}

/** Block sizes, clamped, the shape of the seeds, and the probability that a block begins at one. */
export function blocksOf(layer: DropBlockLayer, shape: Shape) {
  const [channels = 1, ...space] = shape;
  const sizes = perAxis(layer.size, space.length).map((size, axis) => Math.min(size, space[axis] as number));
  const fitting = space.map((size, axis) => size - (sizes[axis] as number) + 1);
  const drop = layer.drop ?? 1 - (layer.keep ?? 1);
  const gamma = Math.min(1, (drop / product(sizes)) * (product(space) / product(fitting)));
  return { sizes, seeds: [layer.sharedChannels ? 1 : channels, ...fitting], gamma };
}

/** The shape of every layer, by name. */
export function shapesOf(model: PlainModel): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const layer of namesOf(model)) {
    const sources = layer.from.map((name) => {
      const shape = shapes.get(name);
      if (shape === undefined) throw new Error(`${layer.name} reads ${name}, which is not before it`);
      return shape;
    });
    shapes.set(layer.name, shapeOf(layer, sources));
  }
  return shapes;
}

function shapeOf(layer: ModelLayer, sources: readonly Shape[]): Shape {
  const [shape = []] = sources;
  const [channels = 0, ...space] = shape;
  switch (layer.type) {
    case "input":
    case "reshape":
      return layer.shape;
    case "dense":
      return [layer.units, ...space];
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return [layer.channels, ...windowsOf(layer, space).map(({ output }) => output)];
    case "pool":
      return [channels, ...windowsOf(layer, space).map(({ output }) => output)];
    case "global-pool":
      return [channels];
    case "reduce":
      if (layer.keepAxes) return shape.map((size, axis) => (layer.axes.includes(axis) ? 1 : size));
      return shape.filter((_, axis) => !layer.axes.includes(axis));
    case "flatten":
      return [product(shape)];
    case "transpose":
      return layer.axes.map((axis) => shape[axis] as number);
    case "upsample":
      return [channels, ...(layer.size ?? perAxis(layer.scale ?? 1, space.length).map((s, a) => scaled(space[a], s)))];
    case "pad":
      return shape.map((size, axis) => size + (layer.padding[axis]?.[0] ?? 0) + (layer.padding[axis]?.[1] ?? 0));
    case "add":
    case "multiply":
      return shape.map((_, axis) => Math.max(...sources.map((source) => source[axis] as number)));
    case "concat": {
      const along = layer.axis ?? 0;
      const sum = sources.reduce((total, source) => total + (source[along] as number), 0);
      return shape.map((size, axis) => (axis === along ? sum : size));
    }
    case "slice": {
      const count = Math.ceil((layer.end - layer.start) / (layer.step ?? 1));
      return shape.map((size, axis) => (axis === (layer.axis ?? 0) ? count : size));
    }
    case "attention": {
      const size = channels / (layer.valueHeads ?? layer.heads);
      return [layer.heads * size, layer.queries ?? (space[0] as number)];
    }
    case "embedding":
      return [layer.features, ...shape];
    default:
      return shape;
  }
}

const scaled = (size: number | undefined, scale: number) => Math.floor((size ?? 0) * scale);
