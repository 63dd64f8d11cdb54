import { fieldOf, nextFields } from "./windings";

// What may happen to clusters as they grow, each at most once: the first step with it is noted.
//
//   0 to 5   some cluster spans axis 0 to 5: it reaches both faces of an open axis
//   6        some cluster holds sites of both marked sets
//   7 to 12  some cluster winds around axis 0 to 5
//
// A root's marks are pairs of bits, one pair for each of events 0 to 6: low face or first set, high face
// or second set.

export const CONNECTED: i32 = 6;
export const WOUND: i32 = 7;

let firsts: usize = 0;
/** The events with any of which the sweep stops, and whether it does. */
let last: u32 = 0;
let done: bool = false;
/** Low marks of the events watched that have not happened. */
let pendingMarks: i32 = 0;
/** Windings watched that have not happened, a bit an axis. */
let pendingWinds: u32 = 0;
let watching: bool = false;

/** Starts watching, or goes on after {@link firsts} has been filled in part. */
export function openEvents(table: usize, watched: u32, until: u32): void {
  firsts = table;
  last = until;
  done = false;
  pendingMarks = 0;
  pendingWinds = 0;
  for (let event = 0; event <= 12; event++) {
    if (!((watched >> event) & 1)) continue;
    if (load<i32>(firsts + (<usize>event << 2)) >= 0) done = done || ((until >> event) & 1) != 0;
    else if (event < WOUND) pendingMarks |= 1 << (2 * event);
    else pendingWinds |= 1 << (event - WOUND);
  }
  watching = (pendingMarks | pendingWinds) != 0;
}

/** Whether any event is still to be watched for. */
@inline
export function isWatching(): bool {
  return watching;
}

/** Whether something has happened that the sweep was to run for. */
@inline
export function isDone(): bool {
  return done;
}

function note(event: i32, step: i32): void {
  store<i32>(firsts + (<usize>event << 2), step);
  if ((last >> event) & 1) done = true;
}

/** Looks for events in the marks of a cluster. */
@inline
export function checkMarks(marks: i32, step: i32): void {
  const both = marks & (marks >> 1) & pendingMarks;
  if (both) noteMarks(both, step);
}

function noteMarks(both: i32, step: i32): void {
  pendingMarks &= ~both;
  watching = (pendingMarks | pendingWinds) != 0;
  for (let event = 0; event <= CONNECTED; event++) if ((both >> (2 * event)) & 1) note(event, step);
}

/** Looks for events in the winding of a closed loop, which is not 0. */
export function checkLoop(loop: i64, step: i32): void {
  for (let axis = 0; pendingWinds >> axis; axis++) {
    const turns = fieldOf(loop);
    loop = nextFields(loop, turns);
    if (turns == 0 || !((pendingWinds >> axis) & 1)) continue;
    pendingWinds &= ~(1 << axis);
    watching = (pendingMarks | pendingWinds) != 0;
    note(WOUND + axis, step);
  }
}
