/**
 * Sweeps of the periodic square lattice in plain JavaScript, in typed arrays: the engine's algorithm, the same
 * as sweep.h. What comes ten elements later is read ahead, as JavaScript has no prefetching.
 */
import { shuffle } from "./plain-order.mjs";

const EMPTY = -(2 ** 31);
const EMPTY_EDGE = EMPTY + 1;
const READ_AHEAD = 10;
const EDGE_BOND = -(2 ** 31);
const NUMBER = 2 ** 31 - 1; // of a bond, without the mark of the edge

/** Takes what is read ahead, so that no compiler drops the reading. */
export let touched = 0;

function climb(nodes, from, parent) {
  let site = from;
  let top = parent;
  let above = nodes[top];
  while (above >= 0) {
    nodes[site] = above;
    site = top;
    top = above;
    above = nodes[top];
  }
  return top;
}

function rootOf(nodes, site) {
  const node = nodes[site];
  const top = node < 0 ? site : node;
  const above = nodes[top];
  return above < 0 ? top : climb(nodes, top, above);
}

/** Memory for the sweeps of a lattice. */
export function preparePlainSweep(kind, side) {
  const sites = side * side;
  const elements = kind === "bond" ? 2 * sites : sites;
  return {
    ...{ kind, side, sites, elements },
    nodes: new Int32Array(sites),
    order: new Int32Array(elements + READ_AHEAD),
    largest: new Int32Array(elements + 1),
  };
}

/** One run: its order, and the largest cluster after every element. */
export function runPlainSweep(sweep, seed, run) {
  const { kind, side, order, elements } = sweep;
  const isEdge = (x, y) => x === 0 || x === side - 1 || y === 0 || y === side - 1;
  if (kind === "site") for (let site = 0; site < elements; site++) order[site] = site;
  else {
    for (let y = 0, bond = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const edge = isEdge(x, y) ? EDGE_BOND : 0;
        for (const end = bond + 2; bond < end; bond++) order[bond] = bond | edge;
      }
    }
  }
  shuffle(seed, run, order, elements);
  if (kind === "site") addSites(sweep);
  else addBonds(sweep);
}

function addSites({ side, sites, nodes, order, largest: record }) {
  nodes.fill(EMPTY);
  for (let at = 0; at < side; at++) {
    nodes[at] = nodes[sites - 1 - at] = nodes[at * side] = nodes[at * side + side - 1] = EMPTY_EDGE;
  }
  const list = new Int32Array(4);
  const lastSite = sites - 1;
  let largest = 0;
  let ahead = 0;
  record[0] = 0;
  for (let added = 0; added < sites; ) {
    const site = order[added];
    const later = order[added + READ_AHEAD];
    ahead ^= nodes[later] ^ nodes[Math.max(later - side, 0)] ^ nodes[Math.min(later + side, lastSite)];
    added++;
    const node = nodes[site];
    nodes[site] = -1;
    let up = site - side;
    let left = site - 1;
    let right = site + 1;
    let down = site + side;
    if (node !== EMPTY) {
      const x = site % side;
      if (site < side) up += sites;
      if (x === 0) left += side;
      if (x === side - 1) right -= side;
      if (site >= sites - side) down -= sites;
    }
    // Number(...) does not branch, a conditional would.
    let listed = 0;
    let parent;
    parent = nodes[up];
    list[listed] = parent < 0 ? up : parent;
    listed += Number(parent > EMPTY_EDGE);
    parent = nodes[left];
    list[listed] = parent < 0 ? left : parent;
    listed += Number(parent > EMPTY_EDGE);
    parent = nodes[right];
    list[listed] = parent < 0 ? right : parent;
    listed += Number(parent > EMPTY_EDGE);
    parent = nodes[down];
    list[listed] = parent < 0 ? down : parent;
    listed += Number(parent > EMPTY_EDGE);
    let root = site;
    let size = 1;
    for (let at = 0; at < listed; at++) {
      const other = rootOf(nodes, list[at]);
      if (other === root) continue;
      const otherSize = -nodes[other];
      if (otherSize > size) {
        nodes[root] = other;
        root = other;
      } else nodes[other] = root;
      size += otherSize;
      nodes[root] = -size;
    }
    if (size > largest) largest = size;
    record[added] = largest;
  }
  touched = ahead;
}

function addBonds({ side, sites, elements, nodes, order, largest: record }) {
  nodes.fill(-1);
  let largest = 1;
  let ahead = 0;
  record[0] = 1;
  for (let added = 0; added < elements; ) {
    const marked = order[added];
    ahead ^= nodes[(order[added + READ_AHEAD] & NUMBER) >> 1];
    added++;
    const bond = marked & NUMBER;
    const site = bond >> 1;
    let other = site + (bond & 1 ? side : 1);
    if (marked < 0) {
      if (bond & 1) other = other >= sites ? other - sites : other;
      else if (other % side === 0) other -= side;
    }
    const root = rootOf(nodes, site);
    const otherRoot = rootOf(nodes, other);
    if (root !== otherRoot) {
      const size = -nodes[root];
      const otherSize = -nodes[otherRoot];
      const sum = size + otherSize;
      if (otherSize > size) {
        nodes[root] = otherRoot;
        nodes[otherRoot] = -sum;
      } else {
        nodes[otherRoot] = root;
        nodes[root] = -sum;
      }
      if (sum > largest) largest = sum;
    }
    record[added] = largest;
  }
  touched = ahead;
}

/** The hashes sweep.h prints: of the order and of the record. */
export function hashPlainSweep({ order, elements, largest }) {
  return [hashWords(order.subarray(0, elements), NUMBER), hashWords(largest, -1)];
}

/** FNV-1a, a word at a time. */
export function hashWords(words, mask) {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ (word & mask), 0x01000193);
  return hash >>> 0;
}
