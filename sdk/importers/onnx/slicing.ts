import { arrange, reshapeSignal } from "./arrange.ts";
import { type Constant, isAllZero, numbersOf } from "./constants.ts";
import { invalidFile, joinsSamples, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { type Span, sliceSpans, splitSizes } from "./positions.ts";
import { layerOf, longAxes, made, plain, type Signal, sameList, shapeOf, sizeAt } from "./signal.ts";
import {
  axisOf,
  constantAt,
  hasInput,
  integerAttribute,
  layerName,
  listAt,
  nodeLabel,
  numbersAt,
  type Rule,
  signalAt,
  textAttribute,
  valueAt,
  type Walk,
} from "./walk.ts";

/** The most single positions that are taken one by one. */
const MOST_POSITIONS = 1024;

export const slice: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  return sliceSpans(node, walk, source.dims).reduce((signal, span) => taken(node, walk, signal, span), source);
};

export const split: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const { axis, sizes } = splitSizes(node, walk, source.dims);
  let start = 0;
  return sizes.map((count) => {
    const part = taken(node, walk, source, { axis, start, step: 1, count });
    start += count;
    return part;
  });
};

/** Some positions of a signal along one axis. */
function taken(node: Node, walk: Walk, source: Signal, span: Span): Signal {
  const { axis, start, step, count } = span;
  const size = source.dims[axis] ?? 1;
  if (count === size && step === 1) return source;
  if (count < 1) throw invalidFile(nodeLabel(node), "positions that there are", `none of the ${size} of axis ${axis}`);
  if (axis === source.batch) {
    if (size === 1) return source;
    throw joinsSamples(nodeLabel(node), "to leave the samples of a batch apart", `${count} of ${size} samples`);
  }
  const dims = source.dims.map((old, each) => (each === axis ? count : old));
  if (source.layer === null) return { ...source, dims };
  if (step < 0) {
    return positions(
      node,
      walk,
      source,
      axis,
      Array.from({ length: count }, (_, at) => start + at * step),
    );
  }
  const place = source.order.indexOf(axis);
  const end = start + (count - 1) * step + 1;
  const spec = { type: "slice", axis: place, start, end, ...(step === 1 ? {} : { step }) } as const;
  const layer = walk.emit(layerName(node), spec, [layerOf(node, source)]);
  return { ...plain(source), dims, layer, core: layer, gate: source.gate };
}

/** Positions in any order, as slices one after another. */
function positions(node: Node, walk: Walk, source: Signal, axis: number, list: readonly number[]): Signal {
  const [first = 0, second] = list;
  const step = second === undefined ? 1 : second - first;
  if (step > 0 && list.every((at, index) => at === first + index * step)) {
    return taken(node, walk, source, { axis, start: first, step, count: list.length });
  }
  if (list.length > MOST_POSITIONS) {
    throw unsupported(nodeLabel(node), `at most ${MOST_POSITIONS} positions in any order`, `${list.length}`);
  }
  const parts = list.map((start) => taken(node, walk, source, { axis, start, step: 1, count: 1 }));
  return joined(node, walk, parts, axis);
}

function joined(node: Node, walk: Walk, parts: readonly Signal[], axis: number): Signal {
  const [first] = parts;
  if (first === undefined) throw invalidFile(nodeLabel(node), "positions", "none");
  const target = first.order.includes(axis) ? first.order : [...longAxes(first), axis].sort((a, b) => a - b);
  const arranged = parts.map((part) => arrange(node, walk, part, target));
  const layers = arranged.map((part) => layerOf(node, part));
  const [single] = arranged;
  if (arranged.length === 1 && single !== undefined) return plain(single);
  const layer = walk.emit(layerName(node), { type: "concat", axis: target.indexOf(axis) }, layers);
  const size = parts.reduce((sum, { dims }) => sum + (dims[axis] ?? 1), 0);
  const dims = first.dims.map((old, each) => (each === axis ? size : old));
  return { ...made(node, layer, dims, first.batch, target), gate: parts.every(({ gate }) => gate) };
}

/** Rows of a constant table chosen by token numbers, or positions of a signal chosen by constants. */
export const gather: Rule = (node, walk) => {
  const [table, indices] = [valueAt(node, walk, 0), valueAt(node, walk, 1)];
  const axis = axisOf(node, integerAttribute(node, "axis", 0), table.dims.length);
  if (table.kind === "constant" && indices.kind === "signal") return embedding(node, walk, table, indices, axis);
  if (table.kind !== "signal" || indices.kind !== "constant") {
    throw unsupported(nodeLabel(node), "a constant table or constant indices", "both computed");
  }
  const size = table.dims[axis] ?? 1;
  const list = numbersOf(indices, walk.budget, 65536).map((index) => (index < 0 ? index + size : index));
  if (!list.every((at) => Number.isInteger(at) && at >= 0 && at < size)) {
    throw invalidFile(nodeLabel(node), `indices in 0..${size - 1}`, "one outside");
  }
  const found = positions(node, walk, table, axis, list);
  const dims = [...table.dims.slice(0, axis), ...indices.dims, ...table.dims.slice(axis + 1)];
  return sameList(dims, found.dims) ? found : reshapeSignal(node, walk, found, dims);
};

