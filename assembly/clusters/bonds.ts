import { endOfSlot, winding } from "../network/neighbours";
import { EDGE_SLOT } from "../network/rows";
import { entryAt } from "../network/structure";
import * as census from "./census";
import { checkLoop, checkMarks, checkRange, isDone } from "./events";
import { EMPTY_EDGE, nodeAt, rootOf, setSlot, slotOf, windingRootOf, wound } from "./forest";
import { recordMore, recordsMore, Sweep } from "./sweep";

const AHEAD: usize = 10;

/** Takes what is read ahead, see sites.ts. */
export let touched: i32 = 0;

/** Adds the next `steps` bonds of a sweep's order. A bond at a site that is not there changes nothing. */
export function addBonds<T>(sweep: Sweep, steps: i32): void {
  const full = sizeof<T>() == 8 || isSigned<T>();
  const structure = sweep.structure;
  const nodes = sweep.nodes;
  const order = sweep.order;
  const kindBits = structure.kindBits;
  const kindMask = (1 << kindBits) - 1;
  const basis = structure.basis;
  const ends = structure.offsets ? structure.ends : 0;
  const starts = structure.starts;
  const largestAt = sweep.largest;
  const more = full && recordsMore(sweep);
  const counted = full && sweep.census != 0;
  const partial = sweep.siteBits != 0;
  let largest = sweep.largestNow;
  let clusters = sweep.clustersNow;
  let squares = sweep.squaresNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const last = added + steps; added < last && !(full && isDone()); ) {
    const slot = load<i32>(order + (<usize>added << 2));
    const later = load<i32>(order + ((<usize>added + AHEAD) << 2)) & ~EDGE_SLOT;
    added++;
    let site: i32, other: i32;
    let wind: i64 = 0;
    if (ends) {
      ahead ^= load<i32>(ends + (<usize>later << 3));
      site = load<i32>(ends + (<usize>slot << 3));
      other = load<i32>(ends + (<usize>slot << 3), 4);
    } else {
      ahead ^= load<i32>(nodeAt<T>(nodes, (later >> kindBits) * basis));
      const bond = slot & ~EDGE_SLOT;
      const cell = bond >> kindBits;
      const entry = entryAt(starts, bond & kindMask);
      site = cell * basis + entry.start;
      if (slot < 0) {
        other = endOfSlot(structure, bond);
        if (full) wind = winding;
      } else other = site + entry.delta;
    }
    if (partial && (load<i32>(nodeAt<T>(nodes, site)) <= EMPTY_EDGE || load<i32>(nodeAt<T>(nodes, other)) <= EMPTY_EDGE)) {
      if (largestAt) store<i32>(largestAt + (<usize>added << 2), largest);
      if (more) recordMore(sweep, added, census.second, clusters, squares);
      continue;
    }
    const root = full ? windingRootOf<T>(nodes, site) : rootOf(nodes, site);
    let loop = full ? wound + wind : 0;
    const otherRoot = full ? windingRootOf<T>(nodes, other) : rootOf(nodes, other);
    if (full) loop -= wound;
    if (root == otherRoot) {
      if (full && loop != 0) checkLoop(loop, added);
    } else {
      const rootNode = nodeAt<T>(nodes, root);
      const otherNode = nodeAt<T>(nodes, otherRoot);
      const size = load<i32>(rootNode);
      const otherSize = load<i32>(otherNode);
      const grows = otherSize < size;
      const small = select<usize>(rootNode, otherNode, grows);
      const big = select<usize>(otherNode, rootNode, grows);
      if (full) {
        if (loop != 0) checkRange(loop, structure.dimensions);
        const marks = <i32>slotOf<T>(rootNode) | <i32>slotOf<T>(otherNode);
        setSlot<T>(big, <T>marks);
        setSlot<T>(small, <T>(grows ? -loop : loop));
        checkMarks(marks, added);
      }
      store<i32>(small, select<i32>(otherRoot, root, grows));
      store<i32>(big, size + otherSize);
      if (full) {
        squares += 2 * <f64>size * <f64>otherSize;
        clusters--;
      }
      if (counted) {
        census.countUnion(-size, -otherSize);
        largest = census.largest;
      } else largest = max(largest, -(size + otherSize));
    }
    if (largestAt) store<i32>(largestAt + (<usize>added << 2), largest);
    if (more) recordMore(sweep, added, census.second, clusters, squares);
  }
  touched = ahead;
  sweep.added = added;
  sweep.largestNow = largest;
  sweep.secondNow = census.second;
  sweep.clustersNow = clusters;
  sweep.squaresNow = squares;
}
