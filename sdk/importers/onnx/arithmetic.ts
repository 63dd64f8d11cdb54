import { align, expandTo } from "./arrange.ts";
import { allBits, missingFrom } from "./bits.ts";
import { type Constant, checkConstant, countOf, describeConstant, noteOfConstant, numbersOf } from "./constants.ts";
import { dropBy } from "./dropout.ts";
import { scaled, silenced, widened } from "./elementwise.ts";
import { invalidFile, unsupported } from "./failures.ts";
import { type Choice, maskedScores } from "./masks.ts";
import type { Node } from "./model.ts";
import { resolveWidth } from "./open-width.ts";
import { broadcast, isOpen, layerOf, lift, made, plain, type Signal, sameList, shapeOf } from "./signal.ts";
import { layerName, nodeLabel, type RemovalMask, type Rule, valueAt, type Walk } from "./walk.ts";

/** Operators whose result is 0 where both operands are: sums, and what is like one. */
const SUMS = ["Add", "Sub", "Sum", "Mean", "Max", "Min"];

/** Add, Sub, Mul, Div, Pow, Max, Min, Sum, Mean, of signals and constants. */
export const arithmetic: Rule = (node, walk) => {
  const operands = node.inputs.map((_, position) => valueAt(node, walk, position));
  const [first, ...others] = operands;
  if (first === undefined) throw invalidFile(nodeLabel(node), "an operand", "none");
  const result = others.reduce((one, other) => combine(node, walk, one, other), first);
  return result;
};

type Operand = Signal | Constant | RemovalMask;

function combine(node: Node, walk: Walk, left: Operand, right: Operand): Operand {
  if (left.kind === "signal" && right.kind === "signal") return ofTwo(node, walk, left, right);
  if (left.kind === "signal" && right.kind === "constant") return withConstant(node, walk, left, right);
  if (left.kind === "constant" && right.kind === "signal") return withConstant(node, walk, right, left);
  if (left.kind === "signal" && right.kind === "removal mask") return masked(node, walk, left, right);
  if (left.kind === "removal mask" && right.kind === "signal") return masked(node, walk, right, left);
  if (left.kind === "removal mask" && right.kind === "constant") return left;
  throw unsupported(nodeLabel(node), "an operand that depends on the graph's input", "two constants");
}

function masked(node: Node, walk: Walk, signal: Signal, mask: RemovalMask): Signal {
  if (node.operator === "Mul" || node.operator === "Div") return dropBy(node, walk, signal, mask);
  throw unsupported(nodeLabel(node), "a product with the random mask of a Dropout", node.operator);
}

function withConstant(node: Node, walk: Walk, signal: Signal, constant: Constant): Signal {
  checkConstant(constant, walk.budget);
  checkFit(node, walk, signal, constant);
  const result = widened(node, walk, signal, constant.dims);
  if (node.operator === "Mul" || node.operator === "Div" || node.operator === "Pow") {
    const kept = scaled(node, walk, result, constant, constant.dims);
    return { ...kept, shift: 0 };
  }
  if (signal.layer === null) return maskedScores(node, walk, result, constant);
  return shifted(node, walk, result, constant);
}

/** What an added constant makes of a gate: one constant for all, and none that may take it to 0. */
function shifted(node: Node, walk: Walk, signal: Signal, constant: Constant): Signal {
  const single = constant.dims.every((size) => size === 1);
  const [value = 0] = single && node.operator === "Add" ? numbersOf(constant, walk.budget, 1) : [];
  return { ...signal, gate: signal.gate && value > 0, shift: signal.shift + value, softmax: null };
}

function checkFit(node: Node, walk: Walk, signal: Signal, constant: Constant): void {
  const width = constant.dims.at(-1) ?? 1;
  if (isOpen(signal) && width > 1) resolveWidth(node, walk, signal, width);
  if (isOpen(signal)) return;
  try {
    broadcast(node, signal.dims, constant.dims);
  } catch {
    const expected = `a constant that fits ${shapeOf(signal.dims)}`;
    throw invalidFile(nodeLabel(node), expected, describeConstant(constant));
  }
}

