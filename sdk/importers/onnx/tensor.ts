import { show } from "../../errors.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Tensor } from "./model.ts";
import { MOST_AXES } from "./shape.ts";
import { forEachVarint } from "./wire.ts";

export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;
const FLOAT16 = 10;
const DOUBLE = 11;
const BFLOAT16 = 16;

/** How the numbers of a data type are stored: their bytes in raw data, and the field used instead of raw data. */
interface Storage {
  size: number;
  unpacked: (tensor: Tensor) => Uint8Array | undefined;
  /** Whether `unpacked` holds varints rather than the same bytes as raw data. */
  varints: boolean;
  /** The significant binary digits of a floating-point type. */
  precision?: number;
  read: (view: DataView, offset: number) => number;
}

const STORAGES = new Map<number, Storage>([
  [
    FLOAT,
    { size: 4, unpacked: (t) => t.floatData, varints: false, precision: 24, read: (v, o) => v.getFloat32(o, true) },
  ],
  [
    DOUBLE,
    { size: 8, unpacked: (t) => t.doubleData, varints: false, precision: 53, read: (v, o) => v.getFloat64(o, true) },
  ],
  [FLOAT16, { size: 2, unpacked: (t) => t.int32Data, varints: true, precision: 11, read: readFloat16 }],
  [BFLOAT16, { size: 2, unpacked: (t) => t.int32Data, varints: true, precision: 8, read: readBfloat16 }],
  [INT32, { size: 4, unpacked: (t) => t.int32Data, varints: true, read: (v, o) => v.getInt32(o, true) }],
  [INT64, { size: 8, unpacked: (t) => t.int64Data, varints: true, read: (v, o) => Number(v.getBigInt64(o, true)) }],
]);

/** The names in the ONNX enumeration TensorProto.DataType, by number. */
const TYPE_NAMES = `UNDEFINED FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL
  FLOAT16 DOUBLE UINT32 UINT64 COMPLEX64 COMPLEX128 BFLOAT16`.split(/\s+/);

function readBfloat16(view: DataView, offset: number): number {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setUint16(2, view.getUint16(offset, true), true);
  return bits.getFloat32(0, true);
}

function readFloat16(view: DataView, offset: number): number {
  const bits = view.getUint16(offset, true);
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

export function tensorLabel(tensor: Tensor): string {
  return `tensor ${show(tensor.name)}`;
}

/** The significant binary digits of the tensor's numbers. */
export function precisionOf(tensor: Tensor): number {
  const { precision } = storageOf(tensor);
  if (precision === undefined) throw unsupported(tensorLabel(tensor), "floating-point numbers", typeName(tensor));
  return precision;
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
 * @throws PercolationError `unsupported-model` for more than `most` of them or a type other than
 * float, double, float16, bfloat16, int32 or int64.
 */
export function readNumbers(tensor: Tensor, most: number): number[] {
  const count = elementCount(tensor);
  if (count > most) throw unsupported(tensorLabel(tensor), `at most ${most} elements`, `${count}`);
  const storage = storageOf(tensor);
  const numbers: number[] = [];
  if (tensor.rawData === undefined && storage.varints) {
    const scratch = new DataView(new ArrayBuffer(8));
    visitVarints(tensor, storage, (value) => {
      scratch.setBigInt64(0, BigInt(value), true);
      numbers.push(storage.read(scratch, 0));
    });
    return numbers;
  }
  const view = fixedWidthData(tensor, storage);
  for (let index = 0; index < count; index++) numbers.push(storage.read(view, index * storage.size));
  return numbers;
}

/**
 * Calls `onZero` with the row-major index of each element that is exactly 0 or -0. One pass, no copy.
 *
 * @throws PercolationError `unsupported-model` for a type that is not floating-point or for data in
 * another file, `invalid-file` when the data is not as long as `dims` says.
 */
export function forEachZero(tensor: Tensor, onZero: (index: number) => void): void {
  precisionOf(tensor);
  const storage = storageOf(tensor);
  if (tensor.rawData === undefined && storage.varints) {
    visitVarints(tensor, storage, (value, index) => {
      if ((value & 0x7fff) === 0) onZero(index);
    });
    return;
  }
  const view = fixedWidthData(tensor, storage);
  // A shift or mask drops the sign, so that -0 counts as 0.
  for (let offset = 0, index = 0; offset < view.byteLength; offset += storage.size, index++) {
    if (storage.size === 4) {
      if (view.getUint32(offset, true) << 1 === 0) onZero(index);
    } else if (storage.size === 2) {
      if ((view.getUint16(offset, true) & 0x7fff) === 0) onZero(index);
    } else if (view.getUint32(offset, true) === 0 && view.getUint32(offset + 4, true) << 1 === 0) onZero(index);
  }
}

/** Checks that a tensor's data is in the file, of a readable type and as long as its dims say. */
export function checkData(tensor: Tensor): void {
  const storage = storageOf(tensor);
  if (tensor.rawData === undefined && storage.varints) visitVarints(tensor, storage, () => {});
  else fixedWidthData(tensor, storage);
}

function storageOf(tensor: Tensor): Storage {
  if (tensor.external) throw unsupported(tensorLabel(tensor), "data inside the file", "data in another file");
  const storage = STORAGES.get(tensor.dataType);
  if (storage === undefined) throw unsupported(tensorLabel(tensor), "floating-point numbers", typeName(tensor));
  return storage;
}

function typeName(tensor: Tensor): string {
  return TYPE_NAMES[tensor.dataType] ?? `data type ${tensor.dataType}`;
}

function fixedWidthData(tensor: Tensor, storage: Storage): DataView {
  const bytes = tensor.rawData ?? storage.unpacked(tensor) ?? new Uint8Array(0);
  const expected = elementCount(tensor) * storage.size;
  if (bytes.length !== expected) {
    throw invalidFile(`${tensorLabel(tensor)}`, `${expected} bytes for ${shapeText(tensor)}`, `${bytes.length}`);
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function visitVarints(tensor: Tensor, storage: Storage, visit: (value: number, index: number) => void): void {
  const count = elementCount(tensor);
  const bytes = storage.unpacked(tensor) ?? new Uint8Array(0);
  // Counted first: a visitor must never see an index beyond the tensor.
  let found = 0;
  for (let position = 0; position < bytes.length; position++) if ((bytes[position] ?? 0) < 0x80) found++;
  if (found !== count) throw invalidFile(tensorLabel(tensor), `${count} numbers for ${shapeText(tensor)}`, `${found}`);
  forEachVarint(bytes, tensorLabel(tensor), visit);
}

/** A tensor's dims for messages: `32x784`, or `a scalar`. */
export function shapeText(tensor: Tensor): string {
  return tensor.dims.length === 0 ? "a scalar" : `dims ${tensor.dims.slice(0, 8).join("x")}`;
}
