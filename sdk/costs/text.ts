// What it takes to check a query and to print its answer as JSON, in nanoseconds: medians of answers of 1 to 1000000 numbers.

/** The smallest query and its answer. */
export const QUESTION = 5500;
/** A number in a list of the answer: of up to 17 digits, and whole. */
export const [DOUBLE, COUNT] = [90, 30];
/** A field of one of many objects in the answer. */
export const FIELD = 135;

/** What of a query is checked, made canonical and printed again: a number, a character, a field of an object. */
const [NUMBER, CHARACTER, ENTRY] = [60, 3.2, 200];

/** A query's own part: checked before any work, and part of its answer. O(its fields); lists of numbers are not walked. */
export function queryUnits(value: unknown): number {
  if (typeof value === "string") return ENTRY + CHARACTER * value.length;
  if (typeof value !== "object" || value === null) return NUMBER;
  if (Array.isArray(value)) {
    if (typeof value[0] === "number" && typeof value[value.length - 1] === "number") return NUMBER * value.length;
    return value.reduce((sum: number, each) => sum + queryUnits(each), ENTRY);
  }
  let units = ENTRY;
  for (const name in value) units += ENTRY + queryUnits((value as Readonly<Record<string, unknown>>)[name]);
  return units;
}
