import { Layer } from "../reach/layer";
import { alive, carryBack, carryRates, cut, hazard, open } from "./carried";
import { logAdd, logOneMinusExp } from "./logs";
import { logFailure, setLayer, setReached } from "./transition";

// Many equal layers in a row. On K >= 1 the step back is a positive operator B with one leading
// eigenvalue lambda = 1 - h. Next to cut and open two more functions are carried back from the start of
// the run:
//
//   alive(k)  = log of B^m applied to 1:  P(K >= 1 after m layers | k)
//   hazard(k) = log of B^m applied to e, e(k) = P(next layer is cut | k)
//
// alive - B alive = hazard exactly, so where hazard and alive are proportional, alive is the leading
// eigenfunction and their ratio is h, with full relative precision however small. Where open is
// proportional to it as well, the run is settled and the rest of it, of any length, is a closed form.

/** log lambda, once settled. */
export let logDecay: f64 = 0;

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
  best = Infinity;
  sinceBest = 0;
}

/** Goes one layer further back. */
export function advance(layer: Layer): void {
  carryBack(layer, 0, layer.width);
  carryRates(layer);
}

/** Whether the run is settled; if so, logDecay is set. */
export function settled(layer: Layer): bool {
  const last = (<usize>layer.width) << 3;
  const logHazard = load<f64>(hazard + last) - load<f64>(alive + last);
  if (logHazard == -Infinity) {
    logDecay = 0;
    return true;
  }
  let spread: f64 = 0;
  let openSpread: f64 = 0;
  const openLast = load<f64>(open + last) - load<f64>(alive + last);
  for (let offset: usize = 8; offset <= last; offset += 8) {
    const reference = load<f64>(alive + offset);
    if (reference == -Infinity) return finishDead();
    spread = max(spread, abs(load<f64>(hazard + offset) - reference - logHazard));
    openSpread = max(openSpread, abs(load<f64>(open + offset) - reference - openLast));
  }
  // Logarithms of size |log h| carry that many units of rounding; where even that is not reached,
  // the spread stops falling.
  const tolerance = 1e-14 + 4e-16 * abs(logHazard);
  const worst = max(spread, openSpread);
  sinceBest = worst < best ? 0 : sinceBest + 1;
  best = min(best, worst);
  if (worst > tolerance && !(sinceBest >= 40 && best < 1e-9)) return false;
  logDecay = logOneMinusExp(logHazard);
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
  const lost = logOneMinusExp(decay);
  for (let offset: usize = 8; offset <= (<usize>layer.width) << 3; offset += 8) {
    const value = load<f64>(open + offset);
    store<f64>(cut + offset, logAdd(load<f64>(cut + offset), value + lost));
    store<f64>(open + offset, value + decay);
  }
}
