// A network as the cluster kernels see it: a graph by adjacency lists, or a lattice by its unit cell and
// neighbour vectors, of which no bond is stored. The SDK writes this record, see sdk/engine/structure.ts.
//
// Sites of a lattice are numbered cell by cell, the sites of a cell together; cells with the first axis
// running fastest. Bond slots likewise, one for each bond that starts in a cell, and as many more as make their
// number a power of two. Those hold no bond, nor do some at an open boundary.

@unmanaged
export class Structure {
  sites: i32;
  /** Bonds of a graph, bond slots of a lattice. */
  bonds: i32;
  /** The longest list of neighbours. */
  longest: i32;
  // Graphs: neighbours[offsets[v]] to neighbours[offsets[v + 1] - 1] are those of site v, reached by the
  // bonds incident[...] in the same places; bond e joins ends[2 e] and ends[2 e + 1].
  /** 0 for lattices. */
  offsets: usize;
  neighbours: usize;
  incident: usize;
  ends: usize;
  // Lattices
  dimensions: i32;
  /** Sites in a cell. */
  basis: i32;
  /** Bonds that start in a cell have numbers of so many bits; a slot is the cell's number, then these. */
  kindBits: i32;
  /** Bit a is set when axis a is periodic. */
  periodic: i32;
  /** Neighbour entries, those of the first site of a cell first. */
  entries: usize;
  /** Number of the first entry of each site of a cell, and of the end. */
  firsts: usize;
  /** One entry for each bond that starts in a cell. */
  starts: usize;
  /** The axes: size, stride in cells, longest step along it. */
  axes: usize;
  /** The greatest difference between the number of a site and that of a neighbour, away from boundaries. */
  far: i32;
  /** Bonds that start in a cell. */
  kinds: i32;
  /** Bits of a winding number in a packed vector of them. */
  windBits: i32;
}

/** Where a neighbour lies: an entry of 48 bytes. */
@unmanaged
export class Entry {
  /** What its number exceeds this site's by, away from boundaries. */
  delta: i32;
  /** Its number within its cell. */
  place: i32;
  kind: i32;
  /** 1 when the bond starts here, 0 when it starts at the neighbour. */
  forward: i32;
  /** Number of the bond's start within the cell. */
  start: i32;
  /** What the number of its cell exceeds this cell's by, away from boundaries. */
  cells: i32;
  step0: i32;
  step1: i32;
  step2: i32;
  step3: i32;
  step4: i32;
  step5: i32;
}

const STEPS: usize = offsetof<Entry>("step0");

@inline
export function entryAt(table: usize, index: i32): Entry {
  return changetype<Entry>(table + <usize>index * offsetof<Entry>());
}

/** Cells that the entry steps along an axis. */
@inline
export function stepAlong(entry: Entry, axis: i32): i32 {
  return load<i32>(changetype<usize>(entry) + STEPS + (<usize>axis << 2));
}

@inline
export function sizeOf(structure: Structure, axis: i32): i32 {
  return load<i32>(structure.axes + <usize>axis * 12);
}

@inline
export function strideOf(structure: Structure, axis: i32): i32 {
  return load<i32>(structure.axes + <usize>axis * 12, 4);
}

/** The longest step of any entry along an axis. */
@inline
export function reachOf(structure: Structure, axis: i32): i32 {
  return load<i32>(structure.axes + <usize>axis * 12, 8);
}

@inline
export function isPeriodic(structure: Structure, axis: i32): bool {
  return ((structure.periodic >> axis) & 1) != 0;
}

/** Bit `index` of a bitset. */
@inline
export function bitAt(bits: usize, index: i32): bool {
  return ((load<u8>(bits + (<usize>index >> 3)) >> <u8>(index & 7)) & 1) != 0;
}
