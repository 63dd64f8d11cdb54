import { listNeighbours } from "../network/neighbours";
import { bitAt, Structure } from "../network/structure";

// The way from sources to targets whose costliest element is cheapest: invasion percolation, which always
// goes on from the cheapest site at the border of what it has (D. Wilkinson, J. Willemsen, J. Phys. A 16, 3365, 1983).

@unmanaged
export class Invasion {
  structure: Structure;
  /** Cost of each site, f64, and of each bond slot; 0 when that kind costs nothing. */
  siteCosts: usize;
  bondCosts: usize;
  /** Sites and bond slots that are there, a bit each; 0 for all. */
  siteBits: usize;
  bondBits: usize;
  /** Least cost at which each site is known to be reached, f64. */
  best: usize;
  /** A binary heap of entries, 16 bytes each: cost, site. */
  heap: usize;
  isTarget: usize;
  from: usize;
  fromCount: i32;
  to: usize;
  toCount: i32;
  spared: i32;
  list: usize;
  bonds: usize;
}

let size: usize = 0;

/** Puts a site into the heap. */
function push(heap: usize, cost: f64, site: i32): void {
  let at = size++;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const entry = heap + (above << 4);
    if (load<f64>(entry) <= cost) break;
    store<f64>(heap + (at << 4), load<f64>(entry));
    store<i32>(heap + (at << 4), load<i32>(entry, 8), 8);
    at = above;
  }
  store<f64>(heap + (at << 4), cost);
  store<i32>(heap + (at << 4), site, 8);
}

/** Removes the first entry of the heap. */
function pop(heap: usize): void {
  const last = heap + (--size << 4);
  const cost = load<f64>(last);
  let at: usize = 0;
  for (let below: usize = 1; below < size; below = 2 * at + 1) {
    if (below + 1 < size && load<f64>(heap + ((below + 1) << 4)) < load<f64>(heap + (below << 4))) below++;
    const entry = heap + (below << 4);
    if (cost <= load<f64>(entry)) break;
    store<f64>(heap + (at << 4), load<f64>(entry));
    store<i32>(heap + (at << 4), load<i32>(entry, 8), 8);
    at = below;
  }
  store<f64>(heap + (at << 4), cost);
  store<i32>(heap + (at << 4), load<i32>(last, 8), 8);
}

function costOf(costs: usize, index: i32): f64 {
  return costs ? load<f64>(costs + (<usize>index << 3)) : 0;
}

function makeFree(costs: usize, bits: usize, sites: usize, count: i32): void {
  for (let index = 0; index < count; index++) {
    const site = load<i32>(sites + (<usize>index << 2));
    if (costs) store<f64>(costs + (<usize>site << 3), 0);
    if (bits) store<u8>(bits + (<usize>site >> 3), load<u8>(bits + (<usize>site >> 3)) | (<u8>1 << <u8>(site & 7)));
  }
}

/** Reaches a site at a cost, if it is there and was not reached as cheaply. */
function offer(invasion: Invasion, site: i32, cost: f64): void {
  if (invasion.siteBits && !bitAt(invasion.siteBits, site)) return;
  cost = max(cost, costOf(invasion.siteCosts, site));
  const best = invasion.best + (<usize>site << 3);
  if (cost >= load<f64>(best)) return;
  store<f64>(best, cost);
  push(invasion.heap, cost, site);
}

/** The least cost of the costliest element on a way from a source to a target; Infinity when there is no way. */
export function invade(invasion: Invasion): f64 {
  const structure = invasion.structure;
  size = 0;
  for (let site = 0; site < structure.sites; site++) store<f64>(invasion.best + (<usize>site << 3), Infinity);
  if (invasion.spared & 1) makeFree(invasion.siteCosts, invasion.siteBits, invasion.from, invasion.fromCount);
  if (invasion.spared & 2) makeFree(invasion.siteCosts, invasion.siteBits, invasion.to, invasion.toCount);
  for (let index = 0; index < invasion.fromCount; index++) {
    offer(invasion, load<i32>(invasion.from + (<usize>index << 2)), 0);
  }
  while (size > 0) {
    const cost = load<f64>(invasion.heap);
    const site = load<i32>(invasion.heap, 8);
    if (load<u8>(invasion.isTarget + site)) return cost;
    pop(invasion.heap);
    if (cost > load<f64>(invasion.best + (<usize>site << 3))) continue;
    const count = listNeighbours(structure, site, invasion.list, invasion.bonds, 0);
    for (let index: usize = 0; index < <usize>count; index++) {
      const bond = load<i32>(invasion.bonds + (index << 2));
      if (invasion.bondBits && !bitAt(invasion.bondBits, bond)) continue;
      offer(invasion, load<i32>(invasion.list + (index << 2)), max(cost, costOf(invasion.bondCosts, bond)));
    }
  }
  return Infinity;
}
