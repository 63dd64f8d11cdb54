import { listNeighbours } from "../network/neighbours";
import { bitAt, Entry, entryAt } from "../network/structure";
import * as census from "./census";
import { checkLoop, checkMarks, checkRange, isDone, isWatching } from "./events";
import {
  EMPTY,
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

/** Bytes of an entry. */
const ENTRY = offsetof<Entry>();

/** How many elements ahead memory is touched, in bytes of the order. */
const AHEAD: usize = 40;

/** Takes what is read ahead, so that no compiler drops the reading. */
export let touched: i32 = 0;

/**
 * Adds the next `steps` sites of a sweep's order. T as in forest.ts.
 * Newman and Ziff, Phys. Rev. E 64, 016706 (2001).
 *
 * Memory is what the time goes into: the nodes of a big lattice do not fit the cache, so those needed ten
 * sites later are read already. And branches that cannot be foreseen are avoided: neighbours are listed
 * first, advancing the list's end only past those that are there.
 */
export function addSites<T>(sweep: Sweep, steps: i32): void {
  const structure = sweep.structure;
  const nodes = sweep.nodes;
  const slots = sweep.slots;
  const order = sweep.order;
  const list = sweep.list;
  const basis = structure.basis;
  const firsts = structure.firsts;
  const entries = structure.entries;
  const far = <usize>structure.far << 2;
  const largestAt = sweep.largest;
  const counted = isFull<T>() && sweep.census != 0;
  const more = isFull<T>() && recordsMore(sweep);
  let largest = sweep.largestNow;
  let clusters = sweep.clustersNow;
  let squares = sweep.squaresNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const target = added + steps; added < target && !(isFull<T>() && isDone()); ) {
    const next = order + (<usize>added << 2);
    const site = load<i32>(next);
    const early = nodeAt(nodes, load<i32>(next, AHEAD));
    ahead ^= load<i32>(early) ^ load<i32>(early + far) ^ load<i32>(early - far);
    added++;

    const node = nodeAt(nodes, site);
    const state = load<i32>(node);
    const watching = isFull<T>() && isWatching();
    let marks = 0;
    if (isFull<T>() && watching && state == EMPTY_EDGE) marks = <i32>load<i64>(slotAt(slots, site));
    store<i32>(node, rootNode<T>(1, marks));
    let end = list;
    if (state == EMPTY) {
      const place: usize = basis == 1 ? 0 : <usize>(site % basis) << 2;
      const last = changetype<usize>(entryAt(entries, load<i32>(firsts + place, 4)));
      let entry = changetype<usize>(entryAt(entries, load<i32>(firsts + place)));
      for (; entry < last; entry += ENTRY) {
        const other = site + changetype<Entry>(entry).delta;
        store<i32>(end, other);
        end += <usize>(load<i32>(nodeAt(nodes, other)) > EMPTY_EDGE) << 2;
      }
    } else end = list + (<usize>listPresent(sweep, site, watching) << 2);

    if (counted) census.countSingles(1);
    else largest = max(largest, 1);
    if (isFull<T>()) {
      clusters++;
      squares += 1;
      if (watching) checkMarks(marks, added);
    }
    let root = site;
    let size = 1;
    let own: i64 = 0;
    for (let at = list; at < end; at += 4) {
      let other: i32;
      let loop: i64 = 0;
      if (isFull<T>() && watching) {
        other = windingRootOf(nodes, slots, load<i32>(at));
        loop = own - wound;
        if (state != EMPTY) loop += load<i64>(sweep.winds + ((at - list) << 1));
      } else other = rootOf<T>(nodes, load<i32>(at));
      if (other == root) {
        if (isFull<T>() && loop != 0) checkLoop(loop, added);
        continue;
      }
      const otherNode = load<i32>(nodeAt(nodes, other));
      const otherSize = sizeOfRoot<T>(otherNode);
      const grows = otherSize > size;
      const small = select<i32>(root, other, grows);
      const big = select<i32>(other, root, grows);
      if (isFull<T>()) {
        if (counted) census.countUnion(size, otherSize);
        clusters--;
        squares += 2 * <f64>size * <f64>otherSize;
        if (watching) {
          marks |= marksOf(slots, other, otherNode);
          if (marks) {
            store<i64>(slotAt(slots, big), marks);
            checkMarks(marks, added);
          }
        }
        if (loop != 0) {
          checkRange(loop, structure.dimensions);
          link(nodes, slots, small, big, grows ? -loop : loop);
          if (grows) own -= loop;
        } else store<i32>(nodeAt(nodes, small), big);
      } else store<i32>(nodeAt(nodes, small), big);
      size += otherSize;
      root = big;
      store<i32>(nodeAt(nodes, root), rootNode<T>(size, marks));
    }
    if (counted) largest = census.largest;
    else largest = max(largest, size);
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

/** Lists the neighbours of a site at a boundary, or in a graph, that are there and whose bond is. */
function listPresent(sweep: Sweep, site: i32, watching: bool): i32 {
  const list = sweep.list;
  const bonds = sweep.bondBits ? sweep.bonds : 0;
  const winds = watching ? sweep.winds : 0;
  const count = listNeighbours(sweep.structure, site, list, bonds, winds);
  let kept: usize = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const other = load<i32>(list + (index << 2));
    if (load<i32>(nodeAt(sweep.nodes, other)) <= EMPTY_EDGE) continue;
    if (bonds && !bitAt(sweep.bondBits, load<i32>(bonds + (index << 2)))) continue;
    store<i32>(list + (kept << 2), other);
    if (winds) store<i64>(winds + (kept << 3), load<i64>(winds + (index << 3)));
    kept++;
  }
  return <i32>kept;
}
