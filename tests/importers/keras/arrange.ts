import type { ModelLayer } from "../../../sdk/networks/model/layer-types.ts";
import { type ModelNetwork, resolveModel } from "../../../sdk/networks/model/model.ts";

/** Numbers in row-major order. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export function counted(shape: readonly number[]): Numbers {
  const size = shape.reduce((product, each) => product * each, 1);
  return { shape, values: Array.from({ length: size }, (_, index) => index + 1) };
}

/** The numbers at the positions that `source` gives for each position of the output; 0 where it gives none. */
function gather(
  input: Numbers,
  shape: readonly number[],
  source: (at: readonly number[]) => readonly number[] | undefined,
): Numbers {
  const { values: numbers } = counted(shape);
  const values = numbers.map((number) => {
    let rest = number - 1;
    const at = [...shape].reverse().map((size) => {
      const index = rest % size;
      rest = (rest - index) / size;
      return index;
    });
    const from = source(at.reverse());
    return from === undefined
      ? 0
      : (input.values[from.reduce((all, index, axis) => all * (input.shape[axis] ?? 1) + index, 0)] ?? 0);
  });
  return { shape, values };
}

/** NumPy's transpose. */
export function transposed(input: Numbers, axes: readonly number[]): Numbers {
  const shape = axes.map((axis) => input.shape[axis] ?? 1);
  return gather(input, shape, (at) => input.shape.map((_, axis) => at[axes.indexOf(axis)] ?? 0));
}

export function padded(input: Numbers, pairs: readonly (readonly [number, number])[]): Numbers {
  const shape = input.shape.map((size, axis) => size + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
  return gather(input, shape, (at) => {
    const from = at.map((index, axis) => index - (pairs[axis]?.[0] ?? 0));
    return from.every((index, axis) => index >= 0 && index < (input.shape[axis] ?? 1)) ? from : undefined;
  });
}

export function cut(input: Numbers, axis: number, start: number, end: number): Numbers {
  const shape = input.shape.map((size, each) => (each === axis ? end - start : size));
  return gather(input, shape, (at) => at.map((index, each) => (each === axis ? index + start : index)));
}

/** The output of a network of layers that only arrange numbers. */
export function arranged(network: ModelNetwork, input: Numbers): Numbers {
  const { sources, shapes } = resolveModel(network);
  const results: Numbers[] = [];
  network.layers.forEach((layer, index) => {
    const read = results[sources[index]?.[0] ?? 0] ?? input;
    results.push(step(layer, read, input, shapes[index] ?? []));
  });
  return results.at(-1) ?? input;
}

function step(layer: ModelLayer, read: Numbers, input: Numbers, shape: readonly number[]): Numbers {
  switch (layer.type) {
    case "input":
      return input;
    case "reshape":
    case "flatten":
      return { shape, values: read.values };
    case "transpose":
      return transposed(read, layer.axes);
    case "pad":
      return padded(read, layer.padding);
    case "slice":
      return cut(read, layer.axis ?? 0, layer.start, layer.end);
    case "activation":
      return read;
    default:
      throw new Error(`no such step: ${layer.type}`);
  }
}
