// Which elements a layer connects, as a relation between the coordinates of an input and of an output element.
// Independent of plain-model.ts, which computes from each output element the input elements it reads.

import { weightShapeOf } from "./plain-masks.ts";
import { type Named, numberOf, type Shape, type Window, windowsOf } from "./plain-shapes.ts";

/** The weight of the connection between two elements: WEIGHTLESS if it has none, undefined if there is none. */
export type Link = (i: readonly number[], o: readonly number[]) => number | undefined;

export const WEIGHTLESS = -1;

/** The relation of operand number `operand` of a layer. */
export function linkOf(layer: Named, sources: readonly Shape[], operand: number, shape: Shape): Link {
  const source = sources[operand] as Shape;
  switch (layer.type) {
    case "dense":
      return ([c = 0, ...at], [j = 0, ...to]) => (same(at, to) ? j * n(source, 0) + c : undefined);
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolutionLink(layer, source);
    case "attention":
      return attentionLink(layer, source);
    default: {
      const relates = relationOf(layer, sources, operand, shape);
      return (i, o) => (relates(i, o) ? WEIGHTLESS : undefined);
    }
  }
}

type Relation = (i: readonly number[], o: readonly number[]) => boolean;

function relationOf(layer: Named, sources: readonly Shape[], operand: number, shape: Shape): Relation {
  const source = sources[operand] as Shape;
  switch (layer.type) {
    case "pool": {
      const windows = windowsOf(layer, source.slice(1));
      return (i, o) => i[0] === o[0] && windows.every((w, a) => kernelOf(w, n(i, a + 1), n(o, a + 1)) !== undefined);
    }
    case "global-pool":
      return (i, o) => i[0] === o[0];
    case "reduce": {
      const left = [...source.keys()].filter((axis) => layer.keepAxes || !layer.axes.includes(axis));
      return (i, o) => left.every((axis, place) => layer.axes.includes(axis) || i[axis] === o[place]);
    }
    case "flatten":
    case "reshape":
      return (i, o) => numberOf(i, source) === numberOf(o, shape);
    case "transpose":
      return (i, o) => layer.axes.every((axis, place) => o[place] === i[axis]);
    case "upsample":
      return (i, o) => {
        return i.every((at, axis) => {
          if (axis === 0) return at === o[0];
          return near(at, n(o, axis), n(source, axis), n(shape, axis), layer.mode === "linear");
        });
      };
    case "pad":
      return (i, o) => i.every((at, axis) => at + (layer.padding[axis]?.[0] ?? 0) === o[axis]);
    case "add":
    case "multiply":
      return (i, o) => i.every((at, axis) => source[axis] === 1 || at === o[axis]);
    case "concat": {
      const along = layer.axis ?? 0;
      const before = sources.slice(0, operand).reduce((sum, each) => sum + n(each, along), 0);
      return (i, o) => i.every((at, axis) => o[axis] === at + (axis === along ? before : 0));
    }
    case "slice":
      return (i, o) => {
        return i.every((at, axis) => {
          return at === (axis === (layer.axis ?? 0) ? layer.start + n(o, axis) * (layer.step ?? 1) : o[axis]);
        });
      };
    case "embedding":
      return (i, o) => same(i, o.slice(1));
    default:
      return same;
  }
}

const n = (list: readonly number[], index: number): number => list[index] as number;
const same = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((x, at) => x === b[at]);

/** Whether enlarging an axis of `size` to `target` lets output position o read input position i. */
function near(i: number, o: number, size: number, target: number, linear: boolean): boolean {
  if (!linear) return i * target <= o * size && o * size < (i + 1) * target;
  // Positions in units of 1 / (2 target): where the output lies in the input, clamped to the axis.
  const unit = 2 * target;
  const place = Math.min(Math.max((2 * o + 1) * size - target, 0), (size - 1) * unit);
  return Math.abs(place - i * unit) < unit;
}

/** The kernel position by which output position o reads input position i. */
function kernelOf({ stride, dilation, before, kernel }: Window, i: number, o: number): number | undefined {
  const k = (i + before - o * stride) / dilation;
  return Number.isInteger(k) && k >= 0 && k < kernel ? k : undefined;
}

type Convolution = Extract<Named, { type: "conv1d" | "conv2d" | "conv3d" }>;

function convolutionLink(layer: Convolution, source: Shape): Link {
  const windows = windowsOf(layer, source.slice(1));
  const weights = weightShapeOf(layer, source) as Shape;
  const groups = layer.groups ?? 1;
  const [into, from] = [layer.channels / groups, n(source, 0) / groups];
  return ([c = 0, ...at], [j = 0, ...to]) => {
    if (Math.floor(j / into) !== Math.floor(c / from)) return undefined;
    const kernel: number[] = [];
    for (const [axis, window] of windows.entries()) {
      const [small, large] = layer.transposed ? [n(at, axis), n(to, axis)] : [n(to, axis), n(at, axis)];
      const k = kernelOf(window, large, small);
      if (k === undefined) return undefined;
      kernel.push(k);
    }
    return numberOf([j, c % from, ...kernel], weights);
  };
}

function attentionLink(layer: Extract<Named, { type: "attention" }>, source: Shape): Link {
  const [features = 0, tokens = 0] = source;
  const { heads, valueHeads = layer.heads, queries = tokens, causal } = layer;
  const size = features / valueHeads;
  return ([value = 0, token = 0], [feature = 0, query = 0]) => {
    const head = Math.floor(feature / size);
    const shared = Math.floor((head * valueHeads) / heads);
    if (value !== shared * size + (feature % size)) return undefined;
    if (causal && tokens - token < queries - query) return undefined;
    return (head * queries + query) * tokens + token;
  };
}
