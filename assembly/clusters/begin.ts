import { isEdgeRow, facesOfRow } from "../network/rows";
import { bitAt, isPeriodic, reachOf, sizeOf, Structure } from "../network/structure";
import * as census from "./census";
import { CONNECTED, checkMarks, openEvents } from "./events";
import { EMPTY, EMPTY_EDGE, nodeAt, setSlot, slotOf } from "./forest";
import { recordMore, Sweep } from "./sweep";

/** Brings the forest and the state of a sweep to where nothing is added, and records that. */
export function begin<T>(sweep: Sweep): void {
  const structure = sweep.structure;
  const tracks = sizeof<T>() == 8 || isSigned<T>();
  if (structure.offsets) clearGraph<T>(sweep, structure);
  else clearLattice<T>(sweep, structure);
  if (tracks) {
    markSites<T>(sweep, sweep.from, sweep.fromCount, 1 << (2 * CONNECTED));
    markSites<T>(sweep, sweep.to, sweep.toCount, 2 << (2 * CONNECTED));
    for (let event = 0; event <= 12; event++) store<i32>(sweep.firsts + (<usize>event << 2), -1);
    openEvents(sweep.firsts, sweep.watched, sweep.until, structure.windBits);
  }
  let present = 0;
  if (!sweep.ofSites) {
    for (let site = 0; site < structure.sites; site++) {
      const node = nodeAt<T>(sweep.nodes, site);
      if (sweep.siteBits && !bitAt(sweep.siteBits, site)) {
        store<i32>(node, EMPTY_EDGE);
        continue;
      }
      store<i32>(node, -1);
      if (tracks) checkMarks(<i32>slotOf<T>(node), 0);
      present++;
    }
  }
  if (sweep.census) {
    census.openCensus(sweep.census, 0, 0);
    census.countSingles(present);
  }
  sweep.added = 0;
  sweep.largestNow = min(present, 1);
  sweep.secondNow = sweep.census ? census.second : 0;
  sweep.clustersNow = present;
  sweep.squaresNow = present;
  if (sweep.largest) store<i32>(sweep.largest, sweep.largestNow);
  recordMore(sweep, 0, sweep.secondNow, present, present);
}

function markSites<T>(sweep: Sweep, sites: usize, count: i32, mark: i32): void {
  for (let index = 0; index < count; index++) {
    const node = nodeAt<T>(sweep.nodes, load<i32>(sites + (<usize>index << 2)));
    setSlot<T>(node, slotOf<T>(node) | <T>mark);
  }
}

function clearGraph<T>(sweep: Sweep, structure: Structure): void {
  for (let site = 0; site < structure.sites; site++) {
    const node = nodeAt<T>(sweep.nodes, site);
    store<i32>(node, EMPTY_EDGE);
    if (sizeof<T>() == 8 || isSigned<T>()) setSlot<T>(node, 0);
  }
}

function clearLattice<T>(sweep: Sweep, structure: Structure): void {
  const tracks = sizeof<T>() == 8 || isSigned<T>();
  const size = sizeOf(structure, 0);
  const reach = reachOf(structure, 0);
  const open = !isPeriodic(structure, 0);
  const filtered = sweep.bondBits != 0;
  for (let site = 0, cell = 0; site < structure.sites; cell += size) {
    const edgeRow = isEdgeRow(structure, cell) || filtered;
    const faces = facesOfRow(structure);
    for (let x = 0; x < size; x++) {
      const state = edgeRow || x < reach || x >= size - reach ? EMPTY_EDGE : EMPTY;
      const marks = faces | (open ? <i32>(x == 0) | (<i32>(x == size - 1) << 1) : 0);
      for (const end = site + structure.basis; site < end; site++) {
        const node = nodeAt<T>(sweep.nodes, site);
        store<i32>(node, state);
        if (tracks) setSlot<T>(node, <T>marks);
      }
    }
  }
}
