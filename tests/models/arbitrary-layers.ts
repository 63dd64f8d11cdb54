// One random layer on given sources, or undefined where none of the type fits.

import type { Connections, ModelLayer, Padding } from "../../sdk/networks/model/layer-types.ts";
import type { Choice, Made } from "./arbitrary-models.ts";
import { product, type Shape } from "./plain-shapes.ts";

export function layerOf(choice: Choice, made: readonly Made[]): ModelLayer | undefined {
  const source = made[Math.max(made.length - 1 - choice.back, 0)] as Made;
  const layer = combined(choice, source, made) ?? single(choice, source.shape);
  if (layer === undefined || layer.type === "input" || layer.from !== undefined) return layer;
  return { ...layer, from: source.name };
}

/** Layers that read several. */
function combined(
  { type, other, numbers, flags }: Choice,
  source: Made,
  made: readonly Made[],
): ModelLayer | undefined {
  const rank = source.shape.length;
  const axis = number(numbers, 0) % rank;
  const fits = (shape: Shape) => {
    if (shape.length !== rank) return false;
    const equal = (at: number) => shape[at] === source.shape[at];
    if (type === "concat") return shape.every((_, at) => at === axis || equal(at));
    return shape.every((size, at) => equal(at) || size === 1 || source.shape[at] === 1);
  };
  const others = made.filter(({ shape }) => fits(shape));
  const from = [source.name, (others[other % others.length] ?? source).name];
  if (flags[0]) from.reverse();
  if (type === "add" || type === "multiply") return { type, from };
  return type === "concat" ? { type, axis, from } : undefined;
}

const number = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

function single(choice: Choice, shape: Shape): ModelLayer | undefined {
  const { type, numbers, flags } = choice;
  const at = (index: number, most: number) => number(numbers, index) % most;
  const [channels = 1, ...space] = shape;
  const removal = { [choice.given]: choice.rate };
  const windows = windowsOver(choice, space);
  switch (type) {
    case "input":
      return { type, shape: shape.map((size, axis) => (at(axis, 3) === 0 ? 1 : size)) };
    case "dense":
      return { type, units: 1 + at(0, 3), ...weights(choice, [1 + at(0, 3), channels]) };
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolution(choice, shape);
    case "pool":
      if (space.length === 0 || !fits(windows, space)) return undefined;
      return { ...windows, type, ceil: flags[1] === true };
    case "global-pool":
      return space.length > 0 ? { type } : undefined;
    case "reduce": {
      const axes = [...shape.keys()].filter((axis) => at(axis, 2) === 1);
      return axes.length > 0 && (flags[0] || axes.length < shape.length)
        ? { type, axes, keepAxes: flags[0] === true }
        : undefined;
    }
    case "reshape":
      return { type, shape: reshaped(product(shape), 1 + at(0, 4)) };
    case "transpose":
      return { type, axes: [...shape.keys()].sort((a, b) => at(a, 12) - at(b, 12)) };
    case "upsample": {
      if (space.length === 0) return undefined;
      const mode = flags[0] ? "linear" : "nearest";
      if (flags[1]) return { type, mode, scale: space.map((_, axis) => 1 + at(axis, 3)) };
      return { type, mode, size: space.map((_, axis) => 1 + at(axis, 6)) };
    }
    case "pad":
      return { type, padding: shape.map((_, axis) => [at(2 * axis, 3) % 2, at(2 * axis + 1, 3)] as const) };
    case "slice": {
      const axis = at(0, shape.length);
      const start = at(1, shape[axis] as number);
      return { type, axis, start, end: start + 1 + at(2, (shape[axis] as number) - start), step: 1 + at(3, 3) };
    }
    case "attention":
      return attention(choice, shape);
    case "embedding":
      return shape.length === 1 ? { type, features: 1 + at(0, 3) } : undefined;
    case "dropout":
      return { type, ...removal, shared: flags[0] ? [...shape.keys()].filter((axis) => at(axis, 2) === 1) : [] };
    case "drop-block":
      if (space.length === 0) return undefined;
      return { type, ...removal, size: space.map((_, axis) => 1 + at(axis, 4)), sharedChannels: flags[0] === true };
    case "channel-dropout":
    case "stochastic-depth":
      return { type, ...removal };
    case "mask":
      return { type, elements: bits(product(shape), numbers) };
    case "flatten":
    case "activation":
    case "normalization":
      return { type };
    default:
      return undefined;
  }
}

