// Logarithms without cancellation. All exact methods keep probabilities as natural logarithms:
// a failure of 1e-300000 is an ordinary answer.

const LN2: f64 = 0.6931471805599453;
// log 2 as a part whose product with an exponent is exact, and the rest (as in FreeBSD's e_log.c)
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/**
 * log x, within about one unit of the last place, by log1p of the fraction of x. The compiler's own
 * Math.log needs tables of 4 KB, a fifth of the engine.
 */
export function log(x: f64): f64 {
  if (!(x > 0)) return x == 0 ? -Infinity : NaN;
  if (x == Infinity) return x;
  let exponent: i32 = -1023;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984; // 2^54
    exponent -= 54;
  }
  const bits = reinterpret<u64>(x);
  exponent += <i32>(bits >> 52);
  let fraction = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (fraction > Math.SQRT2) {
    fraction *= 0.5;
    exponent++;
  }
  return <f64>exponent * LN2_HIGH + (Math.log1p(fraction - 1) + <f64>exponent * LN2_LOW);
}

/** log(1 - e^x) for x <= 0 (M. Maechler, "Accurately computing log(1 - exp(-|a|))", 2012). */
export function logOneMinusExp(x: f64): f64 {
  return x > -LN2 ? log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** log of a probability of which the smaller of `value` and `complement` is exact. */
export function logProbability(value: f64, complement: f64): f64 {
  return complement < 0.5 ? Math.log1p(-complement) : log(value);
}

/** log(e^a + e^b). */
export function logAdd(a: f64, b: f64): f64 {
  const high = max(a, b);
  if (high == -Infinity) return high;
  return high + Math.log1p(Math.exp(min(a, b) - high));
}
