import { broadcastConstant } from "./constant-views.ts";
import {
  type Constant,
  countOf,
  fromNumbers,
  isReadable,
  MOST_FOLDED,
  noteOfConstant,
  numbersOf,
} from "./constants.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { broadcast, product } from "./signal.ts";
import { readNumbers } from "./tensor.ts";
import {
  attributeOf,
  axisOf,
  constantAt,
  hasInput,
  integerAttribute,
  listAt,
  nodeLabel,
  numbersAt,
  type Walk,
} from "./walk.ts";

type Unary = (value: number) => number;
type Binary = (left: number, right: number, integer: boolean) => number;

const UNARY: ReadonlyMap<string, Unary> = new Map<string, Unary>([
  ["Neg", (value) => -value],
  ["Abs", Math.abs],
  ["Floor", Math.floor],
  ["Ceil", Math.ceil],
  ["Round", Math.round],
  ["Sqrt", Math.sqrt],
  ["Sign", Math.sign],
  ["Reciprocal", (value) => 1 / value],
  ["Relu", (value) => Math.max(value, 0)],
  ["Not", (value) => (value === 0 ? 1 : 0)],
]);

const BINARY: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ["Add", (left, right) => left + right],
  ["Sub", (left, right) => left - right],
  ["Mul", (left, right) => left * right],
  ["Div", (left, right, integer) => (integer ? Math.trunc(left / right) : left / right)],
  ["Mod", (left, right) => left - right * Math.floor(left / right)],
  ["Pow", (left, right) => left ** right],
  ["Min", (left, right) => Math.min(left, right)],
  ["Max", (left, right) => Math.max(left, right)],
  ["Equal", (left, right) => (left === right ? 1 : 0)],
  ["Less", (left, right) => (left < right ? 1 : 0)],
  ["LessOrEqual", (left, right) => (left <= right ? 1 : 0)],
  ["Greater", (left, right) => (left > right ? 1 : 0)],
  ["GreaterOrEqual", (left, right) => (left >= right ? 1 : 0)],
  ["And", (left, right) => (left !== 0 && right !== 0 ? 1 : 0)],
  ["Or", (left, right) => (left !== 0 || right !== 0 ? 1 : 0)],
  ["Xor", (left, right) => ((left !== 0) !== (right !== 0) ? 1 : 0)],
]);

const COMPARISONS = ["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Xor"];

type Reduction = (values: readonly number[]) => number;

const REDUCTIONS: ReadonlyMap<string, Reduction> = new Map<string, Reduction>([
  ["ReduceProd", product],
  ["ReduceSum", (values) => values.reduce((sum, value) => sum + value, 0)],
  ["ReduceMax", (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)],
  ["ReduceMin", (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)],
]);

/** The output of a node that calculates with constants; undefined for an operator that is not worked out. */
export function compute(node: Node, walk: Walk): Constant | undefined {
  const unary = UNARY.get(node.operator);
  if (unary !== undefined) return each(node, walk, unary);
  const binary = BINARY.get(node.operator);
  if (binary !== undefined) return pairs(node, walk, binary);
  const reduction = REDUCTIONS.get(node.operator);
  if (reduction !== undefined) return reduced(node, walk, reduction);
  if (node.operator === "Cast") return cast(node, walk);
  if (node.operator === "Where") return where(node, walk);
  if (node.operator === "Range") return range(node, walk);
  if (node.operator === "Trilu") return trilu(node, walk);
  return undefined;
}

function each(node: Node, walk: Walk, unary: Unary): Constant {
  const source = constantAt(node, walk, 0);
  if ("fill" in source.data) return { ...source, data: { fill: unary(source.data.fill) } };
  return fromNumbers("", source.dims, numbersOf(source, walk.budget).map(unary), source.integer);
}

function pairs(node: Node, walk: Walk, binary: Binary): Constant {
  return node.inputs
    .map((_, position) => constantAt(node, walk, position))
    .reduce((left, right) => pair(node, walk, binary, left, right));
}

function pair(node: Node, walk: Walk, binary: Binary, left: Constant, right: Constant): Constant {
  const dims = broadcast(node, left.dims, right.dims);
  const integer = left.integer && right.integer;
  if (!isReadable(left) || !isReadable(right)) return scaledNote(node, walk, left, right, dims);
  const [one, other] = [left, right].map((each) => broadcastConstant(node, walk, each, dims));
  if (one === undefined || other === undefined) return left;
  if ("fill" in one.data && "fill" in other.data) {
    return { ...left, dims, integer, data: { fill: binary(one.data.fill, other.data.fill, integer) } };
  }
  const [numbers, others] = [numbersOf(one, walk.budget), numbersOf(other, walk.budget)];
  const results = numbers.map((value, index) => binary(value, others[index] ?? 0, integer));
  return fromNumbers("", dims, results, integer || COMPARISONS.includes(node.operator));
}

