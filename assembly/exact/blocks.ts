import { at, put } from "../memory/numbers";
import { Layer } from "../reach/layer";
import { logTerm, setTerm } from "./binomial";
import { log, logAdd, logOneMinusExp, logProbability } from "./logs";
import { logFailure, logSuccess, setLayer, setReached } from "./transition";

// Functions of the number of reached units, kept as logarithms, carried back over what a chain of layers does not
// have: removal behind a residual sum, and the sum itself.
//
// A residual block adds to a trunk of `width` units, k of which are reached, the outputs of a branch. Given the number h of
// units that its last layer reads, each of its outputs is reached with the same probability r(h), and independently of which of
// the trunk's are; so the sum has k + Binomial(width - k, r(h)) of them.

/** Terms below e^-CUT of the largest are left out. */
const CUT: f64 = 52;

/** logs[i] = log i, filled up to `known`. */
let logs: usize = 0;
let known: i32 = 0;

/** Chooses where the logarithms of 1..widest are kept: widest + 1 f64. */
export function setLogs(memory: usize, widest: u32): void {
  logs = memory;
  known = <i32>widest;
  for (let i = 1; i <= known; i++) put(logs, i, log(<f64>i));
}

/**
 * log of the expectation of e^f(base + J) with J ~ Binomial(n, r). Needs base + n to be an index of f. Time: O(n), and
 * an exponential for each term that counts.
 */
function expect(f: usize, base: i32, n: i32, logSuccess: f64, logFailure: f64): f64 {
  if (n == 0 || logSuccess == -Infinity) return at(f, base);
  if (logFailure == -Infinity) return at(f, base + n);
  const odds = logSuccess - logFailure;
  const peak = findPeak(f, base, n, odds);
  if (peak < 0) return -Infinity;
  const top = at(f, base + peak);
  let sum: f64 = 1;
  let term: f64 = 0;
  for (let j = peak; j < n; ) {
    term += at(logs, n - j) - at(logs, j + 1) + odds;
    j++;
    const value = term + at(f, base + j) - top;
    if (value > -CUT) sum += Math.exp(value);
  }
  term = 0;
  for (let j = peak; j > 0; ) {
    j--;
    term -= at(logs, n - j) - at(logs, j + 1) + odds;
    const value = term + at(f, base + j) - top;
    if (value > -CUT) sum += Math.exp(value);
  }
  setTerm(peak, n);
  return logTerm(logSuccess, logFailure) + top + log(sum);
}

/** The j with the largest term, -1 when all are 0. */
function findPeak(f: usize, base: i32, n: i32, odds: f64): i32 {
  let peak = -1;
  let best = -Infinity;
  let term: f64 = 0;
  for (let j = 0; j <= n; j++) {
    const value = term + at(f, base + j);
    if (value > best) {
      best = value;
      peak = j;
    }
    if (j < n) term += at(logs, n - j) - at(logs, j + 1) + odds;
  }
  return peak;
}

/** g[k - first] = log E e^f(K) for k = first..last, K ~ Binomial(k, keep): each of k units survives by itself. */
export function thin(f: usize, g: usize, first: u32, last: u32, keep: f64, drop: f64): void {
  const logKeep = logProbability(keep, drop);
  const logDrop = logProbability(drop, keep);
  for (let k = first; k <= last; k++) put(g, k - first, expect(f, 0, k, logKeep, logDrop));
}

/** g[k - first] = log(keep e^f(k) + drop e^f(0)) for k = first..last: all units survive, or none. */
export function gate(f: usize, g: usize, first: u32, last: u32, keep: f64, drop: f64): void {
  const logKeep = logProbability(keep, drop);
  const logDrop = logProbability(drop, keep);
  for (let k = first; k <= last; k++) put(g, k - first, logAdd(logKeep + at(f, k), logDrop + at(f, 0)));
}

/**
 * g[h - first] = log E e^f(K') for h = first..last units that the last layer of the branch reads, given k units of
 * the trunk. What the branch is added to is the trunk itself (`skip` 0) or a layer that reads it. With
 * probability `drop` the branch is removed as a whole.
 */
export function meet(
  f: usize,
  g: usize,
  layer: Layer,
  skip: usize,
  k: u32,
  first: u32,
  last: u32,
  keep: f64,
  drop: f64,
): void {
  const base = skip == 0 ? <i32>k : 0;
  const n = <i32>layer.width - base;
  let skipFailure: f64 = 0;
  if (skip != 0) {
    setLayer(changetype<Layer>(skip));
    setReached(k);
    skipFailure = logFailure;
  }
  const without = drop > 0 ? logProbability(drop, keep) + expect(f, base, n, logOneMinusExp(skipFailure), skipFailure) : -Infinity;
  const logKeep = logProbability(keep, drop);
  setLayer(layer);
  let before: f64 = NaN;
  for (let h = first; h <= last; h++) {
    setReached(h);
    const out = g + (<usize>(h - first) << 3);
    // Without removal of bonds all h but 0 are alike.
    if (logFailure == before) {
      store<f64>(out, load<f64>(out - 8));
      continue;
    }
    before = logFailure;
    const failure = skipFailure + logFailure;
    const success = skipFailure == 0 ? logSuccess : logOneMinusExp(failure);
    store<f64>(out, logAdd(logKeep + expect(f, base, n, success, failure), without));
  }
}
