import { invalidFile, unsupported } from "./failures.ts";
import type { Node, Tensor } from "./model.ts";
import { areLastAxes, broadcastsTo, MOST_AXES } from "./shape.ts";
import { checkData, forEachZero, INT32, INT64, readNumbers, shapeText, tensorLabel } from "./tensor.ts";
import {
  attributeOf,
  constantAt,
  countElements,
  hasInput,
  integerAttribute,
  neuronsAt,
  nodeLabel,
  type Rule,
  type Signal,
  signalAt,
  valueAt,
  type Walk,
} from "./walk.ts";

/** Each neuron's value follows from its own, or also from a norm over its layer, as for Softmax. */
export const sameNeurons: Rule = (node, walk) => signalAt(node, walk, 0);

/** Identity, which exporters also put on shared initializers. */
export const identity: Rule = (node, walk) => valueAt(node, walk, 0);

/** Add, Sub, Mul, Div and Pow. */
export const arithmetic: Rule = (node, walk) => {
  const left = valueAt(node, walk, 0);
  const right = valueAt(node, walk, 1);
  if (left.kind === "signal" && right.kind === "signal") return combine(node, left, right);
  if (left.kind === "signal" && right.kind === "constant") return withConstant(node, walk, left, right.tensor);
  if (left.kind === "constant" && right.kind === "signal") return withConstant(node, walk, right, left.tensor);
  throw unsupported(nodeLabel(node), "an operand that depends on the graph's input", "two constants");
};

function withConstant(node: Node, walk: Walk, signal: Signal, constant: Tensor): Signal {
  countElements(walk, constant);
  checkData(constant);
  checkBroadcast(node, signal, constant);
  if (node.operator !== "Add" && node.operator !== "Sub") rejectZeros(node, constant);
  return signal;
}

function checkBroadcast(node: Node, signal: Signal, constant: Tensor): void {
  if (broadcastsTo(constant.dims, signal.shape)) return;
  const expected = `a constant that fits ${signal.shape?.map((size) => size ?? "?").join("x")}`;
  throw invalidFile(nodeLabel(node), expected, `${tensorLabel(constant)} of ${shapeText(constant)}`);
}

/**
 * A factor of zero makes a neuron constant, which no rate or bond of a layered network says. The model is
 * refused rather than read as if the neuron still passed something on.
 */
function rejectZeros(node: Node, constant: Tensor): void {
  let zeros = 0;
  if (constant.dataType === INT32 || constant.dataType === INT64)
    zeros = readNumbers(constant, MOST_AXES).filter((value) => value === 0).length;
  else forEachZero(constant, () => zeros++);
  if (zeros > 0) throw unsupported(nodeLabel(node), "no factor of 0", `${zeros} in ${tensorLabel(constant)}`);
}

/**
 * Two computed tensors meet legitimately only inside a normalisation: neurons with a statistic of their own
 * layer (x - mean, x / deviation), two statistics, or a tensor with itself as a square.
 */
function combine(node: Node, left: Signal, right: Signal): Signal {
  if (left.layer !== right.layer) {
    const actual = `layers ${left.layer} and ${right.layer} (a residual connection)`;
    throw unsupported(nodeLabel(node), "operands of one layer", actual);
  }
  if (node.operator === "Mul" && node.inputs[0] === node.inputs[1]) return left;
  if (left.content === "neurons" && right.content === "neurons") {
    const expected = "a constant or a mean of the same layer as one operand";
    throw unsupported(nodeLabel(node), expected, `two tensors of neurons of layer ${left.layer}`);
  }
  if (left.dropout !== right.dropout) {
    throw unsupported(
      nodeLabel(node),
      "operands with the same Dropout before them",
      `two in layer ${left.layer} that differ`,
    );
  }
  const [main, other] = right.content === "neurons" ? [right, left] : [left, right];
  if (!broadcastsTo(other.shape, main.shape)) {
    throw unsupported(nodeLabel(node), "a statistic per sample", "one of another shape");
  }
  return main;
}

/** The mean over the neurons of a layer, the first step of a decomposed LayerNormalization. */
export const reduceMean: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  const axes = hasInput(node, 1)
    ? readNumbers(constantAt(node, walk, 1), MOST_AXES)
    : (attributeOf(node, "axes")?.integers ?? []);
  if (!areLastAxes(axes, source.shape) || integerAttribute(node, "keepdims", 1) !== 1) {
    throw unsupported(nodeLabel(node), "a mean over the last axes that keeps them", `axes [${axes.slice(0, 8)}]`);
  }
  const shape = source.shape?.map((size, axis, { length }) => (axis < length - axes.length ? size : 1));
  return { ...source, content: "statistic", shape };
};

export const layerNormalization: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  withConstantInputs(node, walk, source, [1, 2]);
  return source;
};

/** Scales and shifts per channel, which is the second axis; a layer's neurons lie along it once flat. */
export const batchNormalization: Rule = (node, walk) => {
  const source = neuronsAt(node, walk, 0);
  const perChannel: Signal = { ...source, shape: source.shape?.slice(0, 2) };
  withConstantInputs(node, walk, perChannel, [1, 2, 3, 4]);
  return source;
};

/** Checks the constants of a normalisation; the first is the scale. */
function withConstantInputs(node: Node, walk: Walk, source: Signal, positions: readonly number[]): void {
  for (const position of positions) {
    if (!hasInput(node, position)) continue;
    const constant = constantAt(node, walk, position);
    countElements(walk, constant);
    checkData(constant);
    checkBroadcast(node, source, constant);
    if (position === 1) rejectZeros(node, constant);
  }
}
