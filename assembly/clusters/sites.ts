import { listNeighbours } from "../network/neighbours";
import { bitAt, Entry, entryAt } from "../network/structure";
import * as census from "./census";
import { checkLoop, checkMarks, checkRange, isDone } from "./events";
import { EMPTY, EMPTY_EDGE, nodeAt, rootOf, setSlot, slotOf, windingRootOf, wound } from "./forest";
import { recordMore, recordsMore, Sweep } from "./sweep";

/** Bytes of an entry. */
const ENTRY = offsetof<Entry>();

/** How many elements ahead memory is touched. */
const AHEAD: usize = 10;

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
  const full = sizeof<T>() == 8 || isSigned<T>();
  const structure = sweep.structure;
  const nodes = sweep.nodes;
  const order = sweep.order;
  const list = sweep.list;
  const basis = structure.basis;
  const firsts = structure.firsts;
  const entries = structure.entries;
  const largestAt = sweep.largest;
  const more = full && recordsMore(sweep);
  const counted = full && sweep.census != 0;
  const far = nodeAt<T>(0, structure.far);
  let largest = sweep.largestNow;
  let clusters = sweep.clustersNow;
  let squares = sweep.squaresNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const target = added + steps; added < target && !(full && isDone()); ) {
    const site = load<i32>(order + (<usize>added << 2));
    const early = nodeAt<T>(nodes, load<i32>(order + ((<usize>added + AHEAD) << 2)));
    ahead ^= load<i32>(early) ^ load<i32>(early + far) ^ load<i32>(early - far);
    added++;

    const node = nodeAt<T>(nodes, site);
    const state = load<i32>(node);
    store<i32>(node, -1);
    let end = list;
    if (state == EMPTY) {
      const place: usize = basis == 1 ? 0 : <usize>(site % basis) << 2;
      const last = changetype<usize>(entryAt(entries, load<i32>(firsts + place, 4)));
      let entry = changetype<usize>(entryAt(entries, load<i32>(firsts + place)));
      for (; entry < last; entry += ENTRY) {
        const other = site + changetype<Entry>(entry).delta;
        store<i32>(end, other);
        end += <usize>(load<i32>(nodeAt<T>(nodes, other)) > EMPTY_EDGE) << 2;
      }
    } else end = list + (<usize>listPresent<T>(sweep, site) << 2);

    if (counted) census.countSingles(1);
    else largest = max(largest, 1);
    if (full) {
      clusters++;
      squares += 1;
    }
    let root = site;
    let size = -1;
    let own: i64 = 0;
    let marks = full ? <i32>slotOf<T>(node) : 0;
    if (full) checkMarks(marks, added);
    for (let at = list; at < end; at += 4) {
      const other = full ? windingRootOf<T>(nodes, load<i32>(at)) : rootOf(nodes, load<i32>(at));
      let loop: i64 = 0;
      if (full) {
        loop = own - wound;
        if (state != EMPTY) loop += load<i64>(sweep.winds + ((at - list) << 1));
      }
      if (other == root) {
        if (full && loop != 0) checkLoop(loop, added);
        continue;
      }
      const otherNode = nodeAt<T>(nodes, other);
      const rootNode = nodeAt<T>(nodes, root);
      const otherSize = load<i32>(otherNode);
      const grows = otherSize < size;
      const small = select<usize>(rootNode, otherNode, grows);
      const big = select<usize>(otherNode, rootNode, grows);
      if (full) {
        if (loop != 0) checkRange(loop, structure.dimensions);
        marks |= <i32>slotOf<T>(otherNode);
        setSlot<T>(big, <T>marks);
        setSlot<T>(small, <T>(grows ? -loop : loop));
        if (grows) own -= loop;
        checkMarks(marks, added);
      }
      if (counted) census.countUnion(-size, -otherSize);
      if (full) {
        clusters--;
        squares += 2 * <f64>size * <f64>otherSize;
      }
      size += otherSize;
      root = select<i32>(other, root, grows);
      store<i32>(small, root);
      store<i32>(big, size);
    }
    if (counted) largest = census.largest;
    else largest = max(largest, -size);
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
function listPresent<T>(sweep: Sweep, site: i32): i32 {
  const list = sweep.list;
  const bonds = sweep.bondBits ? sweep.bonds : 0;
  const winds = sizeof<T>() == 8 || isSigned<T>() ? sweep.winds : 0;
  const count = listNeighbours(sweep.structure, site, list, bonds, winds);
  let kept: usize = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const other = load<i32>(list + (index << 2));
    if (load<i32>(nodeAt<T>(sweep.nodes, other)) <= EMPTY_EDGE) continue;
    if (bonds && !bitAt(sweep.bondBits, load<i32>(bonds + (index << 2)))) continue;
    store<i32>(list + (kept << 2), other);
    if (winds) store<i64>(winds + (kept << 3), load<i64>(winds + (index << 3)));
    kept++;
  }
  return <i32>kept;
}
