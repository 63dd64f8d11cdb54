import type { LogSurvival } from "../../engine/exact.ts";
import type { Rate } from "../../engine/layers.ts";
import { exp, log } from "../../engine/mathematics.ts";
import { dropping, keeping } from "../../networks/removal.ts";
import { findCrossing } from "../../statistics/crossing.ts";

/** Relative step of the derivative by a rate. Powers of rates, which failures nearly are, have straight logarithms. */
const STEP = 2 ** -10;

/** The largest drop rate with which the logarithm of the failure is at most `bound`. */
export function largestDrop(logFailure: (rate: Rate) => number, bound: number): number {
  const { end, distance } = findCrossing((at) => {
    const value = logFailure(at.end === 0 ? dropping(at.distance) : keeping(at.distance));
    // At the bound itself the rate still does.
    return value <= bound ? Math.max(bound - value, Number.MIN_VALUE) : bound - value;
  });
  return end === 0 ? distance : 1 - distance;
}

/** Minus the derivative of theta by a drop rate, from exact answers beside it. */
export function slopeAt(solve: (rate: Rate) => LogSurvival, rate: Rate): number {
  const at = (share: number) => solve(rate.drop <= rate.keep ? dropping(share) : keeping(share));
  // Along whichever of drop and keep is the smaller, so that both points are exact.
  const small = Math.min(rate.drop, rate.keep);
  const here = solve(rate);
  const read = (value: LogSurvival) => (here.logCut < here.logOpen ? value.logCut : value.logOpen);
  if (small === 0) {
    const rise = (share: number) => (exp(read(at(share))) - exp(read(here))) / share;
    // Theta is a polynomial: the two slopes' errors of first order cancel.
    return Math.abs(2 * rise(STEP / 2) - rise(STEP));
  }
  // A polynomial that is 0 or 1 inside is so everywhere.
  if (read(here) === Number.NEGATIVE_INFINITY) return 0;
  const slope = (read(at(small * (1 + STEP))) - read(at(small / (1 + STEP)))) / (2 * log(1 + STEP));
  return Math.abs((slope * exp(read(here))) / small);
}
