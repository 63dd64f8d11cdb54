// Disjoint sets as a forest: union by size, with path halving. A node is an i32:
//
//   lean (T = u32)   of a root minus its cluster's size; of others the parent
//   full (T = i32)   of a root minus twice its cluster's size, less 1 when the cluster has marks;
//                    of others the parent, plus WINDS when the way from it winds
//   both             EMPTY or EMPTY_EDGE where nothing has been added
//
// What nodes have besides stands in slots, an i64 a site: of a root the marks of its cluster, of others the
// winding from the parent, how often the way from it goes around each periodic axis, packed into one integer.
// Two ways to a site that differ in it close a loop around the torus. Only steps across a boundary wind, and only
// clusters at a face or with a marked site have marks, so most slots are never touched: that is what makes
// a sweep that watches events about as fast as one that does not.

import { guard } from "./windings";

/** Every byte of {@link EMPTY}. */
export const EMPTY_BYTE: u8 = 0x80;
/** Not added yet; away from all boundaries, so that neighbours are at fixed distances. Below all roots. */
export const EMPTY: i32 = <i32>0x80808080;
/** Not added yet; neighbours have to be worked out, and there may be marks. */
export const EMPTY_EDGE: i32 = EMPTY + 1;
/** Set in the link to a parent when the slot holds a winding that is not 0. */
const WINDS: i32 = 1 << 30;

/** Whether a sweep is compiled to watch events and to keep all columns. */
@inline
export function isFull<T>(): bool {
  return isSigned<T>();
}

/** Whether a node is not a root, and the way from its parent does not wind. */
@inline
export function isPlainLink(node: i32): bool {
  return <u32>node < <u32>WINDS;
}

@inline
export function nodeAt(nodes: usize, site: i32): usize {
  return nodes + (<usize>site << 2);
}

@inline
export function slotAt(slots: usize, site: i32): usize {
  return slots + (<usize>site << 3);
}

/** The node of a root. */
@inline
export function rootNode<T>(size: i32, marks: i32): i32 {
  return isFull<T>() ? -2 * size - <i32>(marks != 0) : -size;
}

/** The size of a root's cluster. */
@inline
export function sizeOfRoot<T>(node: i32): i32 {
  return isFull<T>() ? -node >> 1 : -node;
}

/** The marks of a root's cluster. */
@inline
export function marksOf(slots: usize, root: i32, node: i32): i32 {
  return -node & 1 ? <i32>load<i64>(slotAt(slots, root)) : 0;
}

@inline
function parentOf<T>(node: i32): i32 {
  return isFull<T>() ? node & ~WINDS : node;
}

/** The root of a site. Most lie right below it, so the rest is in a function of its own. */
@inline
export function rootOf<T>(nodes: usize, site: i32): i32 {
  const node = load<i32>(nodeAt(nodes, site));
  const top = select<i32>(site, parentOf<T>(node), node < 0);
  const above = load<i32>(nodeAt(nodes, top));
  return above < 0 ? top : climb<T>(nodes, top, parentOf<T>(above));
}

/** Windings are not kept on the way: for sweeps that need none, or need none any more. */
function climb<T>(nodes: usize, site: i32, parent: i32): i32 {
  let above = load<i32>(nodeAt(nodes, parent));
  while (above >= 0) {
    above = parentOf<T>(above);
    store<i32>(nodeAt(nodes, site), above);
    site = parent;
    parent = above;
    above = load<i32>(nodeAt(nodes, parent));
  }
  return parent;
}

/** The winding of the site that {@link windingRootOf} was last asked for, from its root. */
export let wound: i64 = 0;

/** Puts a site below a parent. */
@inline
export function link(nodes: usize, slots: usize, site: i32, parent: i32, winding: i64): void {
  store<i32>(nodeAt(nodes, site), winding == 0 ? parent : parent | WINDS);
  if (winding != 0) store<i64>(slotAt(slots, site), winding);
}

@inline
function windingOf(slots: usize, site: i32, node: i32): i64 {
  return node & WINDS ? load<i64>(slotAt(slots, site)) : 0;
}

/** The root of a site, and `wound`. */
@inline
export function windingRootOf(nodes: usize, slots: usize, site: i32): i32 {
  const node = load<i32>(nodeAt(nodes, site));
  const top = select<i32>(site, node & ~WINDS, node < 0);
  const above = load<i32>(nodeAt(nodes, top));
  if (above >= 0) return windingClimb(nodes, slots, site);
  wound = node < 0 ? 0 : windingOf(slots, site, node);
  return top;
}

function windingClimb(nodes: usize, slots: usize, site: i32): i32 {
  let sum: i64 = 0;
  let node = load<i32>(nodeAt(nodes, site));
  while (node >= 0) {
    let parent = node & ~WINDS;
    const above = load<i32>(nodeAt(nodes, parent));
    let winding = windingOf(slots, site, node);
    if (above >= 0) {
      winding += windingOf(slots, parent, above);
      parent = above & ~WINDS;
      guard(winding);
      link(nodes, slots, site, parent, winding);
    }
    sum += winding;
    guard(sum);
    site = parent;
    node = load<i32>(nodeAt(nodes, site));
  }
  wound = sum;
  return site;
}
