import { show } from "../../errors.ts";
import { bitsFor, setBit } from "./bits.ts";
import { FLOAT, type Storage, storageOfType, typeName } from "./data-types.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Note, Tensor } from "./model.ts";
import { forEachVarint } from "./wire.ts";

/** The most dimensions, axes or entries of a target shape that are read; real models have a handful. */
export const MOST_AXES = 64;

/** The most numbers of one tensor of a file that are read as numbers; of a larger one only zeros are known. */
export const MOST_NUMBERS = 4096;

export function tensorLabel(tensor: Tensor): string {
  return `tensor ${show(tensor.name)}`;
}

/** The significant binary digits of the tensor's numbers. */
export function precisionOf(tensor: Tensor): number {
  const { precision } = storageOf(tensor);
  if (precision !== undefined) return precision;
  throw unsupported(tensorLabel(tensor), "floating-point numbers", typeName(tensor.dataType));
}

/** The number of elements that `dims` promises; no dims is a scalar. */
export function elementCount(tensor: Tensor): number {
  if (tensor.dims.length > MOST_AXES) {
    throw unsupported(tensorLabel(tensor), `at most ${MOST_AXES} dimensions`, `${tensor.dims.length}`);
  }
  for (const [axis, size] of tensor.dims.entries()) {
    if (Number.isSafeInteger(size) && size >= 0) continue;
    throw invalidFile(`${tensorLabel(tensor)}.dims[${axis}]`, "a size that is 0 or more", String(size));
  }
  return tensor.dims.reduce((product, size) => product * size, 1);
}

/**
 * All numbers of a tensor, for small ones such as shapes and rates.
 *
 * @throws PercolationError `unsupported-model` for more than `most` of them, a type that is not read, or data that
 * is not given; `invalid-file` when the data is not as long as `dims` says.
 */
export function readNumbers(tensor: Tensor, most = MOST_NUMBERS): number[] {
  const count = elementCount(tensor);
  if (count > most) throw unsupported(tensorLabel(tensor), `at most ${most} elements`, `${count}`);
  const storage = storageOf(tensor);
  if (!hasData(tensor)) {
    throw unsupported(tensorLabel(tensor), "its data (option externalData)", "data in another file");
  }
  const numbers: number[] = [];
  forEachElement(tensor, storage, (view, offset) => numbers.push(storage.read(view, offset)));
  return numbers;
}

/**
 * The elements that are 0 or -0, and those that mask. One pass, no copy. Of data outside the file that is not
 * given nothing is known, and nothing is said to be 0.
 *
 * @throws PercolationError `invalid-file` when the data is not as long as `dims` says.
 */
export function noteOf(tensor: Tensor): Note {
  const storage = storageOf(tensor);
  const count = elementCount(tensor);
  if (tensor.note !== undefined) return tensor.note;
  const note: Note = { zeros: null, masked: null };
  if (!hasData(tensor)) return note;
  if (tensor.rawData === undefined && storage.varints) {
    visitVarints(tensor, storage, (view, offset, index) => takeNote(note, storage, view, offset, index, count));
  } else takeNotes(note, storage, fixedWidthData(tensor, storage), 0, count);
  return note;
}

/** Adds to a note what a run of elements is, the first of which is number `first` of `count`. */
export function takeNotes(note: Note, storage: Storage, view: DataView, first: number, count: number): void {
  const isFloat = storage.precision === 24;
  for (let offset = 0, index = first; offset < view.byteLength; offset += storage.size, index++) {
    // Most weights are floats and neither 0 nor very negative; they are told by their bits alone.
    if (isFloat) {
      const bits = view.getUint32(offset, true);
      if (bits << 1 !== 0 && bits < 0xc61c4000) continue;
    }
    takeNote(note, storage, view, offset, index, count);
  }
}

/** Adds what one element is to a note. */
export function takeNote(
  note: Note,
  storage: Storage,
  view: DataView,
  offset: number,
  index: number,
  count: number,
): void {
  if (storage.isZero(view, offset)) {
    note.zeros ??= bitsFor(count);
    setBit(note.zeros, index);
  } else if (storage.isMasked(view, offset)) {
    note.masked ??= bitsFor(count);
    setBit(note.masked, index);
  }
}

/** Whether the numbers themselves are at hand, in the file or given by an option. */
function hasData(tensor: Tensor): boolean {
  return tensor.note === undefined && !(tensor.external && tensor.rawData === undefined);
}

export function storageOf(tensor: Tensor): Storage {
  const storage = storageOfType(tensor.dataType);
  if (storage === undefined) {
    throw unsupported(tensorLabel(tensor), "floating-point numbers", typeName(tensor.dataType));
  }
  return storage;
}

type Visit = (view: DataView, offset: number, index: number) => void;

function forEachElement(tensor: Tensor, storage: Storage, visit: Visit): void {
  if (tensor.rawData === undefined && storage.varints) {
    visitVarints(tensor, storage, visit);
    return;
  }
  const view = fixedWidthData(tensor, storage);
  for (let offset = 0, index = 0; offset < view.byteLength; offset += storage.size, index++) visit(view, offset, index);
}

/** The error about data that is not as long as the dims say. */
export function wrongLength(tensor: Tensor, size: number, actual: number): Error {
  const expected = elementCount(tensor) * size;
  return invalidFile(`${tensorLabel(tensor)}`, `${expected} bytes for ${shapeText(tensor)}`, `${actual}`);
}

function fixedWidthData(tensor: Tensor, storage: Storage): DataView {
  const bytes = tensor.rawData ?? storage.unpacked(tensor) ?? new Uint8Array(0);
  if (bytes.length !== elementCount(tensor) * storage.size) throw wrongLength(tensor, storage.size, bytes.length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function visitVarints(tensor: Tensor, storage: Storage, visit: Visit): void {
  const bytes = storage.unpacked(tensor) ?? new Uint8Array(0);
  // Counted first: a visitor must never see an index beyond the tensor.
  checkVarintCount(tensor, countVarints(bytes));
  const scratch = new DataView(new ArrayBuffer(8));
  forEachVarint(bytes, tensorLabel(tensor), (value, index) => {
    putVarint(scratch, storage, value);
    visit(scratch, 0, index);
  });
}

export function countVarints(bytes: Uint8Array): number {
  let found = 0;
  for (let position = 0; position < bytes.length; position++) if ((bytes[position] ?? 0) < 0x80) found++;
  return found;
}

export function checkVarintCount(tensor: Tensor, found: number): void {
  const count = elementCount(tensor);
  if (found !== count) throw invalidFile(tensorLabel(tensor), `${count} numbers for ${shapeText(tensor)}`, `${found}`);
}

/** Puts a varint where numbers of `storage` are read from. */
export function putVarint(scratch: DataView, storage: Storage, value: number): void {
  if (storage.size === 8) scratch.setBigInt64(0, BigInt(value), true);
  else scratch.setUint32(0, value >>> 0, true);
}

/** A tensor's dims for messages: `32x784`, or `a scalar`. */
export function shapeText({ dims }: { readonly dims: readonly number[] }): string {
  return dims.length === 0 ? "a scalar" : `dims ${dims.slice(0, 8).join("x")}`;
}

/** Numbers given in another way than as a tensor, as a tensor. */
export function floatTensor(values: readonly number[], dims: number[]): Tensor {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
  const rawData = new Uint8Array(view.buffer);
  return { name: "", dims, dataType: FLOAT, rawData, external: false, place: new Map() };
}
