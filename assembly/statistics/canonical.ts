// From the microcanonical record of a sweep, observables as functions of the number of elements, to
// canonical averages: at a probability, the number of elements is binomial.
// Newman and Ziff, Phys. Rev. E 64, 016706 (2001), section II B.

/** Weights below this share of the greatest are left out. */
const LEAST: f64 = 8.673617379884035e-19; // 2^-60

let first: i32 = 0;
let end: i32 = 0;
let total: f64 = 0;

/**
 * Writes binomial weights relative to the greatest to `weights`, from its place on both ways by their
 * ratios, so that none overflows or vanishes early; sets `first`, `end`, `total`. `room` is in weights.
 */
function openWindow(steps: i32, keep: f64, drop: f64, weights: usize, room: i32): void {
  const mode = min(<i32>(<f64>(steps + 1) * keep), steps);
  const up = keep / drop;
  const down = drop / keep;
  // Downwards first, to know where the window begins: weights are written from the end of the room.
  let at = weights + (<usize>room << 3);
  let weight: f64 = 1;
  let sum: f64 = 0;
  first = mode;
  for (let n = mode; n > 0; n--) {
    weight *= (<f64>n / <f64>(steps - n + 1)) * down;
    if (!(weight > LEAST) || at <= weights + (<usize>room << 2)) break;
    at -= 8;
    store<f64>(at, weight);
    sum += weight;
    first = n - 1;
  }
  const below = <usize>(mode - first) << 3;
  memory.copy(weights, at, below);
  store<f64>(weights + below, 1);
  weight = 1;
  sum += 1;
  end = mode + 1;
  for (let n = mode; n < steps; n++) {
    weight *= (<f64>(steps - n) / <f64>(n + 1)) * up;
    if (!(weight > LEAST) || end - first >= room) break;
    store<f64>(weights + (<usize>(end - first) << 3), weight);
    sum += weight;
    end++;
  }
  total = sum;
}

/** The average of a column of u32 over the window. */
function averageWords(column: usize, weights: usize): f64 {
  let sum: f64 = 0;
  for (let n = first; n < end; n++) {
    sum += load<f64>(weights + (<usize>(n - first) << 3)) * <f64>load<u32>(column + (<usize>n << 2));
  }
  return sum / total;
}

/** The average of a column of f64 over the window. */
function averageNumbers(column: usize, weights: usize): f64 {
  let sum: f64 = 0;
  for (let n = first; n < end; n++) {
    sum += load<f64>(weights + (<usize>(n - first) << 3)) * load<f64>(column + (<usize>n << 3));
  }
  return sum / total;
}

/** The average of squares less the square of the largest, over the window. */
function averageRest(squares: usize, largest: usize, weights: usize): f64 {
  let sum: f64 = 0;
  for (let n = first; n < end; n++) {
    const size = <f64>load<u32>(largest + (<usize>n << 2));
    const rest = load<f64>(squares + (<usize>n << 3)) - size * size;
    sum += load<f64>(weights + (<usize>(n - first) << 3)) * rest;
  }
  return sum / total;
}

/** The weight of `from` and more elements. */
function weightFrom(from: i32, weights: usize): f64 {
  if (from < 0 || from >= end) return 0;
  if (from <= first) return 1;
  let above: f64 = 0;
  let below: f64 = 0;
  for (let n = first; n < from; n++) below += load<f64>(weights + (<usize>(n - first) << 3));
  for (let n = from; n < end; n++) above += load<f64>(weights + (<usize>(n - first) << 3));
  return above / (above + below);
}

/**
 * Averages at each of `count` probabilities, given as keep and drop: of the largest cluster, the second,
 * the number of clusters, the sum of squares and that without the largest (columns that are 0 give 0), and
 * the probabilities of the events that first happen at the steps in `firsts` (-1 for never).
 */
export function averageCanonically(
  steps: i32,
  rates: usize,
  count: i32,
  largest: usize,
  second: usize,
  clusters: usize,
  squares: usize,
  firsts: usize,
  events: i32,
  weights: usize,
  room: i32,
  result: usize,
): void {
  for (let index = 0; index < count; index++) {
    const rate = rates + (<usize>index << 4);
    openWindow(steps, load<f64>(rate), load<f64>(rate, 8), weights, room);
    if (largest) store<f64>(result, averageWords(largest, weights));
    if (second) store<f64>(result, averageWords(second, weights), 8);
    if (clusters) store<f64>(result, averageWords(clusters, weights), 16);
    if (squares) store<f64>(result, averageNumbers(squares, weights), 24);
    if (squares && largest) store<f64>(result, averageRest(squares, largest, weights), 32);
    result += 40;
    for (let event = 0; event < events; event++, result += 8) {
      store<f64>(result, weightFrom(load<i32>(firsts + (<usize>event << 2)), weights));
    }
  }
}

/**
 * The probability that at most as many elements are there as each of `count` rising numbers, and its
 * derivative by keep: with the firsts of many runs in a row, the sum over all of P(elements >= first).
 */
export function sumTails(
  steps: i32,
  keep: f64,
  drop: f64,
  firsts: usize,
  count: i32,
  weights: usize,
  room: i32,
  result: usize,
): void {
  openWindow(steps, keep, drop, weights, room);
  // Running over the window with the number of firsts passed: each element count n holds for those <= n.
  let passed = 0;
  let sum: f64 = 0;
  let slope: f64 = 0;
  let squares: f64 = 0;
  for (let n = first; n < end; n++) {
    while (passed < count && load<i32>(firsts + (<usize>passed << 2)) <= n) passed++;
    const weight = load<f64>(weights + (<usize>(n - first) << 3)) / total;
    sum += weight * <f64>passed;
    slope += weight * <f64>passed * ((<f64>n - <f64>steps * keep) / (keep * drop));
  }
  // The mean square of the single probabilities, each the weight from its first on.
  let tail: f64 = 1;
  let index = 0;
  for (let n = first; n < end; n++) {
    for (; index < count && load<i32>(firsts + (<usize>index << 2)) <= n; index++) squares += tail * tail;
    tail -= load<f64>(weights + (<usize>(n - first) << 3)) / total;
  }
  store<f64>(result, sum);
  store<f64>(result, slope, 8);
  store<f64>(result, squares, 16);
}
