import { PercolationError } from "../../errors.ts";
import { allBits, type Bits, bitsFor, hasBit, setBit } from "./bits.ts";
import { unsupported } from "./failures.ts";
import type { Note, Tensor } from "./model.ts";
import { elementCount, MOST_NUMBERS, noteOf, readNumbers, shapeText, storageOf } from "./tensor.ts";

/** A tensor that does not depend on the network's input. */
export interface Constant {
  readonly kind: "constant";
  readonly name: string;
  readonly dims: readonly number[];
  /** Whether its numbers are integers, so that division truncates. */
  readonly integer: boolean;
  /**
   * A tensor of the file; numbers worked out from others; one number everywhere; or, where there are too many to be
   * read as numbers, what is known of them.
   */
  readonly data: Tensor | { readonly numbers: readonly number[] } | { readonly fill: number } | { readonly note: Note };
}

/** The most numbers that are worked out for one constant, such as a mask of attention. */
export const MOST_FOLDED = 2 ** 22;
/** A file that uses one large tensor many times would otherwise cost far more time than its size says. */
const MOST_ELEMENTS = 2 ** 28;

/** Counts the elements of constants as they are read. */
export class Budget {
  #spent = 0;

  spend(elements: number): void {
    this.#spent += elements;
    if (this.#spent <= MOST_ELEMENTS) return;
    const message = `model: expected at most ${MOST_ELEMENTS} weights and other constants in all, got more`;
    throw new PercolationError("too-large", message, { field: "model" });
  }
}

export function fromTensor(tensor: Tensor, name = tensor.name): Constant {
  return { kind: "constant", name, dims: tensor.dims, integer: isInteger(tensor), data: { ...tensor, name } };
}

function isInteger({ dataType }: Tensor): boolean {
  return ![1, 10, 11, 16].includes(dataType);
}

export function fromNumbers(
  name: string,
  dims: readonly number[],
  numbers: readonly number[],
  integer = true,
): Constant {
  return { kind: "constant", name, dims, integer, data: { numbers } };
}

export function constantLabel(constant: Constant): string {
  return `tensor ${JSON.stringify(constant.name.slice(0, 60))}`;
}

/** The number of elements; checks the dims of a tensor of the file. */
export function countOf({ data, dims }: Constant): number {
  return "dataType" in data ? elementCount(data) : dims.reduce((product, size) => product * size, 1);
}

/** Whether the numbers of a constant can be read, and not just its zeros. */
export function isReadable(constant: Constant): boolean {
  const count = countOf(constant);
  if ("dataType" in constant.data) return count <= MOST_NUMBERS && constant.data.note === undefined;
  return !("note" in constant.data) && count <= MOST_FOLDED;
}

/** All numbers of a constant, row by row. */
export function numbersOf(constant: Constant, budget: Budget, most = MOST_FOLDED): readonly number[] {
  const count = countOf(constant);
  budget.spend(count);
  const { data } = constant;
  if ("dataType" in data) return readNumbers(data, Math.min(most, MOST_NUMBERS));
  if (count > most || "note" in data) {
    const limit = "note" in data ? MOST_NUMBERS : most;
    throw unsupported(constantLabel(constant), `at most ${limit} elements`, `${count}`);
  }
  return "numbers" in data ? data.numbers : new Array<number>(count).fill(data.fill);
}

/** Which elements are 0, and which mask. Checks that the data of a tensor of the file is as long as it should be. */
export function noteOfConstant(constant: Constant, budget: Budget): Note {
  const { data } = constant;
  const count = countOf(constant);
  budget.spend(count);
  if ("dataType" in data) return noteOf(data);
  if ("note" in data) return data.note;
  if ("fill" in data)
    return { zeros: everywhere(data.fill === 0, count), masked: everywhere(data.fill <= -1e4, count) };
  return {
    zeros: where(data.numbers, (value) => value === 0),
    masked: where(data.numbers, (value) => value <= -1e4),
  };
}

/** Checks a constant whose numbers do not matter. */
export function checkConstant(constant: Constant, budget: Budget): void {
  if (!("dataType" in constant.data)) return;
  storageOf(constant.data);
  noteOfConstant(constant, budget);
}

function everywhere(holds: boolean, count: number): Bits {
  return holds ? allBits(count) : null;
}

function where(numbers: readonly number[], test: (value: number) => boolean): Bits {
  let bits: Uint8Array | null = null;
  for (const [index, value] of numbers.entries()) {
    if (!test(value)) continue;
    bits ??= bitsFor(numbers.length);
    setBit(bits, index);
  }
  return bits;
}

/** Whether every element is 0. */
export function isAllZero(constant: Constant, budget: Budget): boolean {
  if ("fill" in constant.data) return constant.data.fill === 0;
  const { zeros } = noteOfConstant(constant, budget);
  const count = countOf(constant);
  for (let index = 0; index < count; index++) if (!hasBit(zeros, index)) return false;
  return true;
}

export function describeConstant(constant: Constant): string {
  return `${constantLabel(constant)} of ${shapeText(constant)}`;
}
