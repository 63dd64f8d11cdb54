import { sha256 } from "../queries/sha256.ts";
import { type Document, document } from "./document.ts";
import { describeApi } from "./openapi/document.ts";
import type { CheckedOptions } from "./options.ts";
import { pagePolicy, writePage } from "./page/page.ts";

const HTML = { "Content-Type": "text/html; charset=utf-8", "Referrer-Policy": "no-referrer" };
const JSON_TYPE = { "Content-Type": "application/json" };

/** The page for people and the description for programs. */
export function writersOf(options: CheckedOptions): [path: string, write: () => Document][] {
  return [
    ["/", () => document(writePage(options), { ...HTML, "Content-Security-Policy": pagePolicy(base64Hash) })],
    ["/openapi.json", () => document(`${JSON.stringify(describeApi(options.basePath))}\n`, JSON_TYPE)],
  ];
}

/** The hash of a text, as policies name scripts by it. */
function base64Hash(text: string): string {
  const digits = sha256(text).match(/../g) ?? [];
  return btoa(String.fromCharCode(...digits.map((pair) => Number.parseInt(pair, 16))));
}
