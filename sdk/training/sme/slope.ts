import { log } from "../../engine/mathematics.ts";

/** The exponent e of y ~ x^e by least squares of logarithms; NaN of fewer than two different x. */
export function fitExponent(x: readonly number[], y: readonly number[]): number {
  const points = x.map((value, index) => [log(value), log(y[index] ?? 0)] as const);
  const meanX = points.reduce((sum, [at]) => sum + at, 0) / points.length;
  const meanY = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
  let [products, squares] = [0, 0];
  for (const [at, value] of points) {
    products += (at - meanX) * (value - meanY);
    squares += (at - meanX) ** 2;
  }
  return products / squares;
}
