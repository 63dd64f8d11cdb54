import { addBonds } from "./bonds";
import { begin } from "./begin";
import * as census from "./census";
import { hasOverflown, openEvents } from "./events";
import { addSites } from "./sites";
import { Sweep } from "./sweep";

/** Brings a sweep to its start. */
export function beginSweep(sweep: Sweep): void {
  if (sweep.nodeSize == 4) begin<u32>(sweep);
  else if (sweep.nodeSize == 8) begin<i32>(sweep);
  else begin<i64>(sweep);
}

/**
 * Adds the next `steps` elements, fewer when an event ends the sweep before. Returns
 * how many have been added in all, or -1 when a winding number grew beyond what is kept of it.
 */
export function advanceSweep(sweep: Sweep, steps: i32): i32 {
  if (sweep.census) census.openCensus(sweep.census, sweep.largestNow, sweep.secondNow);
  if (sweep.nodeSize > 4) openEvents(sweep.firsts, sweep.watched, sweep.until, sweep.structure.windBits);
  if (sweep.ofSites) {
    if (sweep.nodeSize == 4) addSites<u32>(sweep, steps);
    else if (sweep.nodeSize == 8) addSites<i32>(sweep, steps);
    else addSites<i64>(sweep, steps);
  } else {
    if (sweep.nodeSize == 4) addBonds<u32>(sweep, steps);
    else if (sweep.nodeSize == 8) addBonds<i32>(sweep, steps);
    else addBonds<i64>(sweep, steps);
  }
  return sweep.nodeSize > 4 && hasOverflown() ? -1 : sweep.added;
}
