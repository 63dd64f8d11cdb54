// The questions about clusters. A build without them has cluster-questions.lean.ts here.
export { clusterQuestion } from "./clusters.ts";
export { sweepQuestion } from "./sweep-moments.ts";
export { thresholdQuestion } from "./threshold.ts";
