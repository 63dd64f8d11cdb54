import type { Answers, questions } from "../queries/ask.ts";

/** What the question of a name makes of a query. */
export type PlanOf<Name extends keyof Answers> = Parameters<(typeof questions)[Name]["answer"]>[0];
