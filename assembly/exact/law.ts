import { log } from "./logs";
import { at, put } from "../memory/numbers";
import { Layer, layerAt } from "../reach/layer";
import { logTerm, setTerm } from "./binomial";
import { logFailure, logSuccess, setLayer, setReached } from "./transition";

// The law of the number K of reached neurons given that it is not 0, carried forward from the inputs:
// law[k] for k in low..high, summing to 1, and log P(K >= 1) beside it. Terms below 1e-100 of the largest
// of their row are left out.
//
//   work:  | law | next |    widest + 1 f64 each

const NEGLIGIBLE: f64 = 1e-100;
/** A law that moves less than this in a layer is stationary. */
const STATIONARY: f64 = 1e-14;

let law: usize = 0;
let next: usize = 0;
let low: i32 = 0;
let high: i32 = 0;
let logAlive: f64 = 0;
let logFall: f64 = 0; // of logAlive in the layer before
let nextLow: i32 = 0;
let nextHigh: i32 = 0;

/**
 * Law of the number of reached outputs given that some are: distribution[j - 1] for j = 1..outputs.
 * shares[l] = expected share of reached neurons in layer l, for the first `shareCount` layers, runs
 * of equal layers unrolled. `work` holds 2 * (widest + 1) f64.
 * Time: O(sum over layers of band^2); a run of equal layers stops at its stationary law, or after
 * `budget` layers (returns false).
 */
export function solveLaw(
  layers: usize,
  count: u32,
  widest: u32,
  budget: f64,
  distribution: usize,
  shares: usize,
  shareCount: u32,
  work: usize,
): bool {
  law = work;
  next = work + ((<usize>widest + 1) << 3);
  logAlive = 0;
  low = 1;
  high = 1;
  store<f64>(law, 1, 8);
  let written: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const layer = layerAt(layers, index);
    for (let left = layer.repeat; left > 0; ) {
      const drift = stepForward(layer);
      left--;
      if (written < shareCount) {
        store<f64>(shares + (<usize>written << 3), expectedShare(layer.width));
        written++;
      }
      if (layer.repeat > 1 && budget-- <= 0) return false;
      if (drift > STATIONARY) continue;
      // The law stands still: the rest of the run only thins out.
      for (; left > 0 && written < shareCount; left--) {
        logAlive += logFall;
        store<f64>(shares + (<usize>written << 3), expectedShare(layer.width));
        written++;
      }
      break;
    }
  }
  const outputs = <i32>layerAt(layers, count - 1).width;
  for (let j: i32 = 1; j <= outputs; j++) {
    store<f64>(distribution + (<usize>(j - 1) << 3), logAlive > -Infinity && j >= low && j <= high ? at(law, j) : 0);
  }
  return true;
}

function expectedShare(width: u32): f64 {
  let sum: f64 = 0;
  for (let k = low; k <= high; k++) sum += <f64>k * at(law, k);
  return (sum / <f64>width) * Math.exp(logAlive);
}

/** One layer forward; the first, of inputs, starts from one imaginary source. Returns how much the law moved. */
function stepForward(layer: Layer): f64 {
  const n = <i32>layer.width;
  setLayer(layer);
  memory.fill(next, 0, (<usize>n + 1) << 3);
  nextLow = n + 1;
  nextHigh = 0;
  // Rows are added relative to the largest of their peaks, which may be far below the smallest double.
  let logTop: f64 = -Infinity;
  for (let k = low; k <= high; k++) {
    setReached(k);
    logTop = max(logTop, logPeak(n));
  }
  let weight: f64 = 0;
  for (let k = low; k <= high && logTop > -Infinity; k++) {
    weight += at(law, k);
    setReached(k);
    const odds = logSuccess - logFailure;
    if (k < high) setReached(k + 1);
    if (k < high && logSuccess - logFailure == odds) continue; // equal rows are added as one
    setReached(k);
    if (weight > 0) addRow(n, weight, logTop);
    weight = 0;
  }
  let mass: f64 = 0;
  for (let j = nextLow; j <= nextHigh; j++) mass += at(next, j);
  let moved: f64 = 0;
  for (let j = nextLow; j <= nextHigh; j++) {
    const value = at(next, j) / mass;
    moved += abs(value - (j >= low && j <= high ? at(law, j) : 0));
    put(next, j, value);
  }
  const swap = law;
  law = next;
  next = swap;
  low = nextLow;
  high = nextHigh;
  logFall = logTop + log(mass);
  logAlive += logFall;
  return moved;
}

/** The most likely j >= 1 of n at the current r. */
@inline
function modeOf(n: i32): i32 {
  return max(1, min(n, <i32>Math.floor((<f64>n + 1) * Math.exp(logSuccess))));
}

/** log of the largest P(j of n reached), j >= 1, at the current r. */
function logPeak(n: i32): f64 {
  if (logSuccess == -Infinity) return -Infinity;
  if (logFailure == -Infinity) return 0;
  setTerm(modeOf(n), n);
  return logTerm(logSuccess, logFailure);
}

/** next[j] += weight * P(j of n reached) / e^logTop, j >= 1, outward from the most likely j. */
function addRow(n: i32, weight: f64, logTop: f64): void {
  const peak = Math.exp(logPeak(n) - logTop);
  if (peak == 0) return;
  if (logFailure == -Infinity) {
    put(next, n, at(next, n) + weight * peak);
    nextLow = min(nextLow, n);
    nextHigh = n;
    return;
  }
  const mode = modeOf(n);
  const odds = Math.exp(logSuccess - logFailure);
  let term = peak;
  let j = mode;
  while (true) {
    put(next, j, at(next, j) + weight * term);
    if (j == n) break;
    term *= (<f64>(n - j) / <f64>(j + 1)) * odds;
    if (!(term > peak * NEGLIGIBLE)) break;
    j++;
  }
  nextHigh = max(nextHigh, j);
  term = peak;
  j = mode;
  while (j > 1) {
    term *= <f64>j / <f64>(n - j + 1) / odds;
    if (!(term > peak * NEGLIGIBLE)) break;
    j--;
    put(next, j, at(next, j) + weight * term);
  }
  nextLow = min(nextLow, j);
}
