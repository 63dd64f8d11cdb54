import { expandTo, reshapeSignal } from "./arrange.ts";
import { fromNumbers } from "./constants.ts";
import { invalidFile } from "./failures.ts";
import { openWidth } from "./open-width.ts";
import { flattenedDims, permutation, reshapedDims, squeezedDims, unsqueezedDims } from "./positions.ts";
import { broadcast, isOpen, lift, type Signal } from "./signal.ts";
import { integerAttribute, listAt, nodeLabel, numbersAt, type Rule, signalAt, valueAt } from "./walk.ts";

export const flatten: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  if (isOpen(source) && integerAttribute(node, "axis", 1) === 1) return source;
  if (isOpen(source)) throw openWidth(node, walk, source);
  return reshapeSignal(node, walk, source, flattenedDims(node, source.dims));
};

export const reshape: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  if (!isOpen(source)) return reshapeSignal(node, walk, source, reshapedDims(node, walk, source.dims));
  // Rows of neurons stay rows of neurons.
  const target = listAt(node, walk, 1, "shape") ?? [];
  const [rows = -1, width = -1] = target;
  if (target.length !== 2 || rows > 1) throw openWidth(node, walk, source);
  for (const { dims } of walk.openInputs.values()) if (dims === source.dims && width > 0) dims[1] = width;
  return source;
};

export const squeeze: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  return reshapeSignal(node, walk, source, squeezedDims(node, walk, source.dims));
};

export const unsqueeze: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  return reshapeSignal(node, walk, source, unsqueezedDims(node, walk, source.dims));
};

/** Only the numbers of the axes change; the layer stays as it is. */
export const transpose: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const axes = permutation(node, source.dims.length);
  const moved = (axis: number) => (axis < 0 ? axis : axes.indexOf(axis));
  const result: Signal = {
    ...source,
    dims: axes.map((axis) => source.dims[axis] ?? 1),
    batch: moved(source.batch),
    order: source.order.map(moved),
    softmax: source.softmax && { ...source.softmax, axis: moved(source.softmax.axis) },
  };
  return result;
};

export const expand: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const target = numbersAt(node, walk, 1, 64);
  if (!target.every((size) => Number.isInteger(size) && size > 0)) {
    throw invalidFile(nodeLabel(node), "sizes of 1 or more", `[${target.slice(0, 8)}]`);
  }
  const dims = broadcast(node, source.dims, target);
  return expandTo(node, walk, lift(source, dims.length), dims);
};

/** The shape of a tensor is known, whatever its values. */
export const shape: Rule = (node, walk) => {
  const value = valueAt(node, walk, 0);
  const { dims } = value;
  if (value.kind === "signal" && isOpen(value)) throw openWidth(node, walk, value);
  const rank = dims.length;
  const end = (name: string, fallback: number) => {
    const at = integerAttribute(node, name, fallback);
    return Math.min(Math.max(at < 0 ? at + rank : at, 0), rank);
  };
  const sizes = dims.slice(end("start", 0), end("end", rank));
  return fromNumbers(node.outputs[0] ?? "", [sizes.length], sizes);
};

export const size: Rule = (node, walk) => {
  const value = valueAt(node, walk, 0);
  if (value.kind === "signal" && isOpen(value)) throw openWidth(node, walk, value);
  const count = value.dims.reduce((all, each) => all * each, 1);
  return fromNumbers(node.outputs[0] ?? "", [], [count]);
};
