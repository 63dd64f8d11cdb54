import type { Steps } from "../sampling/sampler.ts";
import { type Progress, solve } from "../sampling/solve.ts";

/** A question that queries ask: what a query means, and how its answer is found. */
export interface Question<Plan extends { readonly query: object }, Answer> {
  /** Checks a value that claims to be a query; `query` in the plan is its canonical form. Does none of the work. */
  plan(value: unknown): Plan;
  /** The answer, in steps. */
  answer(plan: Plan): Steps<Answer>;
}

/** Answers a query here and now. */
export function answerNow<Plan extends { readonly query: object }, Answer>(
  question: Question<Plan, Answer>,
  query: unknown,
  onProgress?: Progress,
): Answer {
  return solve(question.answer(question.plan(query)), onProgress);
}
