// Rough transcendental functions by + - * / alone: the same bits everywhere, a few nanoseconds each, good to some
// per cent where estimates need them.

/** e^-x for x >= 0, Infinity included: (1 + x/1024)^-1024. */
export function decay(x: number): number {
  let power = 1 + x / 1024;
  for (let squaring = 0; squaring < 10; squaring++) power *= power;
  return 1 / power;
}

/** So many halvings, each a logarithm of 2, and by what they are undone. Powers with an exponent that varies are slow. */
const HALVINGS = [
  [16, 65536],
  [8, 256],
  [4, 16],
  [2, 4],
  [1, 2],
] as const;

/** -log(1 - x) for x in 0..1: at 1 some 36, as of the last double below it. */
export function hazard(x: number): number {
  let sum = 0;
  let rest = Math.max(1 - x, 2 ** -53);
  for (const [halvings, scale] of HALVINGS) {
    if (rest * scale <= 1) {
      rest *= scale;
      sum += halvings * Math.LN2;
    }
  }
  for (; rest <= 0.5; rest *= 2) sum += Math.LN2;
  const share = 1 - rest;
  return sum + (share * (6 - share)) / (6 - 4 * share);
}

/** A power by a whole exponent from 0 on. */
export function power(x: number, exponent: number): number {
  let result = 1;
  for (let factor = 0; factor < exponent; factor++) result *= x;
  return result;
}

/** The root of a number from 0 on by a whole degree, by Newton's steps from above. */
export function root(x: number, degree: number): number {
  if (degree <= 1 || x <= 0) return x;
  if (degree === 2) return Math.sqrt(x);
  let estimate = Math.max(1, Math.sqrt(x));
  for (let step = 0; step < 100; step++) {
    const better = ((degree - 1) * estimate + x / power(estimate, degree - 1)) / degree;
    if (!(better < estimate)) break;
    estimate = better;
  }
  return estimate;
}
