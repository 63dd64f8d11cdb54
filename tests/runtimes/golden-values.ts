// The form of golden values: the same text for the same bits.

export type GoldenResult = Record<string, string | number | (string | number)[]>;

/** FNV-1a, 64 bits, of bytes, as 16 hexadecimal digits. */
export function hash(bytes: Uint8Array): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of bytes) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, "0");
}

/** The bits of a double, as 16 hexadecimal digits. All NaNs count as one. */
export function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
  if (Number.isNaN(value)) return "NaN";
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}
