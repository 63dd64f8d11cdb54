import { Layer } from "../reach/layer";
import { alive, before, carryBack, carryRates, cut, hazard, open } from "./carried";
import { log, logAdd, logOneMinusExp } from "./logs";
import { logFailure, setLayer, setReached } from "./transition";

// Many equal layers in a row. On K >= 1 the step back is a positive operator B with one leading
// eigenvalue lambda = 1 - h. Next to cut and open two more functions are carried back from the start of
// the run:
//
//   alive(k)  = log of B^m applied to 1:  P(K >= 1 after m layers | k)
//   hazard(k) = log of B^m applied to e, e(k) = P(next layer is cut | k)
//
// The run is settled when, from one layer to the next, alive falls by one factor for all k (it is the
// leading eigenfunction), open is proportional to it, and hazard - alive at the largest k stands still.
// The latter is log h, with full relative precision however small h is, because alive - B alive = hazard
// exactly. The rest of the run, of any length, is then a closed form.

/** log lambda, once settled. */
export let logDecay: f64 = 0;
/** log h, once settled. Where h is too small for a double, log lambda rounds to 0 and this remains. */
export let logHazard: f64 = 0;

/** log of the number of layers that extrapolateTo went back. */
export let logTimes: f64 = 0;

/** Below this, lambda^times is 1 - times h for any number of layers that a query may have. */
const RARE: f64 = -600;
/** Above this, 1 - h is not computed from log h. */
const NEAR_ONE: f64 = -0.7;

let advanced: bool = false; // whether `before` is known
let best: f64 = Infinity; // smallest spread so far
let sinceBest: i32 = 0;

/** Starts a run of layers like `layer`. */
export function startRun(layer: Layer): void {
  setLayer(layer);
  for (let k: u32 = 0; k <= layer.width; k++) {
    const offset = (<usize>k) << 3;
    setReached(k);
    store<f64>(alive + offset, k == 0 ? -Infinity : 0);
    store<f64>(hazard + offset, k == 0 ? -Infinity : <f64>layer.width * logFailure);
  }
  advanced = false;
  best = Infinity;
  sinceBest = 0;
}

/** Goes one layer further back. */
export function advance(layer: Layer): void {
  advanced = true;
  carryBack(layer, 0, layer.width);
  carryRates(layer);
}

/** Whether the run is settled; if so, logDecay and logHazard are set. */
export function settled(layer: Layer): bool {
  const last = <usize>layer.width << 3;
  const aliveLast = load<f64>(alive + last);
  if (aliveLast == -Infinity) return finishDead();
  const hazardBefore = logHazard;
  logHazard = load<f64>(hazard + last) - aliveLast;
  if (logHazard == -Infinity) {
    logDecay = 0;
    return true;
  }
  if (!advanced) return false;
  const fall = aliveLast - load<f64>(before + last);
  const openLast = load<f64>(open + last) - aliveLast;
  const rare = logHazard < NEAR_ONE;
  let spread = rare ? abs(logHazard - hazardBefore) : 0;
  for (let offset: usize = 8; offset < last; offset += 8) {
    const value = load<f64>(alive + offset);
    spread = max(spread, abs(value - load<f64>(before + offset) - fall));
    spread = max(spread, abs(load<f64>(open + offset) - value - openLast));
  }
  // Logarithms of some size carry that many units of rounding; where even that is not reached, the
  // spread stops falling.
  const tolerance = 1e-14 + 4e-16 * max(abs(logHazard), abs(aliveLast));
  sinceBest = spread < best ? 0 : sinceBest + 1;
  best = min(best, spread);
  if (spread > tolerance && !(sinceBest >= 40 && best < 1e-10)) return false;
  logDecay = rare ? logOneMinusExp(logHazard) : fall;
  return true;
}

/** Nothing survives a single layer. */
function finishDead(): bool {
  logDecay = -Infinity;
  return true;
}

/** Carries cut and open back through `times` more layers of the settled run. */
export function extrapolate(layer: Layer, times: f64): void {
  const decay = times * logDecay;
  lose(layer, decay, logHazard < RARE ? log(times) + logHazard : logOneMinusExp(decay));
}

/**
 * Carries cut and open back through as many layers of the settled run as make open fall by more than
 * `decay`, a negative logarithm. Returns their number, and leaves its logarithm in logTimes.
 */
export function extrapolateTo(layer: Layer, decay: f64): f64 {
  if (logHazard < RARE) {
    lose(layer, decay, logOneMinusExp(decay));
    logTimes = log(-decay) - logHazard;
    return Math.exp(logTimes);
  }
  // A quotient that is whole but for rounding meets the level, and one more layer passes it.
  const times = Math.floor((decay / logDecay) * (1 + 1e-13)) + 1;
  extrapolate(layer, times);
  logTimes = log(times);
  return times;
}

/** open falls by `decay`, and e^lost of it joins cut. */
function lose(layer: Layer, decay: f64, lost: f64): void {
  for (let offset: usize = 8; offset <= <usize>layer.width << 3; offset += 8) {
    const value = load<f64>(open + offset);
    store<f64>(cut + offset, logAdd(load<f64>(cut + offset), value + lost));
    store<f64>(open + offset, value + decay);
  }
}
