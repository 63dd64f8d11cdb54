import { badInput } from "../../errors.ts";
import { invalid } from "./failures.ts";

/** The content of a text file: decoded, or its bytes in UTF-8 or, with a byte order mark, UTF-16. */
export type GraphText = string | Uint8Array | ArrayBuffer;

/** The text of a file without its byte order mark. Bytes that are no text of that encoding are an invalid file. */
export function textOf(content: GraphText): string {
  if (typeof content === "string") return content.startsWith("\ufeff") ? content.slice(1) : content;
  const bytes = content instanceof ArrayBuffer ? new Uint8Array(content) : content;
  if (!(bytes instanceof Uint8Array)) throw badInput("text", "a string, a Uint8Array or an ArrayBuffer", content);
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid("text", `${encoding.toUpperCase()} text`, "other bytes", cause);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
