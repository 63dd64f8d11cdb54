import * as v from "valibot";
import { badInput } from "../errors.ts";

/**
 * Parses `value` by `schema`. The messages of the schemas are expectations ("an integer in 1..5"); the
 * first failure becomes a PercolationError that names the field below `field`.
 */
export function check<Output>(
  schema: v.BaseSchema<unknown, Output, v.BaseIssue<unknown>>,
  value: unknown,
  field: string,
): Output {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw badInput(joinPath(field, issue.path ?? []), expectation(issue), issue.input);
}

function joinPath(field: string, path: readonly { key?: unknown }[]): string {
  let text = field;
  for (const { key } of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}

function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== "strict_object") return issue.message;
  if (issue.expected === "never") return "no such field";
  return issue.expected === "Object" ? "an object" : "a value";
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

const SHARE = "a number in 0..1";

/** Schema of probabilities. */
export const probability = v.pipe(v.number(SHARE), v.minValue(0, SHARE), v.maxValue(1, SHARE));

const LEVEL = "a number above 0 and below 1";

/** Schema of levels that a probability is compared with. */
export const level = v.pipe(v.number(LEVEL), v.gtValue(0, LEVEL), v.ltValue(1, LEVEL));