function bits(count: number, numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (let bit = 0; bit < count; bit++) {
    if (number(numbers, (bit * 7) % 12) % 4 > 0) bytes[bit >> 3] = (bytes[bit >> 3] as number) | (1 << (bit & 7));
  }
  return bytes;
}

/** A factorisation of the size into so many axes. */
function reshaped(size: number, axes: number): number[] {
  if (axes === 1) return [size];
  const factor = [2, 3, 5].find((prime) => size % prime === 0) ?? 1;
  return [factor, ...reshaped(size / factor, axes - 1)];
}

/** Rates and existence of weights, all of them in most cases. */
function weights({ given, rate, numbers, flags }: Choice, shape: Shape): { connections?: Connections } {
  const rates = { [given === "drop" ? "dropBonds" : "keepBonds"]: rate };
  if (!flags[2]) return flags[3] ? rates : {};
  if (flags[3]) return { ...rates, connections: bits(product(shape), numbers) };
  const columns = product(shape.slice(1));
  const rows = Array.from({ length: shape[0] as number }, (_, row) =>
    Array.from({ length: columns }, (_, column) => column).filter(
      (column) => number(numbers, (row + 3 * column) % 12) % 3 > 0,
    ),
  );
  const offsets = [0, ...rows.keys()].map((_, row) => rows.slice(0, row).flat().length);
  return { ...rates, connections: { offsets, columns: rows.flat() } };
}

function padding({ numbers }: Choice, space: Shape): Padding {
  const kind = number(numbers, 7) % 4;
  if (kind === 0) return "same";
  if (kind === 1) return number(numbers, 8) % 2;
  if (kind === 2) return "valid";
  return space.map((_, axis) => [number(numbers, axis) % 2, number(numbers, axis + 4) % 3] as const);
}

type Windows = ReturnType<typeof windowsOver>;

/** Whether each window fits in its padded axis. */
function fits({ kernel, dilation, padding }: Windows, space: Shape): boolean {
  return space.every((size, axis) => {
    const given = typeof padding === "object" ? (padding[axis] ?? 0) : typeof padding === "number" ? padding : 0;
    const both = typeof given === "number" ? 2 * given : given[0] + given[1];
    return padding === "same" || size + both >= (number(kernel, axis) - 1) * number(dilation, axis) + 1;
  });
}

function windowsOver(choice: Choice, space: Shape) {
  const each = (offset: number, most: number) =>
    space.map((_, axis) => 1 + (number(choice.numbers, offset + axis) % most));
  return { kernel: each(0, 3), stride: each(3, 3), dilation: each(5, 2), padding: padding(choice, space) };
}

function convolution(choice: Choice, [channels = 1, ...space]: Shape): ModelLayer | undefined {
  const { numbers, flags } = choice;
  if (space.length < 1 || space.length > 3) return undefined;
  const type = (["conv1d", "conv2d", "conv3d"] as const)[space.length - 1] ?? "conv1d";
  const groups = number(numbers, 9) % 2 === 1 ? channels : number(numbers, 9) % 4 === 2 && channels % 2 === 0 ? 2 : 1;
  const out = groups * (1 + (number(numbers, 10) % 2));
  const windows = windowsOver(choice, space);
  const transposed = flags[0] === true;
  if (!transposed && !fits(windows, space)) return undefined;
  const more =
    transposed && windows.padding !== "same" ? windows.stride.map((stride) => number(numbers, 11) % stride) : 0;
  return {
    type,
    channels: out,
    groups,
    transposed,
    ...windows,
    ...(transposed ? { outputPadding: more } : {}),
    ...weights(choice, [out, channels / groups, ...windows.kernel]),
  };
}

function attention({ given, rate, numbers, flags }: Choice, shape: Shape): ModelLayer | undefined {
  const [features = 1, tokens = 1] = shape;
  if (shape.length !== 2) return undefined;
  const valueHeads = features % 2 === 0 && flags[0] ? 2 : 1;
  const heads = valueHeads * (1 + (number(numbers, 0) % 2));
  const causal = flags[1] === true;
  const queries = 1 + (number(numbers, 1) % (causal ? tokens : 4));
  const rates = flags[2] ? { [given === "drop" ? "dropAttention" : "keepAttention"]: rate } : {};
  return { type: "attention", heads, valueHeads, causal, queries, ...rates };
}
