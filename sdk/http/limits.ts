import { badInput } from "../errors.ts";
import { Problem } from "./problem.ts";

/** Levels of arrays and objects in a query. */
const MAX_DEPTH = 32;
/** Entries of an array: an order of the bonds of a graph is the longest that there is. */
const MAX_LENGTH = 2 ** 17;
/** Fields of an object. */
const MAX_FIELDS = 4096;
/** Characters of the name of a field. */
const MAX_NAME = 128;

/** Refuses what no query can be, before anything looks for meaning in it: linear in its size. */
export function checkLimits(value: unknown, field = "query", depth = 1): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) throw badInput(field, `at most ${MAX_DEPTH} levels of arrays and objects`, "more");
  if (Array.isArray(value)) {
    if (value.length > MAX_LENGTH) throw badInput(field, `at most ${MAX_LENGTH} entries`, value);
    for (const entry of value) checkLimits(entry, field, depth + 1);
    return;
  }
  const names = Object.keys(value);
  if (names.length > MAX_FIELDS) throw badInput(field, `at most ${MAX_FIELDS} fields`, value);
  for (const name of names) {
    // No field of any query has a name that all objects know: it would only be there to be mistaken for theirs.
    if (name.length > MAX_NAME || name in Object.prototype) throw badInput(field, "no such field", name);
    checkLimits((value as Record<string, unknown>)[name], field, depth + 1);
  }
}

/** Refuses answers of more numbers than may be written: as text they take many times the room. */
export function checkLength(answer: unknown, limit: number): void {
  const length = lengthOf(answer);
  if (length > limit) {
    throw new Problem("too-large", `answer: expected at most ${limit} numbers, got ${length}`, {
      field: "answer",
      estimate: length,
      limit,
    });
  }
}

/** Values in all arrays of an answer. */
function lengthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).length;
  let length = 0;
  for (const each of Array.isArray(value) ? value : Object.values(value)) length += lengthOf(each);
  return length;
}
