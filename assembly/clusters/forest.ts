// Disjoint sets as a forest: union by size, with path halving.
//
//   T    bytes of a node  parent                                slot
//   u32   4               i32; of a root minus its cluster size
//   i32   8               as above                              i32: of a root its cluster's marks,
//   i64  16               as above, and 4 bytes unused          i64  of others the winding from the parent
//
// The lean u32 loops keep the largest cluster alone; the others do all there is.
//
// The winding of a node is how often the way to it from its parent goes around each periodic axis, packed
// into one integer. Two ways to a site that differ in it close a loop around the torus. Only steps across
// a boundary wind, so these numbers stay small where displacements would not.

/** Not added yet; away from all boundaries, so that neighbours are at fixed distances. */
export const EMPTY: i32 = i32.MIN_VALUE;
/** Not added yet; neighbours have to be worked out. Cluster sizes are greater than this when negated. */
export const EMPTY_EDGE: i32 = i32.MIN_VALUE + 1;

@inline
export function nodeAt<T>(nodes: usize, index: i32): usize {
  return nodes + (<usize>index << shiftOf<T>());
}

@inline
function shiftOf<T>(): usize {
  return sizeof<T>() == 8 ? 4 : isSigned<T>() ? 3 : 2;
}

@inline
function slotOffset<T>(): usize {
  return sizeof<T>();
}

@inline
export function slotOf<T>(node: usize): T {
  return load<T>(node + slotOffset<T>());
}

@inline
export function setSlot<T>(node: usize, value: T): void {
  store<T>(node + slotOffset<T>(), value);
}

/** The root of a site. Most lie right below it, so the rest is in a function of its own. */
@inline
export function rootOf(nodes: usize, site: i32): i32 {
  const parent = load<i32>(nodeAt<u32>(nodes, site));
  const top = select<i32>(site, parent, parent < 0);
  const above = load<i32>(nodeAt<u32>(nodes, top));
  return above < 0 ? top : climb(nodes, top, above);
}

function climb(nodes: usize, site: i32, parent: i32): i32 {
  let above = load<i32>(nodeAt<u32>(nodes, parent));
  while (above >= 0) {
    store<i32>(nodeAt<u32>(nodes, site), above);
    site = parent;
    parent = above;
    above = load<i32>(nodeAt<u32>(nodes, parent));
  }
  return parent;
}

/** The winding of the site that {@link windingRootOf} was last asked for, from its root. */
export let wound: i64 = 0;

/** The root of a site, and `wound`. */
@inline
export function windingRootOf<T>(nodes: usize, site: i32): i32 {
  const node = nodeAt<T>(nodes, site);
  const parent = load<i32>(node);
  const top = select<i32>(site, parent, parent < 0);
  const above = load<i32>(nodeAt<T>(nodes, top));
  if (above >= 0) return windingClimb<T>(nodes, site);
  wound = select<i64>(0, <i64>slotOf<T>(node), parent < 0);
  return top;
}

function windingClimb<T>(nodes: usize, site: i32): i32 {
  let sum: T = <T>0;
  let node = nodeAt<T>(nodes, site);
  let parent = load<i32>(node);
  while (parent >= 0) {
    const up = nodeAt<T>(nodes, parent);
    const above = load<i32>(up);
    let step = slotOf<T>(node);
    if (above >= 0) {
      step += slotOf<T>(up);
      store<i32>(node, above);
      setSlot<T>(node, step);
      parent = above;
    }
    sum += step;
    site = parent;
    node = nodeAt<T>(nodes, site);
    parent = load<i32>(node);
  }
  wound = <i64>sum;
  return site;
}
