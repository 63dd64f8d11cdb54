import { PbfReader } from "pbf";
import { PercolationError } from "../../errors.ts";
import { invalidFile } from "./failures.ts";

/**
 * A file of many empty messages costs far more memory than its own size. Real models have some thousands of
 * entries.
 */
export const MOST_ENTRIES = 1_000_000;

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** Stores one field of a message in its record; a field left unread is skipped. */
export type OnField<T> = (field: number, record: T, wire: Wire) => void;

/**
 * Reads protobuf messages strictly. `pbf` by itself takes a truncated file for a short one and a field of
 * a wrong wire type for a number; here both are errors. Byte fields are views of the file, never copies.
 */
export class Wire {
  readonly #reader: PbfReader;
  #entries = 0;

  constructor(bytes: Uint8Array) {
    this.#reader = new PbfReader(bytes);
  }

  /** The fields up to `end`, which the last field must meet exactly. */
  fields<T>(record: T, onField: OnField<T>, end = this.#reader.length): T {
    this.#reader.readFields((field) => onField(field, record, this), record, end);
    if (this.#reader.pos !== end) throw new RangeError(`a message ends at byte ${this.#reader.pos}, not at ${end}`);
    return record;
  }

  message<T>(record: T, onField: OnField<T>): T {
    this.#spend(1);
    return this.fields(record, onField, this.#endOfBytes());
  }

  bytes(): Uint8Array {
    const end = this.#endOfBytes();
    const view = this.#reader.buf.subarray(this.#reader.pos, end);
    this.#reader.pos = end;
    return view;
  }

  text(): string {
    const start = this.#reader.pos;
    this.#endOfBytes();
    this.#reader.pos = start;
    this.#spend(1);
    return this.#reader.readString();
  }

  integer(): number {
    this.#expectType(VARINT);
    return this.#reader.readVarint(true);
  }

  float(): number {
    this.#expectType(FIXED32);
    return this.#reader.readFloat();
  }

  /** Appends one integer or a packed run: writers of protobuf 2 and 3 differ in this. */
  integers(list: number[]): void {
    if (this.#reader.type === VARINT) {
      this.#spend(1);
      list.push(this.integer());
      return;
    }
    const end = this.#spendRun();
    while (this.#reader.pos < end) list.push(this.#reader.readVarint(true));
    this.#expectEnd(end);
  }

  /** Appends one float or a packed run. */
  floats(list: number[]): void {
    if (this.#reader.type === FIXED32) {
      this.#spend(1);
      list.push(this.float());
      return;
    }
    const end = this.#spendRun();
    while (this.#reader.pos < end) list.push(this.#reader.readFloat());
    this.#expectEnd(end);
  }

  #spendRun(): number {
    const end = this.#endOfBytes();
    this.#spend(end - this.#reader.pos);
    return end;
  }

  #endOfBytes(): number {
    this.#expectType(BYTES);
    const length = this.#reader.readVarint();
    const end = this.#reader.pos + length;
    if (end > this.#reader.length) throw new RangeError(`a field of ${length} bytes runs past the end of the file`);
    return end;
  }

  #expectType(type: number): void {
    if (this.#reader.type !== type) throw new TypeError(`a field has wire type ${this.#reader.type}, not ${type}`);
  }

  #expectEnd(end: number): void {
    if (this.#reader.pos !== end)
      throw new RangeError(`a packed field ends at byte ${this.#reader.pos}, not at ${end}`);
  }

  #spend(entries: number): void {
    this.#entries += entries;
    if (this.#entries <= MOST_ENTRIES) return;
    const message = `model: expected at most ${MOST_ENTRIES} nodes, names, tensors and other entries, got more`;
    throw new PercolationError("too-large", message, { field: "model" });
  }
}

/** Calls `visit` for each varint of a packed field. Costs one pass and no memory. */
export function forEachVarint(bytes: Uint8Array, where: string, visit: (value: number, index: number) => void): void {
  const reader = new PbfReader(bytes);
  for (let index = 0; reader.pos < reader.length; index++) visit(nextVarint(reader, where), index);
}

function nextVarint(reader: PbfReader, where: string): number {
  try {
    return reader.readVarint(true);
  } catch (cause) {
    throw invalidFile(where, "whole varints", "a broken one", cause);
  }
}
