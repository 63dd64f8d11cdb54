import type { LogSurvival } from "../../engine/exact.ts";
import type { Rate } from "../../engine/layers.ts";
import { exp, log } from "../../engine/mathematics.ts";
import { dropping, keeping } from "../../networks/removal.ts";

/** Relative step of the derivative by a rate. Powers of rates, which failures nearly are, have straight logarithms. */
const STEP = 2 ** -10;

/** Log-odds past which a largest rate is not looked for. */
const FARTHEST = 700;
/** How close the logarithm of a failure comes to that of the bound. */
const CLOSE = 1e-13;
const MOST_STEPS = 100;

/**
 * The largest drop rate with which the logarithm of the failure is at most `bound`, found along the log-odds of the
 * rate, in which failures are nearly straight: by doubling steps, then by the Illinois form of false
 * position.
 */
export function largestDrop(logFailure: (rate: Rate) => number, bound: number): number {
  const excess = (odds: number) => Math.max(-1e300, logFailure(rateAt(odds)) - bound);
  if (excess(Number.POSITIVE_INFINITY) <= 0) return 1;
  if (excess(Number.NEGATIVE_INFINITY) > 0) return 0;
  let [low, atLow, high, atHigh] = [0, excess(0), 0, 0];
  // Outwards in doubling steps, to the side where the bound is met.
  if (atLow <= 0) {
    for (
      [high, atHigh] = [1, excess(1)];
      atHigh <= 0 && high < FARTHEST;
      [high, atHigh] = [2 * high, excess(2 * high)]
    ) {
      [low, atLow] = [high, atHigh];
    }
  } else {
    for (
      [high, atHigh, low, atLow] = [0, atLow, -1, excess(-1)];
      atLow > 0 && low > -FARTHEST;
      [low, atLow] = [2 * low, excess(2 * low)]
    ) {
      [high, atHigh] = [low, atLow];
    }
  }
  for (let step = 0; step < MOST_STEPS; step++) {
    const odds = (low * atHigh - high * atLow) / (atHigh - atLow);
    if (!(odds > low && odds < high)) break;
    const value = excess(odds);
    if (Math.abs(value) <= CLOSE * Math.abs(bound)) return rateAt(odds).drop;
    // The end that stays counts half, or it would stay for ever.
    if (value <= 0) [low, atLow, atHigh] = [odds, value, atHigh / 2];
    else [high, atHigh, atLow] = [odds, value, atLow / 2];
  }
  return rateAt(low).drop;
}

/** The rate of a drop with these log-odds, of which the smaller of drop and keep is exact. */
export function rateAt(odds: number): Rate {
  const small = exp(-Math.abs(odds));
  return odds < 0 ? dropping(small / (1 + small)) : keeping(small / (1 + small));
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
