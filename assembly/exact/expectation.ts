import { log } from "./logs";
import { at, put } from "../memory/numbers";
import { Layer } from "../reach/layer";
import { logTerm, setTerm } from "./binomial";
import { evaluate } from "./polynomial";
import { fillRows, rows, setRowMemory } from "./transition";

// One step back through the chain: from a function f of the number j of reached neurons of a layer to
// its expectation g(k) given k reached neurons before it,
//
//   g(k) = sum over j of C(n, j) r^j (1-r)^(n-j) f(j),   r = r(k),   f and g >= 0, kept as logarithms.
//
// As a function of the log-odds t = log r/(1-r) the terms are exp(v(j) + j t), v(j) = log C(n,j) f(j),
// so the terms that count (within CUT of the largest) lie where the upper concave hull of v, tilted by t,
// stands above CUT below its peak: an interval whose ends move to the right as t grows with k. This is
// the band; it is safe for any f.
//
// Within a band, terms are not exponentials of their own: those of one k, the reference, are kept as
// coefficients relative to the term at `anchor`, and a nearby k is a polynomial in exp(t - t_reference).
//
//   work:  | rows | v | hull | logRatio | coefficients |    2 w + 2, n + 1, n + 1, n + 1, n + 17  f64
//          rows: see transition.ts; w is the width of the widest layer
//          logRatio[j] = log C(n, j+1) - log C(n, j)

/** Terms below e^-CUT of the largest are left out: even 2^20 of them change nothing in the 53rd bit. */
const CUT: f64 = 52;
/** Coefficients and powers stay above e^-RANGE each, so that no product underflows. */
const RANGE: f64 = 300;

let n: u32 = 0xffffffff;
let v: usize = 0;
let hull: usize = 0;
let logRatio: usize = 0;
let coefficients: usize = 0;

/** f64 numbers of work needed for layers of at most `widest` neurons. */
export function workLength(widest: u32): u32 {
  return 6 * widest + 22;
}

/**
 * g[k] for k = first..last, from f[0..layer.width]; both are logarithms. g[k] is stored at index
 * k - first. Time: O(width) + the bands of all k, of some 20 sqrt(width) terms each at 0.3 ns.
 */
export function stepBack(layer: Layer, f: usize, g: usize, first: f64, last: f64): void {
  fillRows(layer, first, last);
  setWidth(layer.width);
  const size = buildHull(f);
  let peak: i32 = 0;
  let left: i32 = 0;
  let right: i32 = 0;
  let odds: f64 = NaN; // log-odds of the k before
  let reference: f64 = NaN; // log-odds the coefficients belong to; NaN: none yet
  let anchor: i32 = 0;
  let from: i32 = 0;
  let to: i32 = -1;
  for (let k = first; k <= last; k++) {
    const out = g + (<usize>(k - first) << 3);
    const row = rows + (<usize>k << 4);
    const logSuccess = load<f64>(row);
    const logFailure = load<f64>(row, 8);
    if (logSuccess == -Infinity) store<f64>(out, at(f, 0));
    else if (logFailure == -Infinity) store<f64>(out, at(f, n));
    else if (size == 0) store<f64>(out, -Infinity);
    else if (logSuccess - logFailure == odds) store<f64>(out, load<f64>(out - 8));
    else {
      odds = logSuccess - logFailure;
      while (peak + 1 < size && height(peak + 1, odds) >= height(peak, odds)) peak++;
      const floor = height(peak, odds) - CUT;
      while (left + 1 < peak && height(left + 1, odds) < floor) left++;
      right = max(right, peak);
      while (right + 1 < size && height(right, odds) >= floor) right++;
      const low = <i32>Math.ceil(crossing(left, left + 1, floor, odds));
      const high = <i32>Math.floor(crossing(right, right - 1, floor, odds));
      const drift = odds - reference;
      if (!(low >= from && high <= to && drift * <f64>(high - low + 8) <= RANGE)) {
        reference = odds;
        anchor = point(peak);
        from = low;
        to = fillCoefficients(f, anchor, low, high, odds);
        setTerm(anchor, n);
      }
      const shift = odds - reference;
      const sum = evaluate(coefficients + (<usize>(low - from) << 3), (<u32>(high - low) | 7) + 1, Math.exp(shift));
      const scale = logTerm(logSuccess, logFailure) + at(f, anchor) - <f64>(anchor - low) * shift;
      store<f64>(out, scale + log(sum));
    }
  }
}

