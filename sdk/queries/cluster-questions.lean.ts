import { refuse } from "../networks/medium.lean.ts";
import type * as questions from "./cluster-questions.ts";

// In the place of cluster-questions.ts, where lattices and graphs are left out to save their size.
const refused = { plan: refuse, answer: refuse };

export const clusterQuestion: typeof questions.clusterQuestion = refused;
export const sweepQuestion: typeof questions.sweepQuestion = refused;
export const thresholdQuestion: typeof questions.thresholdQuestion = refused;