function embedding(node: Node, walk: Walk, table: Constant, indices: Signal, axis: number): Signal {
  const [rows = 0, features = 0] = table.dims;
  if (axis !== 0 || table.dims.length !== 2 || rows < 1 || features < 1) {
    throw unsupported(nodeLabel(node), "a table of one row for each token", shapeOf(table.dims));
  }
  const long = longAxes(indices);
  const source = arrange(node, walk, indices, long);
  const sizes = long.map((each) => sizeAt(indices.dims, each));
  let layer = layerOf(node, source);
  const count = sizes.reduce((all, size) => all * size, 1);
  if (long.length > 1) layer = walk.emitOnce(`${layerName(node)}/tokens`, { type: "reshape", shape: [count] }, layer);
  layer = walk.emit(layerName(node), { type: "embedding", features }, [layer]);
  if (long.length > 1) {
    layer = walk.emit(`${layerName(node)}/reshape`, { type: "reshape", shape: [features, ...sizes] }, [layer]);
  }
  const rank = indices.dims.length;
  const order = [rank, ...(long.length === 0 ? [-1] : long)];
  return made(node, layer, [...indices.dims, features], indices.batch, order);
}

/** Signals one after another; constants in between are positions without a signal. */
export const concat: Rule = (node, walk) => {
  const parts = node.inputs.map((_, position) => {
    const value = valueAt(node, walk, position);
    return value.kind === "constant" ? value : signalAt(node, walk, position);
  });
  const signals = parts.flatMap((part) => (part.kind === "signal" ? part : []));
  const [first] = signals;
  if (first === undefined) throw unsupported(nodeLabel(node), "an input that depends on the graph's input", "none");
  const axis = axisOf(node, integerAttribute(node, "axis", 0), first.dims.length);
  for (const { dims } of parts) {
    const fits = dims.length === first.dims.length && dims.every((size, at) => at === axis || size === first.dims[at]);
    if (!fits)
      throw invalidFile(
        nodeLabel(node),
        `tensors that differ from ${shapeOf(first.dims)} in axis ${axis} alone`,
        shapeOf(dims),
      );
  }
  if (axis === first.batch) throw joinsSamples(nodeLabel(node), "to leave the batch as it is", "samples side by side");
  const main = signals.reduce((best, signal) =>
    walk.numberOf(layerOf(node, signal)) > walk.numberOf(layerOf(node, best)) ? signal : best,
  );
  const missing = [axis, ...signals.flatMap(longAxes)].filter((each) => !main.order.includes(each));
  const target = [...main.order.filter((each) => each >= 0), ...new Set(missing)];
  return joined(node, walk, withGaps(node, walk, parts, axis, target), axis);
};

/** The signals, each with the constants around it as positions that carry none. */
function withGaps(
  node: Node,
  walk: Walk,
  parts: readonly (Signal | Constant)[],
  axis: number,
  target: readonly number[],
): Signal[] {
  const signals: Signal[] = [];
  let before = 0;
  let after = 0;
  const close = () => {
    const last = signals.pop();
    if (last !== undefined) signals.push(padded(node, walk, last, axis, before, after));
    [before, after] = [0, 0];
  };
  for (const part of parts) {
    const size = part.dims[axis] ?? 1;
    if (part.kind === "signal") {
      if (signals.length > 0) close();
      signals.push(arrange(node, walk, part, target));
    } else if (signals.length === 0) before += size;
    else after += size;
  }
  close();
  return signals;
}

function padded(node: Node, walk: Walk, signal: Signal, axis: number, before: number, after: number): Signal {
  if (before === 0 && after === 0) return signal;
  const padding = signal.order.map((each) => (each === axis ? ([before, after] as const) : ([0, 0] as const)));
  const layer = walk.emit(`${layerName(node)}/pad`, { type: "pad", padding }, [layerOf(node, signal)]);
  const dims = signal.dims.map((size, each) => (each === axis ? size + before + after : size));
  return { ...plain(signal), dims, layer, core: layer };
}

/** Positions without a signal around one; negative padding cuts positions off. */
export const pad: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const rank = source.dims.length;
  const mode = textAttribute(node, "mode", "constant") || "constant";
  const pads = listAt(node, walk, 1, "pads") ?? listAt(node, walk, 1, "paddings") ?? [];
  const named = hasInput(node, 3) ? numbersAt(node, walk, 3, 64) : [...source.dims.keys()];
  const axes = named.map((axis) => axisOf(node, axis, rank));
  if (pads.length !== 2 * axes.length || !pads.every((size) => Number.isInteger(size) && Math.abs(size) <= 65536)) {
    throw invalidFile(nodeLabel(node), `${2 * axes.length} sizes of padding`, `[${pads.slice(0, 8)}]`);
  }
  if (pads.every((size) => size === 0)) return source;
  if (mode !== "constant") throw unsupported(nodeLabel(node), "padding with a constant", mode.slice(0, 40));
  if (hasInput(node, 2)) isAllZero(constantAt(node, walk, 2), walk.budget);
  return axes.reduce((signal, axis, index) => {
    const [before = 0, after = 0] = [pads[index], pads[index + axes.length]];
    if (before === 0 && after === 0) return signal;
    if (axis === signal.batch) throw joinsSamples(nodeLabel(node), "to leave the batch as it is", "padding of samples");
    const size = signal.dims[axis] ?? 1;
    const count = size + Math.min(before, 0) + Math.min(after, 0);
    const cut = taken(node, walk, signal, { axis, start: Math.max(-before, 0), step: 1, count });
    const target = cut.order.includes(axis) ? cut.order : [...cut.order.filter((each) => each >= 0), axis];
    return padded(node, walk, arrange(node, walk, cut, target), axis, Math.max(before, 0), Math.max(after, 0));
  }, source);
};
