import { broadcastConstant, checkSizes, tablesOf, take, withDims } from "./constant-views.ts";
import { type Constant, countOf, fromNumbers, numbersOf } from "./constants.ts";
import { invalidFile } from "./failures.ts";
import { compute } from "./fold-numbers.ts";
import type { Node } from "./model.ts";
import {
  flattenedDims,
  permutation,
  reshapedDims,
  sliceSpans,
  splitSizes,
  squeezedDims,
  unsqueezedDims,
} from "./positions.ts";
import { broadcast, product } from "./signal.ts";
import { axisOf, constantAt, integerAttribute, nodeLabel, numbersAt, type Walk } from "./walk.ts";

// Constants worked out from constants: shapes, which exporters compute node by node, masks, and weights on their way
// to where they are used. Of large tensors only the zeros are followed.

type Fold = (node: Node, walk: Walk, first: Constant) => Constant | readonly Constant[];

const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ["Identity", (_node, _walk, first) => first],
  ["Reshape", (node, walk, first) => withDims(first, reshapedDims(node, walk, first.dims))],
  ["Flatten", (node, _walk, first) => withDims(first, flattenedDims(node, first.dims))],
  ["Squeeze", (node, walk, first) => withDims(first, squeezedDims(node, walk, first.dims))],
  ["Unsqueeze", (node, walk, first) => withDims(first, unsqueezedDims(node, walk, first.dims))],
  ["Transpose", transpose],
  ["Expand", expand],
  ["Tile", tile],
  ["Slice", slice],
  ["Split", split],
  ["Gather", gather],
  ["Concat", concat],
]);

/** The outputs of a node that reads nothing but constants; undefined for an operator that is not worked out. */
export function fold(node: Node, walk: Walk): Constant | readonly Constant[] | undefined {
  const rule = FOLDS.get(node.operator);
  const result = rule === undefined ? compute(node, walk) : rule(node, walk, constantAt(node, walk, 0));
  if (result === undefined) return undefined;
  const named = (constant: Constant, output: number) => ({ ...constant, name: node.outputs[output] ?? "" });
  return Array.isArray(result) ? result.map(named) : named(result as Constant, 0);
}

function transpose(node: Node, walk: Walk, first: Constant): Constant {
  const tables = tablesOf(node, walk, first);
  return take(
    first,
    walk,
    permutation(node, first.dims.length).map((axis) => tables[axis] ?? []),
  );
}

function expand(node: Node, walk: Walk, first: Constant): Constant {
  const target = numbersAt(node, walk, 1, 64);
  checkSizes(node, target);
  const dims = broadcast(node, first.dims, target);
  return broadcastConstant(node, walk, first, dims);
}

function tile(node: Node, walk: Walk, first: Constant): Constant {
  const times = numbersAt(node, walk, 1, 64);
  checkSizes(node, times);
  checkSizes(
    node,
    first.dims.map((size, axis) => size * (times[axis] ?? 1)),
  );
  walk.budget.spend(countOf(first) * product(times));
  return take(
    first,
    walk,
    tablesOf(node, walk, first).map((table, axis) => new Array<number[]>(times[axis] ?? 1).fill(table).flat()),
  );
}

function slice(node: Node, walk: Walk, first: Constant): Constant {
  const tables = tablesOf(node, walk, first);
  for (const { axis, start, step, count } of sliceSpans(node, walk, first.dims)) {
    const table = tables[axis] ?? [];
    tables[axis] = Array.from({ length: count }, (_, at) => table[start + at * step] ?? 0);
  }
  return take(first, walk, tables);
}

function split(node: Node, walk: Walk, first: Constant): Constant[] {
  const { axis, sizes } = splitSizes(node, walk, first.dims);
  const tables = tablesOf(node, walk, first);
  let start = 0;
  return sizes.map((size) => {
    const part = tables.map((table, at) => (at === axis ? table.slice(start, start + size) : table));
    start += size;
    return take(first, walk, part);
  });
}

function gather(node: Node, walk: Walk, first: Constant): Constant {
  const axis = axisOf(node, integerAttribute(node, "axis", 0), first.dims.length);
  const size = first.dims[axis] ?? 1;
  const indices = constantAt(node, walk, 1);
  const positions = numbersOf(indices, walk.budget).map((index) => (index < 0 ? index + size : index));
  if (!positions.every((at) => Number.isInteger(at) && at >= 0 && at < size)) {
    throw invalidFile(nodeLabel(node), `indices in 0..${size - 1}`, "one outside");
  }
  const tables = tablesOf(node, walk, first);
  const table = tables[axis] ?? [];
  tables[axis] = positions.map((at) => table[at] ?? 0);
  const taken = take(first, walk, tables);
  return withDims(taken, [...first.dims.slice(0, axis), ...indices.dims, ...first.dims.slice(axis + 1)]);
}

function concat(node: Node, walk: Walk, first: Constant): Constant {
  const parts = node.inputs.map((_, position) => constantAt(node, walk, position));
  const axis = axisOf(node, integerAttribute(node, "axis", 0), first.dims.length);
  for (const { dims } of parts) {
    const fits = dims.length === first.dims.length && dims.every((size, at) => at === axis || size === first.dims[at]);
    if (!fits) throw invalidFile(nodeLabel(node), `tensors that differ in axis ${axis} alone`, `[${dims.slice(0, 8)}]`);
  }
  const numbers = parts.map((part) => numbersOf(part, walk.budget));
  const runs = parts.map(({ dims }) => product(dims.slice(axis)));
  const outer = product(first.dims.slice(0, axis));
  const joined: number[] = [];
  for (let row = 0; row < outer; row++) {
    for (const [part, run] of runs.entries()) {
      for (let at = row * run; at < (row + 1) * run; at++) joined.push(numbers[part]?.[at] ?? 0);
    }
  }
  const length = parts.reduce((sum, { dims }) => sum + (dims[axis] ?? 1), 0);
  const dims = first.dims.map((size, at) => (at === axis ? length : size));
  return fromNumbers(first.name, dims, joined, first.integer);
}
