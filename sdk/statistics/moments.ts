/** Means and sums of squared deviations of a vector of observables over runs. */
export interface Moments {
  /** Number of runs. */
  readonly runs: number;
  readonly means: Float64Array;
  /** Sums of squared deviations from the means, M2. */
  readonly deviations: Float64Array;
}

/** The moments of no runs. */
export function noMoments(length: number): Moments {
  return { runs: 0, means: new Float64Array(length), deviations: new Float64Array(length) };
}

/**
 * The moments of the runs of both, those of `first` being before those of `second`.
 * Source: T. Chan, G. Golub, R. LeVeque, Stanford technical report STAN-CS-79-773 (1979).
 */
export function mergeMoments(first: Moments, second: Moments): Moments {
  if (first.runs === 0) return second;
  if (second.runs === 0) return first;
  const runs = first.runs + second.runs;
  const means = new Float64Array(first.means.length);
  const deviations = new Float64Array(first.means.length);
  for (let index = 0; index < means.length; index++) {
    const mean = first.means[index] ?? 0;
    const delta = (second.means[index] ?? 0) - mean;
    means[index] = mean + (delta * second.runs) / runs;
    const spread = (first.deviations[index] ?? 0) + (second.deviations[index] ?? 0);
    deviations[index] = spread + (delta * delta * first.runs * second.runs) / runs;
  }
  return { runs, means, deviations };
}

/** The moments with one run more (B. Welford, Technometrics 4 (1962) 419). */
export function addRun({ runs, means, deviations }: Moments, values: ArrayLike<number>): Moments {
  for (let index = 0; index < means.length; index++) {
    const value = values[index] ?? 0;
    const mean = means[index] ?? 0;
    const moved = mean + (value - mean) / (runs + 1);
    means[index] = moved;
    deviations[index] = (deviations[index] ?? 0) + (value - mean) * (value - moved);
  }
  return { runs: runs + 1, means, deviations };
}

/** Standard error of a mean; null of a single run, which tells nothing of it. */
export function standardError({ runs, deviations }: Moments, index: number): number | null {
  return runs > 1 ? Math.sqrt((deviations[index] ?? 0) / (runs * (runs - 1))) : null;
}
