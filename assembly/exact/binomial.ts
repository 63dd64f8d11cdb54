// The binomial distribution at full precision, by deviances instead of differences of large
// log-gammas (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).

import { log } from "./logs";

const HALF_LOG_TWO_PI: f64 = 0.9189385332046728;

/** log n! - log(sqrt(2 pi n) (n/e)^n) for n = 0..15; at 0 the value that makes the formulas below hold. */
const STIRLING_ERRORS: StaticArray<f64> = [
  0.0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.008330563433362871,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
];

/** The error of Stirling's formula for log n!, n a whole number >= 0. */
function stirlingError(n: f64): f64 {
  if (n < 16) return STIRLING_ERRORS[<i32>n];
  const inverse = 1 / (n * n);
  return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - inverse / 1188.0) * inverse) * inverse) * inverse) / n;
}

/** x log(x/mean) + mean - x, without cancellation near x = mean. Needs x > 0; `logMean` = log(mean). */
function deviance(x: f64, mean: f64, logMean: f64): f64 {
  const difference = x - mean;
  if (abs(difference) >= 0.1 * (x + mean)) {
    // The quotient keeps more digits than the difference of logarithms, unless the mean underflows.
    const ratio = mean > 1e-290 ? log(x / mean) : log(x) - logMean;
    return x * ratio - difference;
  }
  const ratio = difference / (x + mean);
  const square = ratio * ratio;
  let sum = difference * ratio;
  let term = 2 * x * ratio;
  for (let odd: f64 = 3; odd < 2000; odd += 2) {
    term *= square;
    const next = sum + term / odd;
    if (next == sum) return next;
    sum = next;
  }
  return sum;
}

let n: f64 = 0;
let j: f64 = 0;
let logN: f64 = 0;
let constant: f64 = 0;

/** Chooses the n and j, whole numbers with 0 <= j <= n, of the terms that follow. */
export function setTerm(successes: f64, trials: f64): void {
  j = successes;
  n = trials;
  if (j == 0 || j == n) return;
  const k = n - j;
  logN = log(n);
  constant = stirlingError(n) - stirlingError(j) - stirlingError(k) - HALF_LOG_TWO_PI;
  constant += 0.5 * log(n / (j * k));
}

/**
 * log of C(n, j) r^j (1-r)^(n-j) of the chosen term, from log r and log(1-r).
 * Relative error of the probability: a few 1e-16 times (1 + its distance from the mode in logarithms).
 */
export function logTerm(logSuccess: f64, logFailure: f64): f64 {
  if (j == 0) return n == 0 ? 0 : n * logFailure;
  if (j == n) return n * logSuccess;
  return (
    constant -
    deviance(j, n * Math.exp(logSuccess), logN + logSuccess) -
    deviance(n - j, n * Math.exp(logFailure), logN + logFailure)
  );
}
