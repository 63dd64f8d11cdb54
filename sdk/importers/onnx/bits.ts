/** A set of positions as a bitset, the least significant bit of each byte first; null when it is empty. */
export type Bits = Uint8Array | null;

export function bitsFor(count: number): Uint8Array {
  return new Uint8Array(Math.ceil(count / 8));
}

/** All positions below `count`. */
export function allBits(count: number): Uint8Array {
  const bits = bitsFor(count).fill(0xff);
  if (count % 8 !== 0) bits[bits.length - 1] = (1 << (count % 8)) - 1;
  return bits;
}

export function setBit(bits: Uint8Array, index: number): void {
  const byte = Math.floor(index / 8);
  bits[byte] = (bits[byte] ?? 0) | (1 << (index % 8));
}

export function hasBit(bits: Bits, index: number): boolean {
  return bits !== null && ((bits[Math.floor(index / 8)] ?? 0) & (1 << (index % 8))) !== 0;
}

/** Calls `visit` for each position in the set, in rising order. Bytes without any are passed over. */
function forEachBit(bits: Bits, visit: (index: number) => void): void {
  if (bits === null) return;
  for (const [byte, value] of bits.entries()) {
    for (let bit = 0, rest = value; rest !== 0; bit++, rest >>= 1) if (rest & 1) visit(byte * 8 + bit);
  }
}

export function countBits(bits: Bits): number {
  let count = 0;
  forEachBit(bits, () => count++);
  return count;
}

/** The positions among `count` that are not in the set, each moved to where `place` says. */
export function missingFrom(bits: Uint8Array, count: number, place: (index: number) => number): Uint8Array {
  const rest = allBits(count);
  forEachBit(bits, (index) => {
    const at = place(index);
    const byte = Math.floor(at / 8);
    rest[byte] = (rest[byte] ?? 0) & ~(1 << (at % 8));
  });
  return rest;
}

/** The set of the positions 0..count-1 whose `source` is in the set. */
export function gathered(bits: Bits, count: number, source: (index: number) => number): Bits {
  if (bits === null) return null;
  let found: Uint8Array | null = null;
  for (let index = 0; index < count; index++) {
    if (!hasBit(bits, source(index))) continue;
    found ??= bitsFor(count);
    setBit(found, index);
  }
  return found;
}
