import { endOfSlot, winding } from "../network/neighbours";
import { EDGE_SLOT } from "../network/rows";
import { entryAt } from "../network/structure";
import * as census from "./census";
import { checkLoop, checkMarks, checkRange, isDone, isWatching } from "./events";
import {
  EMPTY_EDGE,
  isFull,
  link,
  marksOf,
  nodeAt,
  rootNode,
  rootOf,
  sizeOfRoot,
  slotAt,
  windingRootOf,
  wound,
} from "./forest";
import { recordMore, recordsMore, Sweep } from "./sweep";

/** See sites.ts. */
const AHEAD: usize = 40;

/** Takes what is read ahead, see sites.ts. */
export let touched: i32 = 0;

/** Adds the next `steps` bonds of a sweep's order. A bond at a site that is not there changes nothing. */
export function addBonds<T>(sweep: Sweep, steps: i32): void {
  const structure = sweep.structure;
  const nodes = sweep.nodes;
  const slots = sweep.slots;
  const order = sweep.order;
  const kindBits = structure.kindBits;
  const kindMask = (1 << kindBits) - 1;
  const basis = structure.basis;
  const ends = structure.offsets ? structure.ends : 0;
  const starts = structure.starts;
  const largestAt = sweep.largest;
  const counted = isFull<T>() && sweep.census != 0;
  const more = isFull<T>() && recordsMore(sweep);
  const partial = sweep.siteBits != 0;
  let largest = sweep.largestNow;
  let clusters = sweep.clustersNow;
  let squares = sweep.squaresNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const target = added + steps; added < target && !(isFull<T>() && isDone()); ) {
    const slot = load<i32>(order + (<usize>added << 2));
    const later = load<i32>(order + (<usize>added << 2), AHEAD) & ~EDGE_SLOT;
    const watching = isFull<T>() && isWatching();
    added++;
    let site: i32, other: i32;
    let loop: i64 = 0;
    if (ends) {
      ahead ^= load<i32>(ends + (<usize>later << 3));
      site = load<i32>(ends + (<usize>slot << 3));
      other = load<i32>(ends + (<usize>slot << 3), 4);
    } else {
      ahead ^= load<i32>(nodeAt(nodes, (later >> kindBits) * basis));
      const bond = slot & ~EDGE_SLOT;
      const entry = entryAt(starts, bond & kindMask);
      site = (bond >> kindBits) * basis + entry.start;
      if (slot < 0) {
        other = endOfSlot(structure, bond);
        if (isFull<T>()) loop = winding;
      } else other = site + entry.delta;
    }
    if (!partial || (isThere(nodes, site) && isThere(nodes, other))) {
      let root: i32, otherRoot: i32;
      if (isFull<T>() && watching) {
        root = windingRootOf(nodes, slots, site);
        loop += wound;
        otherRoot = windingRootOf(nodes, slots, other);
        loop -= wound;
      } else {
        root = rootOf<T>(nodes, site);
        otherRoot = rootOf<T>(nodes, other);
        loop = 0;
      }
      if (root == otherRoot) {
        if (isFull<T>() && loop != 0) checkLoop(loop, added);
      } else {
        const node = load<i32>(nodeAt(nodes, root));
        const otherNode = load<i32>(nodeAt(nodes, otherRoot));
        const size = sizeOfRoot<T>(node);
        const otherSize = sizeOfRoot<T>(otherNode);
        const grows = otherSize > size;
        const small = select<i32>(root, otherRoot, grows);
        const big = select<i32>(otherRoot, root, grows);
        let marks = 0;
        if (isFull<T>()) {
          if (watching) {
            marks = marksOf(slots, root, node) | marksOf(slots, otherRoot, otherNode);
            if (marks) {
              store<i64>(slotAt(slots, big), marks);
              checkMarks(marks, added);
            }
          }
          if (loop != 0) {
            checkRange(loop, structure.dimensions);
            link(nodes, slots, small, big, grows ? -loop : loop);
          } else store<i32>(nodeAt(nodes, small), big);
          squares += 2 * <f64>size * <f64>otherSize;
          clusters--;
        } else store<i32>(nodeAt(nodes, small), big);
        store<i32>(nodeAt(nodes, big), rootNode<T>(size + otherSize, marks));
        if (counted) {
          census.countUnion(size, otherSize);
          largest = census.largest;
        } else largest = max(largest, size + otherSize);
      }
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

@inline
function isThere(nodes: usize, site: i32): bool {
  return load<i32>(nodeAt(nodes, site)) > EMPTY_EDGE;
}
