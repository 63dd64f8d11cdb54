import { exp } from "../../engine/mathematics.ts";

/** e^x - 1 without cancellation. */
export function exponentialExcess(x: number): number {
  if (!(Math.abs(x) < 0.5)) return exp(x) - 1;
  let sum = 0;
  let term = 1;
  for (let count = 1; count <= 20; count++) {
    term *= x / count;
    sum += term;
  }
  return sum;
}