function ofTwo(node: Node, walk: Walk, left: Signal, right: Signal): Signal {
  if (isSame(left, right)) return { ...plain(left), ...laterLayer(walk, left, right) };
  if (isOpen(left) || isOpen(right)) throw unsupported(nodeLabel(node), "inputs of known shape", "an open dimension");
  const dims = broadcast(node, left.dims, right.dims);
  const [one, other] = [lift(left, dims.length), lift(right, dims.length)];
  for (const [main, side] of [[one, other] as const, [other, one] as const]) {
    if (isStatisticOf(node, side, main) && sameList(main.dims, dims)) return plain(main);
  }
  const isProduct = !SUMS.includes(node.operator);
  if (isProduct && other.gate) return expandTo(node, walk, plain(one), dims);
  if (isProduct && one.gate && node.operator === "Mul") return expandTo(node, walk, plain(other), dims);
  if (one.layer === null || other.layer === null) return product(node, one, other, dims);
  const aligned = align(node, walk, [one, other]);
  const [first = one] = aligned;
  const layers = aligned.map((signal) => layerOf(node, signal));
  const layer = walk.emit(layerName(node), { type: isProduct ? "multiply" : "add" }, [...new Set(layers)]);
  const statistic = one.statisticOf !== null && one.statisticOf === other.statisticOf ? one.statisticOf : null;
  const batch = one.batch >= 0 ? one.batch : other.batch;
  return { ...made(node, layer, dims, batch, first.order), statisticOf: statistic };
}

/** A product or sum with scores that only attention may read: scores again. */
function product(node: Node, one: Signal, other: Signal, dims: readonly number[]): Signal {
  const [scores, rest] = one.layer === null ? [one, other] : [other, one];
  if (rest.causal) return { ...scores, dims, causal: true };
  return { ...scores, dims, softmax: null, label: scores.label, batch: scores.batch, core: node.outputs[0] ?? "" };
}

/** Whether two signals give each element a value that follows from the same one. */
function isSame(left: Signal, right: Signal): boolean {
  if (left.layer === null || right.layer === null) return false;
  return left.core === right.core && sameList(left.dims, right.dims) && sameList(left.order, right.order);
}

/** Of two activations of one layer, the one further on, so that a report shows the whole function. */
function laterLayer(walk: Walk, left: Signal, right: Signal): Pick<Signal, "layer"> {
  const numbers = [left, right].map(({ layer }) => walk.numberOf(layer ?? ""));
  return { layer: (numbers[0] ?? 0) >= (numbers[1] ?? 0) ? left.layer : right.layer };
}

/** Whether one operand is a mean or another statistic of the other, or both of the same signal. */
function isStatisticOf(node: Node, side: Signal, main: Signal): boolean {
  if (side.statisticOf === null) return false;
  if (main.statisticOf === side.statisticOf) return true;
  return side.statisticOf === main.core && ["Sub", "Mul", "Div"].includes(node.operator);
}

/**
 * A choice between a signal and a constant: the signal is silenced where a constant condition chooses otherwise. Scores of
 * attention may be masked so. A condition that follows from the signal itself, such as IsNaN, is not asked.
 */
export const where: Rule = (node, walk) => {
  const [condition, yes, no] = [0, 1, 2].map((position) => valueAt(node, walk, position));
  const signal = yes?.kind === "signal" ? yes : no;
  const other = signal === yes ? no : yes;
  if (signal?.kind !== "signal" || other?.kind !== "constant") {
    throw unsupported(nodeLabel(node), "a choice between a signal and a constant", "another one");
  }
  if (condition?.kind === "constant")
    return chosen(node, walk, signal, other, { condition, keepsWhereTrue: signal === yes });
  const isOwn = condition?.kind === "signal" && (signal.layer === null || condition.core === signal.core);
  if (isOwn) return signal;
  throw unsupported(nodeLabel(node), "a condition that is constant", "a computed one");
};

function chosen(node: Node, walk: Walk, signal: Signal, other: Constant, choice: Choice): Signal {
  const { condition } = choice;
  const wide = widened(node, walk, signal, condition.dims);
  if (signal.layer === null) return maskedScores(node, walk, wide, other, choice);
  const { zeros } = noteOfConstant(condition, walk.budget);
  const count = countOf(condition);
  const silent = choice.keepsWhereTrue
    ? zeros
    : zeros === null
      ? allBits(count)
      : missingFrom(zeros, count, (at) => at);
  return silenced(node, walk, wide, silent, condition.dims, describeConstant(condition));
}
