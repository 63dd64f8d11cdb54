import type { UnitCell } from "percolation";

/** The square lattice with nearest and next nearest neighbours. */
export const withDiagonals: UnitCell = {
  sites: 1,
  bonds: [
    [0, 0, [1, 0]],
    [0, 0, [0, 1]],
    [0, 0, [1, 1]],
    [0, 0, [1, -1]],
  ],
};
