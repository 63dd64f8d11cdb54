/**
 * Any value as text in which two numbers are alike only if their bits are; typed arrays keep their type. Rows in pieces are
 * alike if their numbers are.
 */
export function bitsOf(value: unknown): string {
  if (typeof value === "number") return bitsOfNumber(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${[...(value as Float64Array)].map(bitsOf)}]`;
  if (value instanceof Map) return `Map[${[...value].map(bitsOf)}]`;
  if (isInPieces(value)) return `[${value.flatMap((piece) => [...piece].map(bitsOf))}]`;
  if (Array.isArray(value)) return `[${value.map(bitsOf)}]`;
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : `${value}`;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields.map(([name, each]) => `${name}:${bitsOf(each)}`)}}`;
}

const view = new DataView(new ArrayBuffer(8));

function bitsOfNumber(value: number): string {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
}

function isInPieces(value: unknown): value is readonly Float64Array[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => each instanceof Float64Array);
}
