import { gathered } from "./bits.ts";
import { type Constant, countOf, isReadable, MOST_FOLDED, noteOfConstant, numbersOf } from "./constants.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { product, sizeAt } from "./signal.ts";
import { nodeLabel, type Walk } from "./walk.ts";

/** For each axis of a result, where each of its positions lies in the source. */
type Tables = readonly (readonly number[])[];

/** The same elements in another shape of as many. */
export function withDims(constant: Constant, dims: readonly number[]): Constant {
  const { data } = constant;
  if (countOf(constant) > Number.MAX_SAFE_INTEGER) return constant;
  return { ...constant, dims, data: "dataType" in data ? { ...data, dims: [...dims] } : data };
}

function stepsOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => product(dims.slice(axis + 1)));
}

/** Positions 0..size-1 along each axis. */
function everything(dims: readonly number[]): number[][] {
  const steps = stepsOf(dims);
  return dims.map((size, axis) => Array.from({ length: size }, (_, at) => at * (steps[axis] ?? 1)));
}

/** The elements that the tables name; of large constants, what is known of them. */
export function take(constant: Constant, walk: Walk, tables: Tables): Constant {
  const dims = tables.map((table) => table.length);
  const count = product(dims);
  if ("fill" in constant.data) return { ...constant, dims };
  const source = sourceIn(tables);
  if (isReadable(constant) && count <= MOST_FOLDED) {
    const numbers = numbersOf(constant, walk.budget);
    walk.budget.spend(count);
    return { ...constant, dims, data: { numbers: Array.from({ length: count }, (_, at) => numbers[source(at)] ?? 0) } };
  }
  const { zeros, masked } = noteOfConstant(constant, walk.budget);
  if (zeros !== null || masked !== null) walk.budget.spend(count);
  const note = { zeros: gathered(zeros, count, source), masked: gathered(masked, count, source) };
  return { ...constant, dims, data: { note } };
}

function sourceIn(tables: Tables): (index: number) => number {
  return (index) => {
    let source = 0;
    for (let axis = tables.length - 1, rest = index; axis >= 0; axis--) {
      const table = tables[axis] ?? [];
      source += table[rest % table.length] ?? 0;
      rest = Math.floor(rest / table.length);
    }
    return source;
  };
}

/** Tables are made only for constants of a size that is read at all. */
export function tablesOf(node: Node, walk: Walk, constant: Constant): number[][] {
  walk.budget.spend(countOf(constant));
  if (constant.dims.reduce((sum, size) => sum + size, 0) > MOST_FOLDED) {
    throw unsupported(
      nodeLabel(node),
      `a constant with axes of at most ${MOST_FOLDED}`,
      `${constant.dims.slice(0, 8)}`,
    );
  }
  return everything(constant.dims);
}

/** Checks the axes of a constant that is to be made. */
export function checkSizes(node: Node, sizes: readonly number[]): void {
  if (sizes.every((size) => Number.isInteger(size) && size >= 0 && size <= MOST_FOLDED)) return;
  throw invalidFile(nodeLabel(node), `sizes in 0..${MOST_FOLDED}`, `[${sizes.slice(0, 8)}]`);
}

/** A constant repeated up to `dims`. */
export function broadcastConstant(node: Node, walk: Walk, constant: Constant, dims: readonly number[]): Constant {
  if ("fill" in constant.data || countOf(constant) === 1) {
    if (product(dims) > MOST_FOLDED || "fill" in constant.data) {
      const [fill = 0] = "fill" in constant.data ? [constant.data.fill] : numbersOf(constant, walk.budget, 1);
      return { ...constant, dims, data: { fill } };
    }
  }
  checkSizes(node, dims);
  walk.budget.spend(product(dims));
  const tables = tablesOf(node, walk, constant);
  const shift = dims.length - constant.dims.length;
  const repeated = dims.map((size, axis) => {
    const own = sizeAt(constant.dims, axis - shift) === 1 ? undefined : tables[axis - shift];
    return own ?? new Array<number>(size).fill(0);
  });
  return take(constant, walk, repeated);
}
