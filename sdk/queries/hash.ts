import { version } from "../engine/version.gen.ts";
import { sha256 } from "./sha256.ts";

/**
 * A query in canonical form as text: JSON without blanks, and the fields of every object in the order of their names.
 * Two queries have the same text when they have the same answer, to the last bit, in the same version.
 */
export function canonicalText(query: unknown): string {
  if (Array.isArray(query)) return `[${query.map(canonicalText).join(",")}]`;
  if (typeof query !== "object" || query === null) return JSON.stringify(query);
  const fields: string[] = [];
  for (const name of Object.keys(query).sort()) {
    const value = (query as Record<string, unknown>)[name];
    if (value !== undefined) fields.push(`${JSON.stringify(name)}:${canonicalText(value)}`);
  }
  return `{${fields.join(",")}}`;
}

/**
 * What an answer is known by: a hash of the version and of the query in canonical form, as 32 hexadecimal digits. SHA-256, cut
 * to 128 bits: nobody can find two queries of one hash, so that an answer kept under it is never that of another.
 */
export function hashOf(query: unknown): string {
  return sha256(`${version}\n${canonicalText(query)}`).slice(0, 32);
}
