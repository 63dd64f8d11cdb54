import { type Block, flags, type Operation, type Total } from "../engine/programs.ts";
import type { Runnable } from "../engine/sampling.ts";
import type { Assembler } from "./assembler.ts";
import { placeBlocks } from "./placement.ts";
import { multiplicity, type Tensor } from "./tensor.ts";

/** Bins of a histogram past the first: MOST_BINS in assembly/flow/program.ts. */
export const MOST_BINS = 2 ** 22;

/** Operations with places for their blocks, ready to run: those whose words are read, unless `all` are wanted. */
export function assemble(all: readonly Operation[], wanted: "read" | "all" = "read"): Runnable {
  const operations = wanted === "all" ? all : withoutUnread(all);
  return { operations, ...placeBlocks(operations), work: operations.reduce((sum, each) => sum + workOf(each), 1) };
}

/** Bonds of an operation, those that are missing not counted. */
export function bondsOf({
  groups = 1,
  inputs = 0,
  outputs = 0,
  kernel = 1,
  wiring,
  flags: given = 0,
}: Operation): number {
  if (wiring) return wiring.columns.length;
  if ((given & flags.causal) === 0) return groups * inputs * outputs * kernel;
  return groups * (outputs * (inputs - outputs) + (outputs * (outputs + 1)) / 2);
}

function withoutUnread(operations: readonly Operation[]): Operation[] {
  const read = new Set<Block>();
  const kept: Operation[] = [];
  for (let index = operations.length - 1; index >= 0; index--) {
    const operation = operations[index] as Operation;
    const { kind, out, input, mask } = operation;
    const isCounted = kind === "open" || operation.total !== undefined;
    const written = kind === "mixBack" ? input : out;
    if (!isCounted && !(written && read.has(written))) continue;
    kept.push(operation);
    for (const block of [input, mask, out]) if (block) read.add(block);
  }
  return kept.reverse();
}

/** Words that an operation works on at most. */
function workOf(operation: Operation): number {
  const { kind, count = 0, groups = 1, inputs = 0, outputs = 0, axes = [] } = operation;
  switch (kind) {
    case "reduce":
      return groups * inputs * count;
    case "gather":
      return axes.reduce((all, { size, taps }) => all * (taps ? taps.sources.length : size), 1) + count;
    case "pairs":
      return inputs + outputs;
    case "mix":
    case "mixBack":
    case "conduct": {
      const bonds = bondsOf(operation);
      const positions = axes.reduce((all, { taps }) => all * (taps?.sources.length ?? 1), 1);
      return bonds + (positions > 1 ? positions * groups * outputs * inputs : 0);
    }
    default:
      return count;
  }
}

/** A path is open where some element of an output is reached. */
export function addOpen(assembler: Assembler, outputs: readonly Tensor[]): void {
  for (const { block } of outputs) assembler.operations.push({ kind: "open", input: block, count: block.words });
}

/** Adds the count of an output's elements, over all trials, to a total. */
export function addCount(assembler: Assembler, tensor: Tensor): Total {
  const total: Total = { length: 1 };
  const { block } = tensor;
  assembler.operations.push({ kind: "count", input: block, count: block.words, weight: multiplicity(tensor), total });
  return total;
}

/** Adds the numbers of trials by their count of elements in all the tensors. */
export function addHistogram(assembler: Assembler, tensors: readonly Tensor[]): Total {
  const flat = tensors.map((tensor) => {
    const { block } = assembler.expand(tensor);
    return { shape: [block.words], sizes: [block.words], block };
  });
  const words = flat.reduce((sum, { block }) => sum + block.words, 0);
  const [only] = flat;
  const { block } = only && flat.length === 1 ? only : assembler.concat(flat, 0, [words]);
  const total: Total = { length: Math.min(words, MOST_BINS) + 1 };
  assembler.operations.push({ kind: "histogram", input: block, count: words, total });
  return total;
}
