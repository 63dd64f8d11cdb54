import { decodeBase64, encodeBase64 } from "../engine/base64.ts";
import type { Wiring } from "../engine/layers.ts";
import { badInput, PercolationError } from "../errors.ts";

// Which bonds of a weight layer exist, as a bitset: bit (target * fanIn + source), the least significant
// bit of each byte first. In a network it stands as base64 text; null means all of them.

/** What fits into the engine's memory at four bytes a bond, with room for the rest. */
const MAX_BONDS = 500_000_000;

/** Length in bytes of the bitset of a weight layer. */
function bitsetBytes(fanIn: number, fanOut: number): number {
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
  if (bits.length !== bytes) {
    const expected = `${bytes} bytes, a bit for each of ${fanIn * fanOut} bonds`;
    throw new PercolationError("invalid-input", `${field}: expected ${expected}, got ${bits.length} bytes`, { field });
  }
  const canonical = clearPadding(bits, fanIn * fanOut);
  return countBits(canonical) === fanIn * fanOut ? null : encodeBase64(canonical);
}

function decode(text: string, field: string): Uint8Array {
  try {
    return decodeBase64(text);
  } catch (cause) {
    throw Object.assign(badInput(field, "base64 text", text), { cause });
  }
}

/** The bits past the last bond say nothing, and are 0 in the canonical form. */
function clearPadding(bits: Uint8Array, bonds: number): Uint8Array {
  const used = bonds % 8;
  if (used === 0) return bits;
  const cleared = bits.slice();
  cleared[bits.length - 1] = (bits[bits.length - 1] ?? 0) & ((1 << used) - 1);
  return cleared;
}

/** Ones of a bitset. */
export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) count++;
  return count;
}

/** The bonds of a canonical bitset, target by target. O(fanIn * fanOut). */
export function toWiring(connections: string, fanIn: number, fanOut: number): Wiring {
  const bits = decodeBase64(connections);
  const bonds = countBits(bits);
  if (bonds > MAX_BONDS) {
    throw new PercolationError(
      "too-large",
      `network.connections: expected at most ${MAX_BONDS} bonds in a pruned layer, got ${bonds}`,
      { field: "network.connections" },
    );
  }
  const offsets = new Uint32Array(fanOut + 1);
  const columns = new Uint32Array(bonds);
  let count = 0;
  bits.forEach((byte, index) => {
    for (let rest = byte; rest !== 0; rest &= rest - 1) {
      const bit = 8 * index + (31 - Math.clz32(rest & -rest)); // beyond 2^31 in large layers
      const target = Math.floor(bit / fanIn);
      columns[count++] = bit - target * fanIn;
      offsets[target + 1] = count;
    }
  });
  // Neurons without bonds end where the one before them ends.
  for (let target = 1; target <= fanOut; target++) {
    offsets[target] = Math.max(offsets[target] ?? 0, offsets[target - 1] ?? 0);
  }
  return { offsets, columns };
}
