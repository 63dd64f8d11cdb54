import { decodeBase64, encodeBase64 } from "../../engine/base64.ts";
import type { Wiring } from "../../engine/layers.ts";
import { badInput, PercolationError } from "../../errors.ts";
import { toWiring as bitsetToWiring, normaliseConnections as normaliseBitset } from "../connections.ts";
import type { ConnectionRows, Connections } from "./layer-types.ts";

/** The canonical form of the weights that exist among outputs x inputs; null when all do. */
export function normaliseConnections(
  given: Connections | null | undefined,
  outputs: number,
  inputs: number,
  field: string,
): string | ConnectionRows | null {
  if (given === undefined || given === null) return null;
  if (typeof given === "string" || given instanceof Uint8Array) return normaliseBitset(given, inputs, outputs, field);
  checkRows(given, outputs, inputs, field);
  return given.columns.length === outputs * inputs ? null : given;
}

function checkRows({ offsets, columns }: ConnectionRows, outputs: number, inputs: number, field: string): void {
  if (offsets.length !== outputs + 1)
    throw badInput(`${field}.offsets`, `${outputs + 1} offsets, one more than outputs`, offsets);
  if (offsets[0] !== 0) throw badInput(`${field}.offsets[0]`, "0", offsets[0]);
  if (offsets[outputs] !== columns.length) {
    throw badInput(`${field}.offsets[${outputs}]`, `${columns.length}, the number of columns`, offsets[outputs]);
  }
  for (let row = 0; row < outputs; row++) {
    const [first = 0, end = 0] = [offsets[row], offsets[row + 1]];
    if (end < first || end > columns.length)
      throw badInput(`${field}.offsets[${row + 1}]`, `an integer in ${first}..${columns.length}`, end);
    for (let at = first; at < end; at++) {
      const [column = 0, before = -1] = [columns[at], at > first ? columns[at - 1] : -1];
      if (column >= inputs) throw badInput(`${field}.columns[${at}]`, `an integer in 0..${inputs - 1}`, column);
      if (column <= before) throw badInput(`${field}.columns[${at}]`, "columns of a row in rising order", column);
    }
  }
}

/** The weights that exist, for the kernels. */
export function toWiring(connections: string | ConnectionRows, outputs: number, inputs: number): Wiring {
  if (typeof connections === "string") return bitsetToWiring(connections, inputs, outputs);
  return { offsets: Uint32Array.from(connections.offsets), columns: Uint32Array.from(connections.columns) };
}

/** A bitset of `count` elements as canonical base64: the bits past the last are 0. */
export function normaliseBits(given: string | Uint8Array, count: number, field: string): string {
  const bits = typeof given === "string" ? decode(given, field) : given.slice();
  const bytes = Math.ceil(count / 8);
  if (bits.length !== bytes) {
    const expected = `${bytes} bytes, a bit for each of ${count} elements`;
    throw new PercolationError("invalid-input", `${field}: expected ${expected}, got ${bits.length} bytes`, { field });
  }
  if (count % 8 !== 0) bits[bytes - 1] = (bits[bytes - 1] ?? 0) & ((1 << (count % 8)) - 1);
  return encodeBase64(bits);
}

function decode(text: string, field: string): Uint8Array {
  try {
    return decodeBase64(text);
  } catch (cause) {
    throw Object.assign(badInput(field, "base64 text", text), { cause });
  }
}
