import { Layer } from "../reach/layer";
import { logOneMinusExp, logProbability } from "./logs";

// One layer of the chain on the number of reached neurons: given k reached neurons before it, each of
// the layer's neurons is reached independently with probability r(k) = keepSites (1 - dropBonds^k).

let logKeepSites: f64 = 0;
let logDropBonds: f64 = 0;
let keepSites: f64 = 1;
let dropSites: f64 = 0;

/** log r(k) of the k last asked for. */
export let logSuccess: f64 = 0;
/** log(1 - r(k)) of the k last asked for. */
export let logFailure: f64 = 0;

/** Makes `layer` the one that `setReached` speaks of. */
export function setLayer(layer: Layer): void {
  keepSites = layer.keepSites;
  dropSites = layer.dropSites;
  logKeepSites = logProbability(keepSites, dropSites);
  logDropBonds = logProbability(layer.dropBonds, layer.keepBonds);
}

/** Computes logSuccess and logFailure for k >= 0 reached neurons before the layer. */
export function setReached(k: f64): void {
  if (k == 0) {
    logSuccess = -Infinity;
    logFailure = 0;
    return;
  }
  const logMissed = k * logDropBonds;
  logSuccess = logMissed == 0 ? -Infinity : logKeepSites + logOneMinusExp(logMissed);
  if (dropSites == 0) logFailure = logMissed;
  else {
    const success = Math.exp(logSuccess);
    logFailure = success < 0.5 ? Math.log1p(-success) : Math.log(dropSites + keepSites * Math.exp(logMissed));
  }
}
