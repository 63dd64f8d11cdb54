import { normalQuantile } from "../engine/mathematics.ts";
import type { Interval } from "./wilson.ts";

/**
 * An interval for the mean of values in 0..1, given the mean of `runs` of them and the sum of their squared
 * deviations. As A. Agresti and B. Coull (Am. Stat. 52 (1998) 119) do for proportions, z^2 / 2 observations
 * of 0 and as many of 1 are added before the normal interval is taken: values of 0 and 1 alone give their
 * interval, smoother ones a narrower one, and no interval is empty where all runs agree.
 */
export function boundedInterval(mean: number, deviations: number, runs: number, confidence: number): Interval {
  const z = -normalQuantile((1 - confidence) / 2);
  const added = z * z;
  const count = runs + added;
  const centre = (runs * mean + added / 2) / count;
  // Squared deviations from the new centre: of the runs, and of the added observations.
  const ofRuns = deviations + runs * (mean - centre) * (mean - centre);
  const ofAdded = (added / 2) * (centre * centre + (1 - centre) * (1 - centre));
  const spread = (z * Math.sqrt(ofRuns + ofAdded)) / count;
  return { low: Math.max(0, centre - spread), high: Math.min(1, centre + spread), confidence };
}
