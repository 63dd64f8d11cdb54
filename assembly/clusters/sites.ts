import { listNeighbours } from "../network/neighbours";
import { bitAt, Entry, entryAt } from "../network/structure";
import { isDone, isWatching } from "./events";
import { EMPTY, EMPTY_EDGE, isFull, isPlainLink, nodeAt, rootOf } from "./forest";
import { growSite } from "./growth";
import { record, Sweep } from "./sweep";

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
  const order = sweep.order;
  const list = sweep.list;
  const basis = structure.basis;
  const firsts = structure.firsts;
  const entries = structure.entries;
  const far = <usize>structure.far << 2;
  const largestAt = sweep.largest;
  let largest = sweep.largestNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const target = added + steps; added < target && !(isFull<T>() && isDone()); ) {
    const next = order + (<usize>added << 2);
    const site = load<i32>(next);
    const early = nodeAt(nodes, load<i32>(next, AHEAD));
    ahead ^= load<i32>(early) ^ load<i32>(early + far) ^ load<i32>(early - far);
    added++;
    if (isFull<T>()) sweep.added = added;

    const node = nodeAt(nodes, site);
    const state = load<i32>(node);
    store<i32>(node, -1);
    let end = list;
    if (state == EMPTY) {
      const place: usize = basis == 1 ? 0 : <usize>(site % basis) << 2;
      const last = changetype<usize>(entryAt(entries, load<i32>(firsts + place, 4)));
      let entry = changetype<usize>(entryAt(entries, load<i32>(firsts + place)));
      for (; entry < last; entry += ENTRY) {
        const other = site + changetype<Entry>(entry).delta;
        const parent = load<i32>(nodeAt(nodes, other));
        // Now that the parent is known it does as well as the neighbour, unless the way from it winds.
        store<i32>(end, select<i32>(parent, other, isPlainLink(parent)));
        end += <usize>(parent > EMPTY_EDGE) << 2;
      }
    } else end += <usize>listPresent(sweep, site, isFull<T>() && isWatching()) << 2;

    if (isFull<T>()) {
      growSite(sweep, site, state, list, end);
      record(sweep);
      continue;
    }
    let root = site;
    let size = 1;
    for (let at = list; at < end; at += 4) {
      const other = rootOf<u32>(nodes, load<i32>(at));
      if (other == root) continue;
      const otherSize = -load<i32>(nodeAt(nodes, other));
      const grows = otherSize > size;
      const small = select<i32>(root, other, grows);
      size += otherSize;
      root = select<i32>(other, root, grows);
      store<i32>(nodeAt(nodes, small), root);
      store<i32>(nodeAt(nodes, root), -size);
    }
    largest = max(largest, size);
    store<i32>(largestAt + (<usize>added << 2), largest);
  }
  sweep.added = added;
  if (!isFull<T>()) sweep.largestNow = largest;
  touched = ahead;
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
