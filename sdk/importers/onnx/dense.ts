import { arrange, reshapeSignal } from "./arrange.ts";
import { attention } from "./attention.ts";
import { missingFrom } from "./bits.ts";
import { type Constant, checkConstant, constantLabel, describeConstant, noteOfConstant } from "./constants.ts";
import { invalidFile, joinsSamples, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { resolveWidth } from "./open-width.ts";
import { layerOf, lift, made, type Signal, shapeOf } from "./signal.ts";
import { precisionOf } from "./tensor.ts";
import {
  constantAt,
  floatAttribute,
  hasInput,
  integerAttribute,
  layerName,
  nodeLabel,
  type Rule,
  signalAt,
  valueAt,
  type Walk,
} from "./walk.ts";

/** `alpha * A * B + beta * C` with A computed, B and C constant. */
export const gemm: Rule = (node, walk) => {
  if (integerAttribute(node, "transA", 0) !== 0) throw unsupported(nodeLabel(node), "transA to be 0", "1");
  if (floatAttribute(node, "alpha", 1) === 0) throw unsupported(nodeLabel(node), "an alpha other than 0", "0");
  const sourcesFirst = integerAttribute(node, "transB", 0) === 0;
  const weights = constantAt2D(node, walk, 1);
  const output = dense(node, walk, signalAt(node, walk, 0), weights, sourcesFirst, -1);
  if (hasInput(node, 2)) checkBias(node, walk, output);
  return output;
};

/** A product with a constant matrix on either side, or attention. */
export const matMul: Rule = (node, walk) => {
  const [left, right] = [valueAt(node, walk, 0), valueAt(node, walk, 1)];
  if (left.kind === "signal" && right.kind === "signal") return attention(node, walk, left, right);
  if (left.kind === "constant" && right.kind === "signal") {
    return dense(node, walk, right, matrixOf(node, left), false, -2);
  }
  const weights = constantAt(node, walk, 1);
  const source = signalAt(node, walk, 0);
  if (weights.dims.length !== 1) return dense(node, walk, source, matrixOf(node, weights), true, -1);
  const output = dense(node, walk, source, { ...weights, dims: [...weights.dims, 1] }, true, -1);
  return reshapeSignal(node, walk, output, output.dims.slice(0, -1));
};

/** Weights; axes of size 1 in front are those of a batch. */
function matrixOf(node: Node, weights: Constant): Constant {
  const dims = weights.dims.slice(-2);
  const isMatrix = dims.length === 2 && weights.dims.slice(0, -2).every((size) => size === 1);
  if (!isMatrix) throw noMatrix(node, weights);
  return { ...weights, dims };
}

function constantAt2D(node: Node, walk: Walk, position: number): Constant {
  const weights = constantAt(node, walk, position);
  if (weights.dims.length !== 2) throw noMatrix(node, weights);
  return weights;
}

function noMatrix(node: Node, weights: Constant) {
  return unsupported(nodeLabel(node), "a weight matrix", describeConstant(weights));
}

/**
 * A dense layer that acts on one axis of a signal, at each position of the others.
 *
 * @param sourcesFirst - Whether the matrix is stored as [inputs, outputs] rather than [outputs, inputs].
 * @param axis - The axis of the features, counted from the end.
 */
function dense(
  node: Node,
  walk: Walk,
  source: Signal,
  weights: Constant,
  sourcesFirst: boolean,
  axis: -1 | -2,
): Signal {
  const [rows = 0, columns = 0] = weights.dims;
  if (rows === 0 || columns === 0) {
    throw invalidFile(nodeLabel(node), "a weight matrix with elements", describeConstant(weights));
  }
  const [fanIn, units] = sourcesFirst ? [rows, columns] : [columns, rows];
  const connections = connectionsOf(walk, weights, (index) =>
    sourcesFirst ? (index % units) * fanIn + Math.floor(index / units) : index,
  );
  resolveWidth(node, walk, source, fanIn);
  const signal = lift(source, axis === -2 ? 2 : 1);
  const features = signal.dims.length + axis;
  const width = signal.dims[features] ?? 1;
  if (width !== fanIn) throw invalidFile(nodeLabel(node), `weights for ${width} neurons`, `${fanIn}`);
  if (features === signal.batch)
    throw joinsSamples(nodeLabel(node), "features besides the batch", shapeOf(signal.dims));
  const rest = signal.order.filter((each) => each >= 0 && each !== features && (signal.dims[each] ?? 1) > 1);
  const arranged = arrange(node, walk, signal, [features, ...rest]);
  const spec = { type: "dense", units, ...(connections === null ? {} : { connections }) } as const;
  const layer = walk.emit(layerName(node), spec, [layerOf(node, arranged)]);
  const dims = signal.dims.map((size, each) => (each === features ? units : size));
  return made(node, layer, dims, signal.batch, arranged.order);
}

/**
 * The weights that are not exactly zero, as bits in the order that `place` says; null when none is zero.
 * Costs one pass over the weights, and memory for the bits only when some weight is zero.
 */
export function connectionsOf(walk: Walk, weights: Constant, place: (index: number) => number): Uint8Array | null {
  if ("dataType" in weights.data) precisionOf(weights.data);
  else if (weights.integer) throw unsupported(constantLabel(weights), "floating-point numbers", "integers");
  const { zeros } = noteOfConstant(weights, walk.budget);
  const count = weights.dims.reduce((all, size) => all * size, 1);
  return zeros === null ? null : missingFrom(zeros, count, place);
}

function checkBias(node: Node, walk: Walk, { dims }: Signal): void {
  const bias = constantAt(node, walk, 2);
  checkConstant(bias, walk.budget);
  const fits = bias.dims.every((size, axis) => {
    const goal = dims[axis + dims.length - bias.dims.length];
    return size === 1 || size === goal;
  });
  if (fits && bias.dims.length <= dims.length) return;
  throw invalidFile(nodeLabel(node), `a bias for ${dims.at(-1)} neurons`, describeConstant(bias));
}
