import { requireMemory } from "../engine/arena.ts";
import { bitsFor, countBonds, type LatticeTopology } from "../engine/structure.ts";
import { endsOf } from "./graph.ts";
import { topologyOfLattice } from "./lattice.ts";
import { checkMedium, type Medium } from "./medium.ts";

/**
 * The bonds of a lattice or graph in their order, each as the numbers of the two sites it joins. Those of a
 * lattice are numbered cell by cell in the order of the unit cell's list; bonds beyond an open boundary do not
 * exist and have no number. O(bonds).
 *
 * @returns Two numbers a bond, in a row; a copy.
 * @throws PercolationError `too-large` for more than 2 GiB of them.
 *
 * @example
 * import { edgesOf, lattice } from "percolation";
 * edgesOf(lattice("square", { size: [2, 2] })); // => new Uint32Array([0, 1, 0, 2, 1, 3, 2, 3])
 */
export function edgesOf(network: Medium): Uint32Array {
  const medium = checkMedium(network);
  if (medium.kind === "graph") return endsOf(medium).slice();
  const topology = topologyOfLattice(medium);
  requireMemory(8 * countBonds(topology));
  const ends = new Uint32Array(2 * countBonds(topology));
  let at = 0;
  walkBonds(topology, (_, from, to) => {
    ends[at++] = from;
    ends[at++] = to;
  });
  return ends;
}

/** Calls back for every bond of a lattice, in order, with its slot and ends. */
export function walkBonds(
  { basis, bonds, size, periodic }: LatticeTopology,
  visit: (slot: number, from: number, to: number) => void,
): void {
  const cells = size.reduce((product, length) => product * length, 1);
  const perCell = 2 ** bitsFor(bonds.length);
  const at = size.map(() => 0);
  for (let cell = 0; cell < cells; cell++) {
    bonds.forEach(([from, to, step], kind) => {
      let other = 0;
      let stride = 1;
      for (let axis = 0; axis < size.length; axis++) {
        const length = size[axis] ?? 1;
        const moved = (at[axis] ?? 0) + (step[axis] ?? 0);
        if (!periodic[axis] && (moved < 0 || moved >= length)) return;
        other += (((moved % length) + length) % length) * stride;
        stride *= length;
      }
      visit(cell * perCell + kind, cell * basis + from, other * basis + to);
    });
    for (let axis = 0; axis < size.length; axis++) {
      at[axis] = (at[axis] ?? 0) + 1;
      if ((at[axis] ?? 0) < (size[axis] ?? 1)) break;
      at[axis] = 0;
    }
  }
}
