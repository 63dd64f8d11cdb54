import { badInput } from "../../../errors.ts";
import { spread, transposedCount, type Window, windowCount, windowsOf } from "../axes.ts";
import { normaliseConnections } from "../connections.ts";
import type { ConvolutionLayer } from "../layer-types.ts";
import { badShape, only, product, type Shape, type ShapeRule } from "./rule.ts";

/** Every layer with weights, and attention. */

export const dense: ShapeRule<"dense"> = (layer, inputs, field) => {
  const [features = 1, ...space] = only(inputs, field);
  const connections = normaliseConnections(layer.connections, layer.units, features, `${field}.connections`);
  return { shape: [layer.units, ...space], filled: { connections } };
};

/** What a convolution is along its axes of space, with everything filled in. */
export interface Convolution {
  readonly windows: readonly Window[];
  readonly groups: number;
  readonly space: readonly number[];
  readonly outputPadding: readonly number[];
}

export function resolveConvolution(layer: ConvolutionLayer, input: Shape, field: string): Convolution {
  const rank = Number(layer.type[4]);
  const [channels = 1, ...space] = input;
  if (space.length !== rank) throw badShape(field, `a layer with ${rank} axes of space behind its channels`, input);
  const { groups = 1, transposed = false } = layer;
  for (const [name, count] of [["channels", layer.channels] as const, ["input channels", channels] as const]) {
    if (count % groups !== 0) throw badInput(`${field}.groups`, `a divisor of its ${count} ${name}`, groups);
  }
  const extra = spread(layer.outputPadding ?? 0, rank, `${field}.outputPadding`);
  if (!transposed) {
    if (extra.some((size) => size > 0))
      throw badInput(`${field}.outputPadding`, "0, unless transposed", layer.outputPadding);
    const windows = windowsOf(layer, space, field);
    return {
      windows,
      groups,
      space: windows.map((window, axis) => windowCount(window, space[axis] ?? 1, false)),
      outputPadding: extra,
    };
  }
  const windows = transposedWindows(layer, space, field);
  const added = extra.map((size, axis) => size + missing(layer, windows[axis]));
  const sizes = windows.map((window, axis) => transposedCount(window, space[axis] ?? 1, added[axis] ?? 0));
  return { windows, groups, space: sizes, outputPadding: added };
}

/** "same" of a transposed convolution makes size * stride positions. */
function transposedWindows(layer: ConvolutionLayer, space: readonly number[], field: string): Window[] {
  if (layer.padding !== "same") return windowsOf(layer, space, field);
  return windowsOf({ ...layer, padding: "valid" }, space, field).map((window) => {
    const total = Math.max((window.kernel - 1) * window.dilation + 1 - window.stride, 0);
    return { ...window, before: Math.floor(total / 2), after: Math.ceil(total / 2) };
  });
}

function missing(layer: ConvolutionLayer, window: Window | undefined): number {
  if (layer.padding !== "same" || window === undefined) return 0;
  return Math.max(window.stride - ((window.kernel - 1) * window.dilation + 1), 0);
}

const convolution: ShapeRule<"conv1d" | "conv2d" | "conv3d"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const { windows, groups, space, outputPadding } = resolveConvolution(layer, input, field);
  if (space.some((size) => size < 1)) throw badShape(field, "a shape that the kernel fits in", input);
  const kernel = windows.map((window) => window.kernel);
  const fanIn = ((input[0] ?? 1) / groups) * product(kernel);
  const connections = normaliseConnections(layer.connections, layer.channels, fanIn, `${field}.connections`);
  return {
    shape: [layer.channels, ...space],
    filled: {
      kernel,
      stride: windows.map((window) => window.stride),
      padding: windows.map(({ before, after }) => [before, after] as const),
      dilation: windows.map((window) => window.dilation),
      groups,
      connections,
      ...(layer.transposed ? { outputPadding } : {}),
    },
  };
};

export const conv1d = convolution;
export const conv2d = convolution;
export const conv3d = convolution;

export const embedding: ShapeRule<"embedding"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  if (input.length !== 1) throw badShape(field, "a layer of shape [tokens]", input);
  return { shape: [layer.features, ...input] };
};

export const attention: ShapeRule<"attention"> = (layer, inputs, field) => {
  const input = only(inputs, field);
  const [features = 1, tokens = 1] = input;
  if (input.length !== 2) throw badShape(field, "values of shape [features, tokens]", input);
  const { heads, valueHeads = heads, queries = tokens, causal = false } = layer;
  if (heads % valueHeads !== 0) throw badInput(`${field}.valueHeads`, `a divisor of ${heads} heads`, valueHeads);
  if (features % valueHeads !== 0) {
    throw badInput(
      `${field}.${layer.valueHeads === undefined ? "heads" : "valueHeads"}`,
      `a divisor of ${features} features`,
      valueHeads,
    );
  }
  if (causal && queries > tokens)
    throw badInput(`${field}.queries`, `at most ${tokens}, its tokens, when causal`, queries);
  return { shape: [(features / valueHeads) * heads, queries], filled: { valueHeads, queries, causal } };
};
