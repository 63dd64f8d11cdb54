import type * as questions from "./cluster-questions.ts";
import { leftOut } from "./left-out.lean.ts";

// In the place of cluster-questions.ts, where lattices and graphs are left out to save their size.
export const clusterQuestion: typeof questions.clusterQuestion = leftOut("clusters");
export const sweepQuestion: typeof questions.sweepQuestion = leftOut("sweep");
export const thresholdQuestion: typeof questions.thresholdQuestion = leftOut("threshold");
