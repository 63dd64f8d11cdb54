import * as census from "./census";
import { checkLoop, checkMarks, isWatching } from "./events";
import {
  EMPTY,
  EMPTY_EDGE,
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
import { Sweep } from "./sweep";
import { guard } from "./windings";

// What a full sweep does for each element. Its state is in the sweep's record, not in locals: the lean loops of
// sites.ts and bonds.ts are those that have to be fastest.

/**
 * Joins the clusters of two different roots, of which the way from the first to the second winds as `loop` says.
 * Returns the root of both, the one of the larger.
 */
function unite(sweep: Sweep, root: i32, other: i32, loop: i64): i32 {
  const nodes = sweep.nodes;
  const slots = sweep.slots;
  const node = load<i32>(nodeAt(nodes, root));
  const otherNode = load<i32>(nodeAt(nodes, other));
  const size = sizeOfRoot<i32>(node);
  const otherSize = sizeOfRoot<i32>(otherNode);
  const grows = otherSize > size;
  const small = select<i32>(root, other, grows);
  const big = select<i32>(other, root, grows);
  let marks = 0;
  if (isWatching()) {
    marks = marksOf(slots, root, node) | marksOf(slots, other, otherNode);
    if (marks) {
      store<i64>(slotAt(slots, big), marks);
      checkMarks(marks, sweep.added);
    }
    guard(loop);
  }
  link(nodes, slots, small, big, grows ? -loop : loop);
  store<i32>(nodeAt(nodes, big), rootNode<i32>(size + otherSize, marks));
  sweep.clustersNow--;
  sweep.squaresNow += 2 * <f64>size * <f64>otherSize;
  if (sweep.census) {
    census.countUnion(size, otherSize);
    sweep.largestNow = census.largest;
  } else sweep.largestNow = max(sweep.largestNow, size + otherSize);
  return big;
}

/** Makes a site a cluster of its own and joins it to the neighbours listed from `list` to `end`. */
export function growSite(sweep: Sweep, site: i32, state: i32, list: usize, end: usize): void {
  const nodes = sweep.nodes;
  const slots = sweep.slots;
  let marks = 0;
  if (isWatching() && state == EMPTY_EDGE) {
    marks = <i32>load<i64>(slotAt(slots, site));
    checkMarks(marks, sweep.added);
  }
  store<i32>(nodeAt(nodes, site), rootNode<i32>(1, marks));
  sweep.clustersNow++;
  sweep.squaresNow += 1;
  sweep.largestNow = max(sweep.largestNow, 1);
  if (sweep.census) census.countSingles(1);
  let root = site;
  let own: i64 = 0; // winding of the site from its root
  for (let at = list; at < end; at += 4) {
    const neighbour = load<i32>(at);
    let other: i32;
    let loop: i64 = 0;
    if (isWatching()) {
      other = windingRootOf(nodes, slots, neighbour);
      loop = own - wound;
      if (state != EMPTY) loop += load<i64>(sweep.winds + ((at - list) << 1));
    } else other = rootOf<i32>(nodes, neighbour);
    if (other == root) {
      if (loop != 0) checkLoop(loop, sweep.added);
      continue;
    }
    const big = unite(sweep, root, other, loop);
    if (big != root) own -= loop;
    guard(own);
    root = big;
  }
}

/** Joins the clusters of two sites by a bond that winds as `wind` says. */
export function growBond(sweep: Sweep, site: i32, other: i32, wind: i64): void {
  const nodes = sweep.nodes;
  const slots = sweep.slots;
  let root: i32, otherRoot: i32;
  let loop: i64 = 0;
  if (isWatching()) {
    root = windingRootOf(nodes, slots, site);
    loop = wound + wind;
    otherRoot = windingRootOf(nodes, slots, other);
    loop -= wound;
  } else {
    root = rootOf<i32>(nodes, site);
    otherRoot = rootOf<i32>(nodes, other);
  }
  if (root != otherRoot) unite(sweep, root, otherRoot, loop);
  else if (loop != 0) checkLoop(loop, sweep.added);
}
