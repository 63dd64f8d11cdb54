// Logarithms without cancellation. All exact methods keep probabilities as natural logarithms:
// a failure of 1e-300000 is an ordinary answer.

const LN2: f64 = 0.6931471805599453;

/** log(1 - e^x) for x <= 0 (M. Maechler, "Accurately computing log(1 - exp(-|a|))", 2012). */
export function logOneMinusExp(x: f64): f64 {
  return x > -LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** log of a probability of which the smaller of `value` and `complement` is exact. */
export function logProbability(value: f64, complement: f64): f64 {
  return complement < 0.5 ? Math.log1p(-complement) : Math.log(value);
}

/** log(e^a + e^b). */
export function logAdd(a: f64, b: f64): f64 {
  const high = max(a, b);
  if (high == -Infinity) return high;
  return high + Math.log1p(Math.exp(min(a, b) - high));
}
