import * as v from "valibot";
import { badInput } from "../errors.ts";

/**
 * Parses `value` by `schema`. The messages of the schemas are expectations ("an integer in 1..5"); the
 * first failure becomes a PercolationError that names the field below `field`.
 */
export function check<Entries extends v.ObjectEntries>(
  schema: v.StrictObjectSchema<Entries, undefined>,
  value: unknown,
  field: string,
): v.InferOutput<v.StrictObjectSchema<Entries, undefined>> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = joinPath(field, issue.path ?? []);
  if (issue.type !== "strict_object") throw badInput(at, issue.message, issue.input);
  const key = issue.path?.[0]?.key;
  if (typeof key !== "string") throw badInput(field || "query", "an object", value);
  // Of unknown and missing fields valibot reports the name; what is wanted are value and expectation.
  if (issue.expected === "never") throw badInput(at, "no such field", (value as Record<string, unknown>)[key]);
  throw badInput(at, expectationOf(schema.entries[key]), undefined);
}

function expectationOf(schema: unknown): string {
  const result = v.safeParse(schema as v.GenericSchema, undefined);
  return result.success ? "a value" : result.issues[0].message;
}

function joinPath(field: string, path: readonly { key?: unknown }[]): string {
  let text = field;
  for (const { key } of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}

/** An argument that has to be an object. */
export function asObject<T extends object>(value: T, field: string): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badInput(field, "an object", value);
  return value;
}

/** Schema of integers in low..high. */
export function integer(low: number, high: number) {
  const expected = `an integer in ${low}..${high}`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(low, expected), v.maxValue(high, expected));
}

/** Schema of one of a few names. */
export function name<const Names extends readonly [string, ...string[]]>(...names: Names) {
  return v.picklist(names, `one of ${names.map((each) => JSON.stringify(each)).join(", ")}`);
}

function share(expected: string) {
  return v.pipe(v.number(expected), v.minValue(0, expected), v.maxValue(1, expected));
}

/** Schema of probabilities. */
export const probability = share("a number in 0..1");

const probabilities = v.array(probability);
const oneOrMore = share("a number in 0..1 or an array of them");

/** Schema of a probability or an array of them. */
export const probabilityOrMore = v.lazy((input) => (Array.isArray(input) ? probabilities : oneOrMore));

const LEVEL = "a number above 0 and below 1";

/** Schema of levels that a probability is compared with. */
export const level = v.pipe(v.number(LEVEL), v.gtValue(0, LEVEL), v.ltValue(1, LEVEL));

/** The `kind` of anything. */
export function kindOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
}
