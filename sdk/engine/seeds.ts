/** The two 32-bit halves of a number below 2^64. */
export function halves(value: bigint): [low: number, high: number] {
  return [Number(value & 0xffffffffn), Number(value >> 32n)];
}
