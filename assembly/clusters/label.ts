import { listNeighbours } from "../network/neighbours";
import { isEdgeRow } from "../network/rows";
import { bitAt, Entry, entryAt, reachOf, sizeOf, Structure } from "../network/structure";

// Clusters at one configuration, by one pass over the sites in their order. Each looks at neighbours of
// lower number only, so it stays near where the pass has just been; a set's root is its lowest site, so one
// more pass upwards turns the forest into labels.

let parents: usize = 0;

/** For each site of a cell its first entry that leads to a higher number. */
const UPPER: usize = memory.data(256, 16);

@inline
function parentOf(site: i32): i32 {
  return load<i32>(parents + (<usize>site << 2));
}

@inline
function setParent(site: i32, parent: i32): void {
  store<i32>(parents + (<usize>site << 2), parent);
}

/** The root of a site: mostly its parent, so the rest is in a function of its own. */
@inline
function lowest(site: i32): i32 {
  const parent = parentOf(site);
  const above = parentOf(parent);
  return above == parent ? parent : descend(site, parent, above);
}

function descend(site: i32, parent: i32, above: i32): i32 {
  while (above != parent) {
    setParent(site, above);
    site = parent;
    parent = above;
    above = parentOf(parent);
  }
  return parent;
}

/** Joins the sets of a root and of a lower site; returns the lower of the roots. */
@inline
function join(root: i32, site: i32): i32 {
  const other = lowest(site);
  const low = min(root, other);
  setParent(max(root, other), low);
  return low;
}

/**
 * Writes the label of each site's cluster to `labels`, 0 and up by their lowest sites, -1 where the site
 * is removed, and the clusters' sizes to `sizes`, before which there is a word of scratch. Bit masks as in sweep.ts, 0 for all; `list` and `bonds`
 * have room for the longest list of neighbours. Returns the number of clusters.
 */
export function labelClusters(
  structure: Structure,
  siteBits: usize,
  bondBits: usize,
  labels: usize,
  sizes: usize,
  list: usize,
  bonds: usize,
): i32 {
  parents = labels;
  if (structure.offsets) {
    for (let site = 0; site < structure.sites; site++) joinListed(structure, site, siteBits, bondBits, list, bonds);
  } else joinLattice(structure, siteBits, bondBits, list, bonds);
  return numberSets(structure.sites, sizes);
}

function joinLattice(structure: Structure, siteBits: usize, bondBits: usize, list: usize, bonds: usize): void {
  const size = sizeOf(structure, 0);
  const reach = reachOf(structure, 0);
  const basis = structure.basis;
  const firsts = structure.firsts;
  const entries = structure.entries;
  const kindBits = structure.kindBits;
  for (let place = 0; place < basis; place++) {
    let index = load<i32>(firsts + (<usize>place << 2));
    const last = load<i32>(firsts + (<usize>place << 2), 4);
    while (index < last && entryAt(entries, index).delta < 0) index++; // entries are in rising order
    store<usize>(UPPER + (<usize>place << 2), changetype<usize>(entryAt(entries, index)));
  }
  for (let site = 0, cell = 0; site < structure.sites; ) {
    const edgeRow = isEdgeRow(structure, cell);
    for (let x = 0; x < size; x++, cell++) {
      const edge = edgeRow || x < reach || x >= size - reach;
      for (let place = 0; place < basis; place++, site++) {
        if (edge) joinListed(structure, site, siteBits, bondBits, list, bonds);
        else {
          const first = entryAt(entries, load<i32>(firsts + (<usize>place << 2)));
          const upper = changetype<Entry>(load<usize>(UPPER + (<usize>place << 2)));
          joinNear(site, cell, first, upper, basis, kindBits, siteBits, bondBits);
        }
      }
    }
  }
}

/**
 * Joins a site away from the boundaries with its lower neighbours. Whether site, neighbour and bond are there
 * cannot be foreseen, so all is done for those that are not, too, but on the site's own root.
 */
@inline
function joinNear(
  site: i32,
  cell: i32,
  first: Entry,
  last: Entry,
  basis: i32,
  kindBits: i32,
  siteBits: usize,
  bondBits: usize,
): void {
  const there = siteBits == 0 || bitAt(siteBits, site);
  let root = site;
  setParent(site, site);
  for (let at = changetype<usize>(first); at < changetype<usize>(last); at += offsetof<Entry>()) {
    const entry = changetype<Entry>(at);
    const other = site + entry.delta;
    let parent = parentOf(other);
    let joined = <i32>there & <i32>(parent >= 0);
    if (bondBits) {
      const start = entry.forward ? cell : basis == 1 ? other : other / basis;
      joined &= <i32>bitAt(bondBits, (start << kindBits) | entry.kind);
    }
    parent = select<i32>(parent, root, joined != 0);
    const above = parentOf(parent);
    if (above != parent) parent = descend(other, parent, above);
    const low = min(root, parent);
    setParent(max(root, parent), low);
    root = low;
  }
  setParent(site, select<i32>(root, -1, there));
}

/** Joins any site with its lower neighbours. */
function joinListed(structure: Structure, site: i32, siteBits: usize, bondBits: usize, list: usize, bonds: usize): void {
  if (siteBits && !bitAt(siteBits, site)) {
    setParent(site, -1);
    return;
  }
  setParent(site, site);
  let root = site;
  const count = listNeighbours(structure, site, list, bondBits ? bonds : 0, 0);
  for (let index: usize = 0; index < <usize>count; index++) {
    const other = load<i32>(list + (index << 2));
    if (other >= site || parentOf(other) < 0) continue;
    if (bondBits && !bitAt(bondBits, load<i32>(bonds + (index << 2)))) continue;
    root = join(root, other);
  }
}

/**
 * Turns the forest of lowest roots into consecutive labels. Removed sites are counted too, in the word before
 * the sizes: whether a site is there cannot be foreseen.
 */
function numberSets(sites: i32, sizes: usize): i32 {
  let count = 0;
  for (let site = 0; site < sites; site++) {
    const parent = parentOf(site);
    if (parent == site) {
      store<i32>(sizes + (<usize>count << 2), 1);
      setParent(site, count++);
      continue;
    }
    // The parent is lower, so numbered already.
    const label = select<i32>(parentOf(max(parent, 0)), -1, parent >= 0);
    setParent(site, label);
    const size = sizes + (<usize>label << 2);
    store<i32>(size, load<i32>(size) + 1);
  }
  return count;
}
