/** Bytes as text, by embed.mjs: see there. */
export interface Packed {
  /** All bytes, the frequent ones first, as hexadecimal digits. */
  readonly order: string;
  readonly text: string;
}

/** Printable ASCII without what a string has to escape: quotation mark and backslash. */
function indexOf(code: number): number {
  return code - 32 - Number(code > 34) - Number(code > 92);
}

const CHARACTERS = 93;
/** As many bytes have a character of their own; the other characters lead pairs. */
const SINGLES = CHARACTERS - 2;

/** The bytes of packed text. */
export function unpack({ order, text }: Packed): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    let place = indexOf(text.charCodeAt(at));
    if (place >= SINGLES) place = SINGLES + (place - SINGLES) * CHARACTERS + indexOf(text.charCodeAt(++at));
    bytes[count++] = Number.parseInt(order.slice(2 * place, 2 * place + 2), 16);
  }
  return bytes.slice(0, count);
}
