/** What is worth being handed over, not copied. */
const LARGE = 1024;

/** The memory of the large typed arrays in a part, which its worker needs no more once it is sent. */
export function buffersOf(part: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (ArrayBuffer.isView(value)) {
      const { buffer, byteLength } = value;
      if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength >= LARGE) found.add(buffer);
    } else for (const each of value instanceof Map ? value.values() : Object.values(value)) collect(each);
  };
  collect(part);
  return [...found];
}
