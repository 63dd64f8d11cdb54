import type { Tensor } from "./model.ts";

export const FLOAT = 1;
export const INT64 = 7;

/** How the numbers of a data type are stored: their bytes in raw data, and the field used instead of raw data. */
export interface Storage {
  readonly size: number;
  readonly unpacked: (tensor: Tensor) => Uint8Array | undefined;
  /** Whether `unpacked` holds varints rather than the same bytes as raw data. */
  readonly varints: boolean;
  /** The significant binary digits of a floating-point type. */
  readonly precision?: number;
  readonly read: (view: DataView, offset: number) => number;
  /** Whether a number is exactly 0 or -0. */
  readonly isZero: (view: DataView, offset: number) => boolean;
  /** Whether a floating-point number is -10000 or less, as masks of attention are. */
  readonly isMasked: (view: DataView, offset: number) => boolean;
}

type Test = Storage["isZero"];

const never: Test = () => false;
const zero8: Test = (view, at) => view.getUint8(at) === 0;
const zero16: Test = (view, at) => view.getUint16(at, true) === 0;
const zero32: Test = (view, at) => view.getUint32(at, true) === 0;
const zero64: Test = (view, at) => view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0;

// A shift or mask drops the sign, so that -0 counts as 0. The bits of negative numbers rise as the numbers fall.
const zeroShort: Test = (view, at) => (view.getUint16(at, true) & 0x7fff) === 0;
const zeroFloat: Test = (view, at) => view.getUint32(at, true) << 1 === 0;
const zeroDouble: Test = (view, at) => view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) << 1 === 0;
const maskedFloat: Test = (view, at) => view.getUint32(at, true) >= 0xc61c4000;
const maskedDouble: Test = (view, at) => view.getUint32(at + 4, true) >= 0xc0c38800;
const maskedFloat16: Test = (view, at) => view.getUint16(at, true) >= 0xf0e2;
const maskedBfloat16: Test = (view, at) => view.getUint16(at, true) >= 0xc61c;

function float(precision: number, size: number, read: Storage["read"], isZero: Test, isMasked: Test): Storage {
  const fields: Record<number, Storage["unpacked"]> = { 24: (t) => t.floatData, 53: (t) => t.doubleData };
  const unpacked = fields[precision] ?? ((t) => t.int32Data);
  return { size, unpacked, varints: size === 2, precision, read, isZero, isMasked };
}

function whole(size: number, read: Storage["read"], isZero: Test, unpacked: Storage["unpacked"]): Storage {
  return { size, unpacked, varints: true, read, isZero, isMasked: never };
}

const int32: Storage["unpacked"] = (tensor) => tensor.int32Data;
const uint64: Storage["unpacked"] = (tensor) => tensor.uint64Data;

const STORAGES: ReadonlyMap<number, Storage> = new Map([
  [FLOAT, float(24, 4, (view, at) => view.getFloat32(at, true), zeroFloat, maskedFloat)],
  [2, whole(1, (view, at) => view.getUint8(at), zero8, int32)],
  [3, whole(1, (view, at) => view.getInt8(at), zero8, int32)],
  [4, whole(2, (view, at) => view.getUint16(at, true), zero16, int32)],
  [5, whole(2, (view, at) => view.getInt16(at, true), zero16, int32)],
  [6, whole(4, (view, at) => view.getInt32(at, true), zero32, int32)],
  [
    INT64,
    whole(
      8,
      (view, at) => Number(view.getBigInt64(at, true)),
      zero64,
      (tensor) => tensor.int64Data,
    ),
  ],
  [9, whole(1, (view, at) => Math.min(view.getUint8(at), 1), zero8, int32)],
  [10, float(11, 2, readFloat16, zeroShort, maskedFloat16)],
  [11, float(53, 8, (view, at) => view.getFloat64(at, true), zeroDouble, maskedDouble)],
  [12, whole(4, (view, at) => view.getUint32(at, true), zero32, uint64)],
  [13, whole(8, (view, at) => Number(view.getBigUint64(at, true)), zero64, uint64)],
  [16, float(8, 2, readBfloat16, zeroShort, maskedBfloat16)],
]);

/** The names in the ONNX enumeration TensorProto.DataType, by number. */
const TYPE_NAMES = `UNDEFINED FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL
  FLOAT16 DOUBLE UINT32 UINT64 COMPLEX64 COMPLEX128 BFLOAT16`.split(/\s+/);

/** How numbers of a data type are stored; undefined for a type that is not read. */
export function storageOfType(dataType: number): Storage | undefined {
  return STORAGES.get(dataType);
}

export function typeName(dataType: number): string {
  return TYPE_NAMES[dataType] ?? `data type ${dataType}`;
}

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
