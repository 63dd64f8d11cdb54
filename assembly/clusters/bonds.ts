import { endOfSlot, winding } from "../network/neighbours";
import { EDGE_SLOT } from "../network/rows";
import { entryAt } from "../network/structure";
import { isDone } from "./events";
import { EMPTY_EDGE, isFull, nodeAt, rootOf } from "./forest";
import { growBond } from "./growth";
import { record, Sweep } from "./sweep";

/** See sites.ts. */
const AHEAD: usize = 40;

/** Takes what is read ahead, see sites.ts. */
export let touched: i32 = 0;

/** Adds the next `steps` bonds of a sweep's order. A bond at a site that is not there changes nothing. */
export function addBonds<T>(sweep: Sweep, steps: i32): void {
  const structure = sweep.structure;
  const nodes = sweep.nodes;
  const order = sweep.order;
  const kindBits = structure.kindBits;
  const kindMask = (1 << kindBits) - 1;
  const basis = structure.basis;
  const ends = structure.offsets ? structure.ends : 0;
  const starts = structure.starts;
  const partial = sweep.siteBits != 0;
  const largestAt = sweep.largest;
  let largest = sweep.largestNow;
  let ahead: i32 = 0;
  let added = sweep.added;
  for (const target = added + steps; added < target && !(isFull<T>() && isDone()); ) {
    const slot = load<i32>(order + (<usize>added << 2));
    const later = load<i32>(order + (<usize>added << 2), AHEAD) & ~EDGE_SLOT;
    added++;
    if (isFull<T>()) sweep.added = added;
    let site: i32, other: i32;
    let wind: i64 = 0;
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
        if (isFull<T>()) wind = winding;
      } else other = site + entry.delta;
    }
    const there = !partial || (isThere(nodes, site) && isThere(nodes, other));
    if (isFull<T>()) {
      if (there) growBond(sweep, site, other, wind);
      record(sweep);
      continue;
    }
    if (there) {
      const root = rootOf<u32>(nodes, site);
      const otherRoot = rootOf<u32>(nodes, other);
      if (root != otherRoot) {
        const size = -load<i32>(nodeAt(nodes, root));
        const otherSize = -load<i32>(nodeAt(nodes, otherRoot));
        const grows = otherSize > size;
        const small = select<i32>(root, otherRoot, grows);
        const big = select<i32>(otherRoot, root, grows);
        store<i32>(nodeAt(nodes, small), big);
        store<i32>(nodeAt(nodes, big), -(size + otherSize));
        largest = max(largest, size + otherSize);
      }
    }
    store<i32>(largestAt + (<usize>added << 2), largest);
  }
  sweep.added = added;
  if (!isFull<T>()) sweep.largestNow = largest;
  touched = ahead;
}

@inline
function isThere(nodes: usize, site: i32): bool {
  return load<i32>(nodeAt(nodes, site)) > EMPTY_EDGE;
}
