import { COORDINATES, endOfSlot, locate } from "./neighbours";
import { isPeriodic, reachOf, sizeOf, Structure } from "./structure";

// Walks over a lattice row by row, a row being the cells that differ in the first axis only: what depends
// on the other axes is found once a row.

/** Set in a slot whose bond may cross a boundary. */
export const EDGE_SLOT: i32 = i32.MIN_VALUE;

/** Whether some step along an axis other than the first can leave the lattice from the row of a cell. */
export function isEdgeRow(structure: Structure, cell: i32): bool {
  locate(structure, cell);
  for (let axis = 1; axis < structure.dimensions; axis++) {
    const coordinate = load<i32>(COORDINATES + (<usize>axis << 2));
    const reach = reachOf(structure, axis);
    if (coordinate < reach || coordinate >= sizeOf(structure, axis) - reach) return true;
  }
  return false;
}

/** Marks of the faces of open axes, other than the first, that the row of the located cell lies on. */
export function facesOfRow(structure: Structure): i32 {
  let faces = 0;
  for (let axis = 1; axis < structure.dimensions; axis++) {
    if (isPeriodic(structure, axis)) continue;
    const coordinate = load<i32>(COORDINATES + (<usize>axis << 2));
    if (coordinate == 0) faces |= 1 << (2 * axis);
    if (coordinate == sizeOf(structure, axis) - 1) faces |= 2 << (2 * axis);
  }
  return faces;
}

/** Writes all sites to `list`, in rising order. */
export function listSites(structure: Structure, list: usize): void {
  let site = 0;
  if (ASC_FEATURE_SIMD) {
    let four = i32x4(0, 1, 2, 3);
    for (; site + 4 <= structure.sites; site += 4) {
      v128.store(list + (<usize>site << 2), four);
      four = i32x4.add(four, i32x4.splat(4));
    }
  }
  for (; site < structure.sites; site++) store<i32>(list + (<usize>site << 2), site);
}

/**
 * Writes the bonds to `slots`, in rising order: of a graph its bonds, of a lattice the slots that hold one,
 * with EDGE_SLOT where the bond may cross a boundary. Returns their number.
 */
export function listSlots(structure: Structure, slots: usize): i32 {
  if (structure.offsets) {
    for (let bond = 0; bond < structure.bonds; bond++) store<i32>(slots + (<usize>bond << 2), bond);
    return structure.bonds;
  }
  const kinds = structure.kinds;
  const unused = (1 << structure.kindBits) - kinds;
  const size = sizeOf(structure, 0);
  const reach = reachOf(structure, 0);
  const whole = structure.periodic + 1 == 1 << structure.dimensions;
  let at = slots;
  let slot = 0;
  for (let cell = 0; slot < structure.bonds; cell += size) {
    const edgeRow = isEdgeRow(structure, cell);
    for (let x = 0; x < size; x++) {
      const edge = edgeRow || x < reach || x >= size - reach;
      if (!edge && unused == 0) {
        // Up to the next boundary all slots hold bonds.
        for (const end = slot + (size - reach - x) * kinds; slot < end; slot++, at += 4) store<i32>(at, slot);
        x = size - reach - 1;
        continue;
      }
      for (const end = slot + kinds; slot < end; slot++) {
        if (edge && !whole && endOfSlot(structure, slot) < 0) continue;
        store<i32>(at, edge ? slot | EDGE_SLOT : slot);
        at += 4;
      }
      slot += unused;
    }
  }
  return <i32>((at - slots) >> 2);
}
