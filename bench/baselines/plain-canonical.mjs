/**
 * Canonical averages as one would first write them: binomial weights from a table of log-factorials, within
 * ten standard deviations of the mean.
 */
import { logFactorials } from "./plain-chain.mjs";

/** The means of the columns (arrays of equal length) at every probability, a row each. */
export function averagePlain(columns, keeps) {
  const steps = columns[0].length - 1;
  const table = logFactorials(steps);
  return keeps.map((keep) => {
    const width = 10 * Math.sqrt(steps * keep * (1 - keep)) + 1;
    const last = Math.min(steps, Math.ceil(steps * keep + width));
    const sums = columns.map(() => 0);
    let total = 0;
    for (let n = Math.max(0, Math.floor(steps * keep - width)); n <= last; n++) {
      const choose = table[steps] - table[n] - table[steps - n];
      const weight = Math.exp(choose + n * Math.log(keep) + (steps - n) * Math.log1p(-keep));
      total += weight;
      for (let index = 0; index < columns.length; index++) sums[index] += weight * columns[index][n];
    }
    return sums.map((sum) => sum / total);
  });
}
