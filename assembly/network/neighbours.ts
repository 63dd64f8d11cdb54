import { Entry, entryAt, isPeriodic, sizeOf, stepAlong, strideOf, Structure } from "./structure";

// Neighbours of a site, boundaries included: the general form. Kernels have a shorter one for sites of
// lattices away from every boundary.

/** Coordinates of the located cell. */
export const COORDINATES: usize = memory.data(32, 16);

/** How often the last step from {@link stepTo} went around each periodic axis, packed. */
export let winding: i64 = 0;

/** Splits the number of a cell into its coordinates. */
export function locate(structure: Structure, cell: i32): void {
  for (let axis = structure.dimensions - 1; axis > 0; axis--) {
    const stride = strideOf(structure, axis);
    const coordinate = cell / stride;
    cell -= coordinate * stride;
    store<i32>(COORDINATES + (<usize>axis << 2), coordinate);
  }
  store<i32>(COORDINATES, cell);
}

/** The cell an entry leads to from the located one, number `cell`; -1 beyond an open boundary. Sets `winding`. */
function stepTo(structure: Structure, entry: Entry, cell: i32): i32 {
  cell += entry.cells;
  winding = 0;
  for (let axis = 0; axis < structure.dimensions; axis++) {
    const coordinate = load<i32>(COORDINATES + (<usize>axis << 2)) + stepAlong(entry, axis);
    const size = sizeOf(structure, axis);
    if (<u32>coordinate < <u32>size) continue;
    if (!isPeriodic(structure, axis)) return -1;
    let turns = coordinate / size;
    if (coordinate < turns * size) turns--;
    cell -= turns * size * strideOf(structure, axis);
    winding += (<i64>turns) << (<i64>structure.windBits * axis);
  }
  return cell;
}

/**
 * Writes the neighbours of a site to `list`, a word each, and the bonds to them to `bonds` and the
 * windings (8 bytes each) to `winds`, unless these are 0. A neighbour by several bonds comes several times.
 * Returns their number.
 */
export function listNeighbours(structure: Structure, site: i32, list: usize, bonds: usize, winds: usize): i32 {
  if (structure.offsets) return listAdjacent(structure, site, list, bonds, winds);
  const basis = structure.basis;
  const cell = basis == 1 ? site : site / basis;
  const place = site - cell * basis;
  locate(structure, cell);
  const last = load<i32>(structure.firsts + (<usize>place << 2), 4);
  let count: usize = 0;
  for (let index = load<i32>(structure.firsts + (<usize>place << 2)); index < last; index++) {
    const entry = entryAt(structure.entries, index);
    const other = stepTo(structure, entry, cell);
    if (other < 0) continue;
    store<i32>(list + (count << 2), other * basis + entry.place);
    if (bonds) store<i32>(bonds + (count << 2), ((entry.forward ? cell : other) << structure.kindBits) | entry.kind);
    if (winds) store<i64>(winds + (count << 3), winding);
    count++;
  }
  return <i32>count;
}

function listAdjacent(structure: Structure, site: i32, list: usize, bonds: usize, winds: usize): i32 {
  const first = <usize>load<i32>(structure.offsets + (<usize>site << 2));
  const count = <usize>load<i32>(structure.offsets + (<usize>site << 2), 4) - first;
  memory.copy(list, structure.neighbours + (first << 2), count << 2);
  if (bonds) memory.copy(bonds, structure.incident + (first << 2), count << 2);
  if (winds) memory.fill(winds, 0, count << 3);
  return <i32>count;
}

/** The end of the bond in a slot of a lattice, -1 when there is none. Sets `winding`. */
export function endOfSlot(structure: Structure, slot: i32): i32 {
  const cell = slot >> structure.kindBits;
  const entry = entryAt(structure.starts, slot & ((1 << structure.kindBits) - 1));
  locate(structure, cell);
  const other = stepTo(structure, entry, cell);
  return other < 0 ? other : other * structure.basis + entry.place;
}
