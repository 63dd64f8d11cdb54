import type { Prepared } from "../queries/ask.ts";
import { type Cost, type Part, sumUp } from "./cost.ts";
import { partsOf } from "./questions.ts";
import { QUESTION, queryUnits } from "./text.ts";

export type { Cost } from "./cost.ts";

/**
 * What answering a prepared query costs, its text included, before any of the work is done: nanoseconds on a reference
 * machine, within a factor of 3 on any that is as fast. The same number everywhere. Takes O(size of the query).
 *
 * @param prepared - From {@link prepare}.
 * @returns `units`, finite or Infinity, and the fields whose lowering saves most.
 */
export function costOf({ name, plan, query }: Prepared): Cost {
  const parts = partsOf[name] as (plan: unknown) => readonly Part[];
  return sumUp([{ units: QUESTION + queryUnits(query), grows: {} }, ...parts(plan)]);
}
