import { sweepRuns } from "../queries/sweep-sums.ts";
import { peakRuns } from "../queries/threshold-peak.ts";
import { firstRuns } from "../queries/threshold-runs.ts";
import { bottlenecks } from "../sampling/bottleneck-trials.ts";
import { inspectionTrials } from "../sampling/inspection-trials.ts";
import { curveTrials, layeredCounts, layeredTrials } from "../sampling/layered-trials.ts";
import { modelCounts, modelSteps, modelTrials } from "../sampling/model-trials.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { invasions, walkTrials } from "../sampling/walk-trials.ts";

/** All that workers can draw, by name. */
export const samplers: ReadonlyMap<string, Sampler<never, unknown>> = new Map(
  [
    layeredTrials,
    layeredCounts,
    curveTrials,
    modelTrials,
    modelCounts,
    modelSteps,
    inspectionTrials,
    walkTrials,
    invasions,
    bottlenecks,
    sweepRuns,
    firstRuns,
    peakRuns,
  ].map((sampler: Sampler<never, unknown>) => [sampler.name, sampler]),
);
