import { begin } from "./begin";
import { addBonds } from "./bonds";
import * as census from "./census";
import { openEvents } from "./events";
import { addSites } from "./sites";
import { Sweep } from "./sweep";
import { hasOverflown, openWindings } from "./windings";

/** Brings a sweep to its start. */
export function beginSweep(sweep: Sweep): void {
  if (sweep.slots) begin<i32>(sweep);
  else begin<u32>(sweep);
}

/**
 * Adds the next `steps` elements, fewer when an event ends the sweep before. Returns how many have been added in
 * all, or -1 when a winding number grew beyond what is kept of it.
 */
export function advanceSweep(sweep: Sweep, steps: i32): i32 {
  if (sweep.slots == 0) {
    if (sweep.ofSites) addSites<u32>(sweep, steps);
    else addBonds<u32>(sweep, steps);
    return sweep.added;
  }
  if (sweep.census) census.openCensus(sweep.census, sweep.largestNow, sweep.secondNow);
  openEvents(sweep.firsts, sweep.watched, sweep.until);
  openWindings(sweep.structure.windBits);
  if (sweep.ofSites) addSites<i32>(sweep, steps);
  else addBonds<i32>(sweep, steps);
  sweep.secondNow = census.second;
  return hasOverflown() ? -1 : sweep.added;
}
