import { listNeighbours } from "../network/neighbours";
import { Structure } from "../network/structure";
import { BONDS, openLayer, openTarget, SITES } from "../random/address";
import { draw } from "../random/draw";
import { addCounts } from "./tally";
import { fillOnes, LANES, selectLanes } from "./words";

// Reachability on any lattice or graph, 128 trials a word: a site that lanes have newly reached passes them
// on to its neighbours, over and over until nothing changes. Cycles do no harm, since a lane reaches a site
// but once.

/** What a walk works on. Masks and reached lanes are words of 16 bytes, a site or bond slot each. */
@unmanaged
export class Walk {
  structure: Structure;
  siteMasks: usize;
  bondMasks: usize;
  reached: usize;
  /** A ring of sites to be passed on from, one entry more than there are sites; and whether a site is in it. */
  ring: usize;
  waiting: usize;
  /** A byte a site: 1 for a target. */
  isTarget: usize;
  from: usize;
  fromCount: i32;
  to: usize;
  toCount: i32;
  /** Bit 0: sources are never removed; bit 1: targets are never removed. */
  spared: i32;
  list: usize;
  bonds: usize;
  /** Words of the targets side by side. */
  arrivals: usize;
  /** Trials by number of reached targets, 0 when only the existence of a path counts. */
  histogram: usize;
  keepSites: f64;
  dropSites: f64;
  keepBonds: f64;
  dropBonds: f64;
}

let arrivedLow: u64 = 0;
let arrivedHigh: u64 = 0;
let last: i32 = 0;

@inline
function wordAt(words: usize, index: i32): usize {
  return words + (<usize>index << 4);
}

function drawMasks(walk: Walk, seedLow: u32, seedHigh: u32, blockLow: u32, blockHigh: u32): void {
  const structure = walk.structure;
  if (walk.dropSites > 0) {
    openLayer(seedLow, seedHigh, SITES, blockLow, blockHigh, 0);
    openTarget(0);
    draw(structure.sites, walk.keepSites, walk.dropSites, walk.siteMasks, 0, 0, 0);
    if (walk.spared & 1) spare(walk.siteMasks, walk.from, walk.fromCount);
    if (walk.spared & 2) spare(walk.siteMasks, walk.to, walk.toCount);
  }
  if (walk.dropBonds > 0) {
    openLayer(seedLow, seedHigh, BONDS, blockLow, blockHigh, 0);
    openTarget(0);
    draw(structure.bonds, walk.keepBonds, walk.dropBonds, walk.bondMasks, 0, 0, 0);
  }
}

function spare(masks: usize, sites: usize, count: i32): void {
  for (let index = 0; index < count; index++) fillOnes(wordAt(masks, load<i32>(sites + (<usize>index << 2))), 1);
}

/** Reaches a site in those of the lanes in which it survives; returns whether any was new. */
@inline
function reach(walk: Walk, site: i32, low: u64, high: u64): bool {
  if (walk.dropSites > 0) {
    low &= load<u64>(wordAt(walk.siteMasks, site));
    high &= load<u64>(wordAt(walk.siteMasks, site), 8);
  }
  const word = wordAt(walk.reached, site);
  const oldLow = load<u64>(word);
  const oldHigh = load<u64>(word, 8);
  if (!((low & ~oldLow) | (high & ~oldHigh))) return false;
  low |= oldLow;
  high |= oldHigh;
  store<u64>(word, low);
  store<u64>(word, high, 8);
  if (load<u8>(walk.isTarget + site)) {
    arrivedLow |= low;
    arrivedHigh |= high;
  }
  return true;
}

/** Puts a site at the end of the ring, unless it is there. */
@inline
function wait(walk: Walk, site: i32): void {
  if (load<u8>(walk.waiting + site)) return;
  store<u8>(walk.waiting + site, 1);
  store<i32>(walk.ring + (<usize>last << 2), site);
  last = last == walk.structure.sites ? 0 : last + 1;
}

/** Reaches what can be reached; until all wanted lanes have arrived, when they are all that counts. */
function spread(walk: Walk, wantedLow: u64, wantedHigh: u64): void {
  const structure = walk.structure;
  memory.fill(walk.reached, 0, <usize>structure.sites << 4);
  memory.fill(walk.waiting, 0, structure.sites);
  arrivedLow = 0;
  arrivedHigh = 0;
  last = 0;
  for (let index = 0; index < walk.fromCount; index++) {
    const site = load<i32>(walk.from + (<usize>index << 2));
    if (reach(walk, site, wantedLow, wantedHigh)) wait(walk, site);
  }
  for (let first = 0; first != last; first = first == structure.sites ? 0 : first + 1) {
    if (!walk.histogram && arrivedLow == wantedLow && arrivedHigh == wantedHigh) return;
    const site = load<i32>(walk.ring + (<usize>first << 2));
    store<u8>(walk.waiting + site, 0);
    const low = load<u64>(wordAt(walk.reached, site));
    const high = load<u64>(wordAt(walk.reached, site), 8);
    const count = listNeighbours(structure, site, walk.list, walk.bonds, 0);
    for (let index: usize = 0; index < <usize>count; index++) {
      const other = load<i32>(walk.list + (index << 2));
      let openLow = low;
      let openHigh = high;
      if (walk.dropBonds > 0) {
        const mask = wordAt(walk.bondMasks, load<i32>(walk.bonds + (index << 2)));
        openLow &= load<u64>(mask);
        openHigh &= load<u64>(mask, 8);
      }
      if (reach(walk, other, openLow, openHigh)) wait(walk, other);
    }
  }
}

/** Runs whole blocks of trials, of the last only `lanes` lanes; returns the number of trials with a path. */
export function walkBlocks(
  walk: Walk,
  seedLow: u32,
  seedHigh: u32,
  blockLow: u32,
  blockHigh: u32,
  blocks: u32,
  lanes: u32,
): f64 {
  let open: f64 = 0;
  for (let block: u32 = 0; block < blocks; block++) {
    const number = ((<u64>blockHigh << 32) | blockLow) + block;
    drawMasks(walk, seedLow, seedHigh, <u32>number, <u32>(number >> 32));
    selectLanes(block + 1 == blocks ? lanes : 128);
    spread(walk, load<u64>(LANES), load<u64>(LANES, 8));
    open += <f64>(popcnt(arrivedLow) + popcnt(arrivedHigh));
    if (walk.histogram) countArrivals(walk);
  }
  return open;
}

function countArrivals(walk: Walk): void {
  for (let index = 0; index < walk.toCount; index++) {
    const site = load<i32>(walk.to + (<usize>index << 2));
    memory.copy(wordAt(walk.arrivals, index), wordAt(walk.reached, site), 16);
  }
  addCounts(walk.arrivals, walk.toCount, LANES, walk.toCount, walk.histogram);
}
