import { facesOfRow, isEdgeRow } from "../network/rows";
import { bitAt, isPeriodic, reachOf, sizeOf, Structure } from "../network/structure";
import * as census from "./census";
import { checkMarks, CONNECTED, openEvents } from "./events";
import { EMPTY, EMPTY_BYTE, EMPTY_EDGE, isFull, nodeAt, rootNode, slotAt } from "./forest";
import { record, Sweep } from "./sweep";

/** Brings the forest and the state of a sweep to where nothing is added, and records that. */
export function begin<T>(sweep: Sweep): void {
  const structure = sweep.structure;
  if (isFull<T>()) {
    for (let event = 0; event <= 12; event++) store<i32>(sweep.firsts + (<usize>event << 2), -1);
    openEvents(sweep.firsts, sweep.watched, sweep.until);
  }
  if (!isFull<T>() && !sweep.ofSites && !sweep.siteBits) {
    memory.fill(sweep.nodes, 0xff, <usize>structure.sites << 2); // all are roots of one site, -1
    start(sweep, structure.sites);
    store<i32>(sweep.largest, sweep.largestNow);
    return;
  }
  if (structure.offsets) clearGraph<T>(sweep, structure);
  else clearLattice<T>(sweep, structure);
  if (isFull<T>()) {
    markSites(sweep, sweep.from, sweep.fromCount, 1 << (2 * CONNECTED));
    markSites(sweep, sweep.to, sweep.toCount, 2 << (2 * CONNECTED));
  }
  const present = sweep.ofSites ? 0 : addAllSites<T>(sweep);
  if (isFull<T>() && sweep.census) {
    census.openCensus(sweep.census, 0, 0);
    census.countSingles(present);
  }
  start(sweep, present);
  if (isFull<T>()) record(sweep);
  else store<i32>(sweep.largest, sweep.largestNow);
}

/** The state with so many sites and no bonds between them. */
function start(sweep: Sweep, present: i32): void {
  sweep.added = 0;
  sweep.largestNow = min(present, 1);
  sweep.secondNow = sweep.census ? census.second : 0;
  sweep.clustersNow = present;
  sweep.squaresNow = present;
}

/** Marks sites; only sites that are EMPTY_EDGE have slots that are read. */
function markSites(sweep: Sweep, sites: usize, count: i32, mark: i32): void {
  for (let index = 0; index < count; index++) {
    const site = load<i32>(sites + (<usize>index << 2));
    const slot = slotAt(sweep.slots, site);
    const node = nodeAt(sweep.nodes, site);
    if (load<i32>(node) == EMPTY) {
      store<i32>(node, EMPTY_EDGE);
      store<i64>(slot, 0);
    }
    store<i64>(slot, load<i64>(slot) | mark);
  }
}

/** Adds the sites that are there, for a sweep of bonds; returns their number. */
function addAllSites<T>(sweep: Sweep): i32 {
  const sites = sweep.structure.sites;
  let present = 0;
  for (let site = 0; site < sites; site++) {
    const node = nodeAt(sweep.nodes, site);
    let marks = 0;
    if (isFull<T>() && load<i32>(node) == EMPTY_EDGE) marks = <i32>load<i64>(slotAt(sweep.slots, site));
    if (sweep.siteBits && !bitAt(sweep.siteBits, site)) {
      store<i32>(node, EMPTY_EDGE);
      continue;
    }
    store<i32>(node, rootNode<T>(1, marks));
    if (isFull<T>()) checkMarks(marks, 0);
    present++;
  }
  return present;
}

function clearGraph<T>(sweep: Sweep, structure: Structure): void {
  for (let site = 0; site < structure.sites; site++) {
    store<i32>(nodeAt(sweep.nodes, site), EMPTY_EDGE);
    if (isFull<T>()) store<i64>(slotAt(sweep.slots, site), 0);
  }
}

function clearLattice<T>(sweep: Sweep, structure: Structure): void {
  const size = sizeOf(structure, 0);
  const reach = reachOf(structure, 0);
  const open = !isPeriodic(structure, 0);
  const margin = open ? max(reach, 1) : reach;
  memory.fill(sweep.nodes, EMPTY_BYTE, <usize>structure.sites << 2);
  for (let site = 0, cell = 0; site < structure.sites; cell += size) {
    const leavable = isEdgeRow(structure, cell);
    const faces = facesOfRow(structure);
    const whole = leavable || faces != 0 || sweep.bondBits != 0;
    for (let x = 0; x < size; x++) {
      if (!whole && x == margin && x < size - margin) {
        site += (size - 2 * margin) * structure.basis; // away from the boundaries nothing differs
        x = size - margin;
        if (margin == 0) break;
      }
      const marks = faces | (open ? <i32>(x == 0) | (<i32>(x == size - 1) << 1) : 0);
      for (const end = site + structure.basis; site < end; site++) {
        store<i32>(nodeAt(sweep.nodes, site), EMPTY_EDGE);
        if (isFull<T>()) store<i64>(slotAt(sweep.slots, site), marks);
      }
    }
  }
}
