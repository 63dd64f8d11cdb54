import type { Tensor } from "./model.ts";
import { forEachZero } from "./tensor.ts";

/**
 * The bonds a weight matrix keeps: `null` when no weight is exactly zero, otherwise one bit per bond,
 * bit `target * fanIn + source`, least significant bit of each byte first.
 * Costs one pass over the weights, and memory for the bits only when some weight is zero.
 *
 * @param sourcesFirst - Whether the matrix is stored as `[fanIn, fanOut]` rather than `[fanOut, fanIn]`.
 */
export function bondsOf(weights: Tensor, fanIn: number, fanOut: number, sourcesFirst: boolean): Uint8Array | null {
  let bits: Uint8Array | null = null;
  forEachZero(weights, (index) => {
    bits ??= allBonds(fanIn * fanOut);
    const bond = sourcesFirst ? (index % fanOut) * fanIn + Math.floor(index / fanOut) : index;
    const byte = Math.floor(bond / 8);
    bits[byte] = (bits[byte] ?? 0) & ~(1 << (bond % 8));
  });
  return bits;
}

function allBonds(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  if (count % 8 !== 0) bits[bits.length - 1] = (1 << (count % 8)) - 1;
  return bits;
}