/** Of a large tensor times or through a number other than 0, the zeros stay where they are. */
function scaledNote(node: Node, walk: Walk, left: Constant, right: Constant, dims: readonly number[]): Constant {
  const [large, factor] = isReadable(left) ? [right, left] : [left, right];
  const scales = node.operator === "Mul" || (node.operator === "Div" && large === left);
  if (scales && countOf(large) === product(dims) && noteOfConstant(factor, walk.budget).zeros === null) {
    const { zeros } = noteOfConstant(large, walk.budget);
    return { ...large, dims, data: { note: { zeros, masked: null } } };
  }
  const actual = `${large.dims.slice(0, 8).join("x")} of them`;
  throw unsupported(nodeLabel(node), "constants small enough to calculate with", actual);
}

function reduced(node: Node, walk: Walk, reduction: Reduction): Constant {
  const source = constantAt(node, walk, 0);
  const rank = source.dims.length;
  const axes = (listAt(node, walk, 1, "axes") ?? [...source.dims.keys()]).map((axis) => axisOf(node, axis, rank));
  if (axes.length !== rank) throw unsupported(nodeLabel(node), "a reduction of all axes", `axes [${axes.slice(0, 8)}]`);
  const dims = integerAttribute(node, "keepdims", 1) === 0 ? [] : source.dims.map(() => 1);
  return fromNumbers("", dims, [reduction(numbersOf(source, walk.budget))], source.integer);
}

function cast(node: Node, walk: Walk): Constant {
  const source = constantAt(node, walk, 0);
  const to = integerAttribute(node, "to", 1);
  const integer = ![1, 10, 11, 16].includes(to);
  if (!isReadable(source)) return { ...source, integer };
  const convert: Unary = to === 9 ? (value) => (value === 0 ? 0 : 1) : integer ? Math.trunc : (value) => value;
  return { ...each(node, walk, convert), integer };
}

function where(node: Node, walk: Walk): Constant {
  const all = [0, 1, 2].map((position) => constantAt(node, walk, position));
  const dims = all.reduce<readonly number[]>((shape, each) => broadcast(node, shape, each.dims), []);
  const [condition = [], yes = [], no = []] = all.map((each) =>
    numbersOf(broadcastConstant(node, walk, each, dims), walk.budget),
  );
  const chosen = condition.map((value, index) => (value === 0 ? no[index] : yes[index]) ?? 0);
  return fromNumbers("", dims, chosen, all[1]?.integer ?? true);
}

function range(node: Node, walk: Walk): Constant {
  const [start = 0, limit = 0, delta = 1] = [0, 1, 2].map((position) => numbersAt(node, walk, position, 1)[0]);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(count <= MOST_FOLDED)) throw unsupported(nodeLabel(node), `at most ${MOST_FOLDED} numbers`, `${count}`);
  walk.budget.spend(count);
  const numbers = Array.from({ length: count }, (_, index) => start + index * delta);
  return fromNumbers("", [count], numbers, constantAt(node, walk, 0).integer);
}

function trilu(node: Node, walk: Walk): Constant {
  const source = constantAt(node, walk, 0);
  const [rows = 1, columns = 1] = source.dims.slice(-2);
  const upper = integerAttribute(node, "upper", 1) !== 0;
  const [diagonal = 0] = hasInput(node, 1) ? numbersAt(node, walk, 1, 1) : [];
  if (source.dims.length < 2) throw invalidFile(nodeLabel(node), "a matrix", `${source.dims.length} axes`);
  const whole = broadcastConstant(node, walk, source, source.dims);
  const kept = numbersOf(whole, walk.budget).map((value, index) => {
    const across = (index % columns) - (Math.floor(index / columns) % rows) - diagonal;
    return (upper ? across >= 0 : across <= 0) ? value : 0;
  });
  return fromNumbers("", source.dims, kept, source.integer);
}

/** ConstantOfShape: one number everywhere. */
export function constantOfShape(node: Node, walk: Walk): Constant {
  const dims = numbersAt(node, walk, 0, 64);
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw invalidFile(nodeLabel(node), "sizes that are 0 or more", `[${dims.slice(0, 8)}]`);
  }
  const value = attributeOf(node, "value")?.tensor;
  const filled = value === undefined ? undefined : fillOf(node, walk);
  const integer = filled?.integer ?? false;
  return { kind: "constant", name: node.outputs[0] ?? "", dims, integer, data: { fill: filled?.fill ?? 0 } };
}

function fillOf(node: Node, walk: Walk): { fill: number; integer: boolean } {
  const tensor = attributeOf(node, "value")?.tensor;
  if (tensor === undefined) return { fill: 0, integer: false };
  walk.budget.spend(1);
  const [fill = 0] = readNumbers(tensor, 1);
  return { fill, integer: ![1, 10, 11, 16].includes(tensor.dataType) };
}
