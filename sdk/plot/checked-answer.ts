import * as v from "valibot";
import { badInput } from "../errors.ts";

/** Parses an answer by its schema, in which `what` is also the expectation of missing fields. */
export function checkAnswer<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, string>,
  answer: unknown,
  what: string,
): v.InferOutput<v.ObjectSchema<Entries, string>> {
  const result = v.safeParse(schema, answer, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = (v.getDotPath(issue) ?? "").replace(/\.(\d+)/g, "[$1]");
  // Of a missing field valibot says which, not what it should have been.
  const expected = issue.type === "object" && issue.path ? what : issue.message;
  throw badInput(at === "" ? "answer" : `answer.${at}`, expected, issue.input);
}
