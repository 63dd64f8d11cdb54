/**
 * What JavaScript code does today: a byte a trial, from the runtime's own generator. Number(...) instead of
 * a conditional, which would branch and take twice as long; the count as a parameter, since both a closure's
 * constant and `mask.length` take a quarter longer.
 */
export function fillRandom(mask, count, keep) {
  for (let i = 0; i < count; i++) mask[i] = Number(Math.random() < keep);
}
