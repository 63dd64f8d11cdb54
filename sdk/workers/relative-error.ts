import { badInput } from "../errors.ts";
import type { Answer, Query } from "../queries/ask.ts";

/** Questions whose answers are about one number. */
const MEASURED = ["path", "reach", "forecast", "inspect", "critical", "threshold"] as const satisfies Query["ask"][];

/** Refuses a wanted error where an answer is about more than one number. */
export function requireMeasured(query: Query): void {
  if ((MEASURED as readonly string[]).includes(query.ask)) return;
  const names = MEASURED.map((name) => JSON.stringify(name)).join(", ");
  throw badInput("relativeError", `none but for ${names}, which are about one number`, query.ask);
}

/**
 * How far an answer may be off, relative to what it says: half the interval over the rarer of both events, or over the
 * smaller of drop and keep; for thresholds the standard error over keep. Undefined where the number is exact and trials
 * tell of other things.
 */
export function relativeErrorOf(answer: Answer): number | undefined {
  if ("standardError" in answer) return answer.standardError === 0 ? 0 : answer.standardError / answer.keep;
  if (!("interval" in answer) || !answer.interval) return undefined;
  const { low, high } = answer.interval;
  const value = "failure" in answer ? Math.min(answer.probability, answer.failure) : Math.min(answer.drop, answer.keep);
  return value > 0 ? (high - low) / 2 / value : Number.POSITIVE_INFINITY;
}
