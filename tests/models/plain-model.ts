// Reachability in a model, element by element, from the definition of each layer. Slow and literal on purpose.

import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { reachingByEdges } from "./plain-edges.ts";
import { existingWeights, type LayerMask, type Masks, weightShapeOf } from "./plain-masks.ts";
import {
  coordinatesOf,
  type Named,
  namesOf,
  numberOf,
  outputsOf,
  type PlainModel,
  type Shape,
  shapesOf,
  windowsOf,
} from "./plain-shapes.ts";

/** A layer's elements, 1 where a signal arrives. */
interface Signal {
  readonly shape: Shape;
  readonly on: Uint8Array;
}

/** Whether the element at some coordinates has a signal; none outside the shape. */
function has({ shape, on }: Signal, coordinates: readonly number[]): boolean {
  const number = numberOf(coordinates, shape);
  return number >= 0 && on[number] === 1;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** For every layer, which of its elements are reached from the inputs. */
export function reached(model: PlainModel, masks: Masks): Map<string, Uint8Array> {
  const shapes = shapesOf(model);
  const all = new Map<string, Uint8Array>();
  for (const layer of namesOf(model)) {
    const sources = layer.from.map((name) => {
      return { shape: shapes.get(name) as Shape, on: all.get(name) as Uint8Array };
    });
    const test = testOf(layer, sources, shapes.get(layer.name) as Shape, masks.get(layer.name) ?? {});
    all.set(
      layer.name,
      Uint8Array.from(coordinatesOf(shapes.get(layer.name) as Shape), (at) => Number(test(at))),
    );
  }
  return all;
}

/** For every layer, which of its elements an output is reached from, were a signal there: removed ones too. */
export function reaching(model: PlainModel, masks: Masks): Map<string, Uint8Array> {
  return reachingByEdges(model, masks);
}

/** Whether some output is reached. */
export function open(model: PlainModel, masks: Masks): boolean {
  const all = reached(model, masks);
  return outputsOf(model).some((name) => all.get(name)?.includes(1));
}

/** Whether the element of a layer at some coordinates is reached. */
type Test = (at: readonly number[]) => boolean;

function testOf(layer: Named, sources: readonly Signal[], shape: Shape, mask: LayerMask): Test {
  const source = sources[0] as Signal;
  switch (layer.type) {
    case "input":
      return () => true;
    case "dense":
      return dense(source, weights(layer, source, mask, layer.connections));
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolution(layer, source, weights(layer, source, mask, layer.connections));
    case "attention":
      return attention(layer, source, weights(layer, source, mask, null));
    case "add":
      return (at) => sources.some((each) => has(each, repeated(at, each.shape)));
    case "multiply":
      return (at) => sources.every((each) => has(each, repeated(at, each.shape)));
    case "concat":
      return concat(layer.axis ?? 0, sources);
    case "dropout":
    case "channel-dropout":
    case "drop-block":
    case "stochastic-depth":
      if (mask.sites === undefined) throw new Error(`no mask for ${layer.name}`);
      return (at) => has(source, at) && mask.sites?.[numberOf(at, shape)] === 1;
    case "mask": {
      const bytes = typeof layer.elements === "string" ? Buffer.from(layer.elements, "base64") : layer.elements;
      return (at) => {
        const bit = numberOf(at, shape);
        return has(source, at) && (((bytes[bit >> 3] as number) >> (bit & 7)) & 1) === 1;
      };
    }
    default:
      return rearranged(layer, source, shape);
  }
}

/** Layers without weights or masks that read one tensor. */
function rearranged(layer: ModelLayer, source: Signal, shape: Shape): Test {
  const [, ...space] = source.shape;
  switch (layer.type) {
    case "pool": {
      const windows = windowsOf(layer, space);
      const steps = coordinatesOf(windows.map(({ kernel }) => kernel));
      return ([c = 0, ...at]) =>
        steps.some((step) =>
          has(source, [c, ...windows.map((w, a) => n(at, a) * w.stride + n(step, a) * w.dilation - w.before)]),
        );
    }
    case "global-pool":
      return ([c = 0]) => coordinatesOf(space).some((at) => has(source, [c, ...at]));
    case "reduce":
      return (at) =>
        coordinatesOf(source.shape).some((from) => same(withoutAxes(layer, from), at) && has(source, from));
    case "flatten":
    case "reshape":
      return (at) => source.on[numberOf(at, shape)] === 1;
    case "transpose":
      return (at) => has(source, invert(layer.axes, at));
    case "upsample":
      return ([c = 0, ...at]) => {
        const read = at.map((o, a) => readBy(layer.mode ?? "nearest", o, n(space, a), n(shape, a + 1)));
        return coordinatesOf(read.map((each) => each.length)).some((pick) =>
          has(source, [c, ...read.map((each, a) => n(each, n(pick, a)))]),
        );
      };
    case "pad":
      return (at) =>
        has(
          source,
          at.map((o, axis) => o - (layer.padding[axis]?.[0] ?? 0)),
        );
    case "slice": {
      const along = layer.axis ?? 0;
      return (at) =>
        has(
          source,
          at.map((o, axis) => (axis === along ? layer.start + o * (layer.step ?? 1) : o)),
        );
    }
    case "embedding":
      return ([, ...token]) => has(source, token);
    case "activation":
    case "normalization":
      return (at) => has(source, at);
    default:
      throw new Error(`no definition of ${layer.type}`);
  }
}

const n = (list: readonly number[], index: number): number => list[index] as number;
const same = (a: readonly number[], b: readonly number[]) => a.join() === b.join();

/** Axes of size 1 are repeated. */
const repeated = (at: readonly number[], shape: Shape) => at.map((o, axis) => (shape[axis] === 1 ? 0 : o));

function withoutAxes({ axes, keepAxes }: { axes: readonly number[]; keepAxes?: boolean }, at: readonly number[]) {
  if (keepAxes) return at.map((i, axis) => (axes.includes(axis) ? 0 : i));
  return at.filter((_, axis) => !axes.includes(axis));
}

/** The input's coordinates: its axis axes[i] is the output's axis i. */
function invert(axes: readonly number[], at: readonly number[]): number[] {
  return axes.map((_, axis) => n(at, axes.indexOf(axis)));
}

/** The positions that output position o reads along an axis enlarged from `size` to `target`. */
function readBy(mode: "nearest" | "linear", o: number, size: number, target: number): number[] {
  if (mode === "nearest") return [Math.floor((o * size) / target)];
  // (o + 1/2) size / target - 1/2 as a fraction, so that positions which are hit exactly are told as such.
  const [top, bottom] = [(2 * o + 1) * size - target, 2 * target];
  const clamp = (i: number) => Math.min(Math.max(i, 0), size - 1);
  return [clamp(Math.floor(top / bottom)), clamp(Math.ceil(top / bottom))];
}

/** Whether the weight with a row-major number exists and survives. */
type Kept = (coordinates: readonly number[]) => boolean;

function weights(layer: ModelLayer, source: Signal, { bonds }: LayerMask, connections: unknown): Kept {
  const shape = weightShapeOf(layer, source.shape) as Shape;
  const exists = existingWeights(connections as Parameters<typeof existingWeights>[0], shape);
  return (coordinates) => {
    const number = numberOf(coordinates, shape);
    return exists[number] === 1 && (bonds === undefined || bonds[number] === 1);
  };
}

function dense(source: Signal, kept: Kept): Test {
  return ([j = 0, ...at]) => range(n(source.shape, 0)).some((i) => kept([j, i]) && has(source, [i, ...at]));
}

type Convolution = Extract<Named, { type: "conv1d" | "conv2d" | "conv3d" }>;

function convolution(layer: Convolution, source: Signal, kept: Kept): Test {
  const [channels = 0, ...space] = source.shape;
  const windows = windowsOf(layer, space);
  const steps = coordinatesOf(windows.map(({ kernel }) => kernel));
  const groups = layer.groups ?? 1;
  const positionOf = layer.transposed ? transposedPosition : forwardPosition;
  return ([j = 0, ...at]) => {
    const group = Math.floor(j / (layer.channels / groups));
    return range(channels / groups).some((i) =>
      steps.some((step) => {
        const position = windows.map((window, axis) => positionOf(window, n(at, axis), n(step, axis)));
        return kept([j, i, ...step]) && has(source, [group * (channels / groups) + i, ...position]);
      }),
    );
  };
}

type Along = ReturnType<typeof windowsOf>[number];

const forwardPosition = (w: Along, o: number, k: number) => o * w.stride + k * w.dilation - w.before;

/** -1, which is outside, where the stride steps over the output. */
function transposedPosition(w: Along, o: number, k: number): number {
  const scaled = o + w.before - k * w.dilation;
  return scaled % w.stride === 0 ? scaled / w.stride : -1;
}

function attention(layer: Extract<Named, { type: "attention" }>, source: Signal, kept: Kept): Test {
  const [features = 0, tokens = 0] = source.shape;
  const valueHeads = layer.valueHeads ?? layer.heads;
  const size = features / valueHeads;
  const queries = layer.queries ?? tokens;
  return ([feature = 0, query = 0]) => {
    const head = Math.floor(feature / size);
    const value = Math.floor((head * valueHeads) / layer.heads) * size + (feature % size);
    const last = layer.causal ? query + tokens - queries : tokens - 1;
    return range(tokens).some((token) => token <= last && kept([head, query, token]) && has(source, [value, token]));
  };
}

function concat(axis: number, sources: readonly Signal[]): Test {
  return (at) => {
    let along = n(at, axis);
    for (const source of sources) {
      const size = n(source.shape, axis);
      if (along < size)
        return has(
          source,
          at.map((o, a) => (a === axis ? along : o)),
        );
      along -= size;
    }
    return false;
  };
}
