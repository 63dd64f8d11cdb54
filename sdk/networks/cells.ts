/**
 * The unit cell of a lattice: how many sites it has and which bonds start in it. A bond is
 * `[from, to, step]`: from site `from` of a cell to site `to` of the cell `step` further, a number of cells
 * along each axis. Each bond is given once, not from both ends.
 */
export interface UnitCell {
  /** Sites in a cell, 1..64. */
  readonly sites: number;
  /** The bonds that start in a cell, 1..256. */
  readonly bonds: readonly (readonly [from: number, to: number, step: readonly number[]])[];
  /** Whether bonds may be walked from `from` to `to` only; false unless given. */
  readonly directed?: boolean;
}

/** Bonds between the same place in cells, one for each step. */
function steps(...vectors: (readonly number[])[]): UnitCell {
  return { sites: 1, bonds: vectors.map((step) => [0, 0, step]) };
}

/** The cell of the hypercubic lattice: a step along each axis. */
function hypercubic(dimensions: number): UnitCell {
  const axes = Array.from({ length: dimensions }, (_, axis) => axis);
  return steps(...axes.map((axis) => axes.map((other) => Number(other === axis))));
}

/** The name of a lattice that is known. */
export type LatticeName =
  | "square"
  | "triangular"
  | "honeycomb"
  | "kagome"
  | "cubic"
  | "bcc"
  | "fcc"
  | "diamond"
  | "hypercubic"
  | "directed-square";

interface NamedLattice {
  readonly dimensions: readonly [low: number, high: number];
  readonly cell: (dimensions: number) => UnitCell;
}

const plane = (cell: UnitCell): NamedLattice => ({ dimensions: [2, 2], cell: () => cell });
const space = (cell: UnitCell): NamedLattice => ({ dimensions: [3, 3], cell: () => cell });

// Coordinates are those of the lattice's own primitive vectors, so that all are boxes of cells.
export const namedLattices: Readonly<Record<LatticeName, NamedLattice>> = {
  square: plane(hypercubic(2)),
  triangular: plane(steps([1, 0], [0, 1], [1, -1])),
  honeycomb: plane({
    sites: 2,
    bonds: [
      [0, 1, [0, 0]],
      [1, 0, [1, 0]],
      [1, 0, [0, 1]],
    ],
  }),
  kagome: plane({
    sites: 3,
    bonds: [
      [0, 1, [0, 0]],
      [0, 2, [0, 0]],
      [1, 2, [0, 0]],
      [1, 0, [1, 0]],
      [2, 0, [0, 1]],
      [1, 2, [1, -1]],
    ],
  }),
  cubic: space(hypercubic(3)),
  bcc: space(steps([1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1])),
  fcc: space(steps([1, 0, 0], [0, 1, 0], [0, 0, 1], [1, -1, 0], [1, 0, -1], [0, 1, -1])),
  diamond: space({
    sites: 2,
    bonds: [
      [0, 1, [0, 0, 0]],
      [1, 0, [1, 0, 0]],
      [1, 0, [0, 1, 0]],
      [1, 0, [0, 0, 1]],
    ],
  }),
  hypercubic: { dimensions: [1, 6], cell: hypercubic },
  // The last axis is time: a site leads to its own place and the next one, a step later.
  "directed-square": plane({ ...steps([0, 1], [1, 1]), directed: true }),
};