/** Chooses the work, for layers of at most `widest` neurons, and forgets what it holds. */
export function setWork(work: usize, widest: u32): void {
  setRowMemory(work);
  v = work + ((<usize>widest + 1) << 4);
  n = 0xffffffff;
}

/** Lays out the work arrays for layers of `width` neurons. */
function setWidth(width: u32): void {
  if (n == width) return;
  const length = <usize>(width + 1) << 3;
  n = width;
  hull = v + length;
  logRatio = hull + length;
  coefficients = logRatio + length;
  for (let j: u32 = 0; j < n; j++) put(logRatio, j, log(<f64>(n - j) / <f64>(j + 1)));
}

@inline
function point(index: i32): i32 {
  return <i32>load<u32>(hull + (<usize>index << 2));
}

/** v(j) + j t at a point of the hull. */
@inline
function height(index: i32, odds: f64): f64 {
  const j = point(index);
  return at(v, j) + <f64>j * odds;
}

/**
 * Where the edge of the hull from point `outer` to point `inner` crosses `floor`; the outer point itself
 * when it does not lie below.
 */
@inline
function crossing(outer: i32, inner: i32, floor: f64, odds: f64): f64 {
  const from = <f64>point(outer);
  const below = floor - height(outer, odds);
  if (!(below > 0)) return from;
  return from + (below / (below + height(inner, odds) - floor)) * (<f64>point(inner) - from);
}

/** Fills v and the indices of its upper concave hull, as u32; returns their number. O(n). */
function buildHull(f: usize): i32 {
  let logChoose: f64 = 0;
  let size: i32 = 0;
  for (let j: i32 = 0; j <= <i32>n; j++) {
    const value = logChoose + at(f, j);
    if (j < <i32>n) logChoose += at(logRatio, j);
    put(v, j, value);
    if (value == -Infinity) continue;
    while (size >= 2) {
      const b = point(size - 1);
      const a = point(size - 2);
      if ((at(v, b) - at(v, a)) * <f64>(j - b) > (value - at(v, b)) * <f64>(b - a)) break;
      size--;
    }
    store<u32>(hull + (<usize>size << 2), j);
    size++;
  }
  return size;
}

/**
 * coefficients[j - low] = term(j) / term(anchor) at log-odds `odds`, for j from `low` to at least `high`
 * and on to the right while they stay above e^-RANGE, at most one band further. Eight zeros follow.
 * Returns the last j.
 */
function fillCoefficients(f: usize, anchor: i32, low: i32, high: i32, odds: f64): i32 {
  const base = at(f, anchor);
  let exponent: f64 = 0; // log of the binomial part relative to the anchor
  for (let j = anchor; j > low; ) {
    j--;
    exponent -= at(logRatio, j) + odds;
    put(coefficients, j - low, Math.exp(exponent + at(f, j) - base));
  }
  put(coefficients, anchor - low, 1);
  exponent = 0;
  const limit = min(<i32>n, high + (high - low) + 8);
  let last = anchor;
  while (last < limit) {
    exponent += at(logRatio, last) + odds;
    const value = exponent + at(f, last + 1) - base;
    if (last >= high && value < -RANGE) break;
    last++;
    put(coefficients, last - low, Math.exp(value));
  }
  for (let j = last + 1; j <= last + 8; j++) put(coefficients, j - low, 0);
  return last;
}
