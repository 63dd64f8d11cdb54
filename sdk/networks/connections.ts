import { decodeBase64, encodeBase64 } from "../engine/base64.ts";
import type { Wiring } from "../engine/layers.ts";
import { badInput } from "../errors.ts";

// Which bonds of a weight layer exist, as a bitset: bit (target * fanIn + source), the least significant
// bit of each byte first. In a network it stands as base64 text; null means all of them.

/** Length in bytes of the bitset of a weight layer. */
export function bitsetBytes(fanIn: number, fanOut: number): number {
  return Math.ceil((fanIn * fanOut) / 8);
}

/** The canonical text of a bitset given as bytes or as base64; null when every bond exists. */
export function normaliseConnections(
  given: string | Uint8Array | null,
  fanIn: number,
  fanOut: number,
  field: string,
): string | null {
  if (given === null) return null;
  const bits = typeof given === "string" ? decode(given, field) : given;
  const bytes = bitsetBytes(fanIn, fanOut);
  if (bits.length !== bytes) throw badInput(field, `${bytes} bytes, a bit for each of ${fanIn * fanOut} bonds`, bits);
  return countBits(bits, fanIn * fanOut) === fanIn * fanOut ? null : encodeBase64(bits);
}

function decode(text: string, field: string): Uint8Array {
  try {
    return decodeBase64(text);
  } catch (cause) {
    throw Object.assign(badInput(field, "base64 text", text), { cause });
  }
}

function countBits(bits: Uint8Array, length: number): number {
  let count = 0;
  for (let i = 0; i < length; i++) count += ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  return count;
}

/** The bonds of a canonical bitset, target by target. O(fanIn * fanOut). */
export function toWiring(connections: string, fanIn: number, fanOut: number): Wiring {
  const bits = decodeBase64(connections);
  const offsets = new Uint32Array(fanOut + 1);
  const columns = new Uint32Array(countBits(bits, fanIn * fanOut));
  let count = 0;
  for (let target = 0; target < fanOut; target++) {
    for (let source = 0; source < fanIn; source++) {
      const bit = target * fanIn + source;
      if (((bits[bit >>> 3] ?? 0) >> (bit & 7)) & 1) columns[count++] = source;
    }
    offsets[target + 1] = count;
  }
  return { offsets, columns };
}
