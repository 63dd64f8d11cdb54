import { Layer } from "../reach/layer";
import { log, logOneMinusExp, logProbability } from "./logs";

// One layer of the chain on the number of reached neurons: given k reached neurons before it, each of
// the layer's neurons is reached independently with probability r(k) = keepSites (1 - dropBonds^k).

let logKeepSites: f64 = 0;
let logDropBonds: f64 = 0;
let keepSites: f64 = 1;
let dropSites: f64 = 0;
let keepBonds: f64 = 1;
let dropBonds: f64 = 0;

/** rows[2 k], rows[2 k + 1] = log r(k), log(1 - r(k)) of the current layer, for k = first..last. */
export let rows: usize = 0;
let first: f64 = 0;
let last: f64 = -1;

/** log r(k) of the k last asked for. */
export let logSuccess: f64 = 0;
/** log(1 - r(k)) of the k last asked for. */
export let logFailure: f64 = 0;

/** Makes `layer` the one that `setReached` speaks of. */
export function setLayer(layer: Layer): void {
  keepSites = layer.keepSites;
  dropSites = layer.dropSites;
  last = -1;
  keepBonds = layer.keepBonds;
  dropBonds = layer.dropBonds;
  logKeepSites = logProbability(keepSites, dropSites);
  logDropBonds = logProbability(dropBonds, keepBonds);
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
    logFailure = success < 0.5 ? Math.log1p(-success) : log(dropSites + keepSites * Math.exp(logMissed));
  }
}

/** Chooses where rows are kept: 2 * (widest + 1) f64. */
export function setRowMemory(memory: usize): void {
  rows = memory;
  last = -1;
}

/** Fills rows[from..to] of `layer`, unless they stand there already. */
export function fillRows(layer: Layer, from: f64, to: f64): void {
  if (isCurrent(layer) && from >= first && to <= last) return;
  setLayer(layer);
  for (let k = from; k <= to; k++) {
    setReached(k);
    store<f64>(rows + (<usize>k << 4), logSuccess);
    store<f64>(rows + (<usize>k << 4), logFailure, 8);
  }
  first = from;
  last = to;
}

function isCurrent(layer: Layer): bool {
  return (
    layer.keepSites == keepSites &&
    layer.dropSites == dropSites &&
    layer.keepBonds == keepBonds &&
    layer.dropBonds == dropBonds
  );
}
