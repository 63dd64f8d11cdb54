import * as v from "valibot";
import { bitsFor, type LatticeTopology } from "../engine/structure.ts";
import { badInput, PercolationError } from "../errors.ts";
import { type LatticeName, namedLattices, type UnitCell } from "./cells.ts";
import { asObject, check, integer } from "./check.ts";
import { type Rates, rateFields, ratesOf } from "./rates.ts";

/** A box of equal cells, joined at the boundaries or not: plain data, to be made by {@link lattice}. */
export interface LatticeNetwork extends Rates {
  readonly kind: "lattice";
  /** A known lattice, or the unit cell of another. */
  readonly cell: LatticeName | UnitCell;
  /** Cells along each axis. */
  readonly size: readonly number[];
  /** Whether each axis ends where it begins. */
  readonly periodic: readonly boolean[];
}

/** What {@link lattice} takes besides the cell. */
export interface LatticeOptions extends Rates {
  /** Cells along each axis; their product times the sites and bonds of a cell at most 2147483647. */
  readonly size: readonly number[];
  /** Whether the lattice closes to a torus: for all axes, or for each; false unless given. */
  readonly periodic?: boolean | readonly boolean[];
}

/** Elements that kernels can number. */
const MAX_ELEMENTS = 2 ** 31 - 1;
const MAX_DIMENSIONS = 6;
/** So that windings by single steps stay far below what is kept of them in six dimensions. */
const MAX_STEP = 100;

const SIZE = `an array of 1..${MAX_DIMENSIONS} integers`;
const STEP = `a step, an array of integers in -${MAX_STEP}..${MAX_STEP}`;
const BOND = "a bond [from, to, step]";
const NAMES = Object.keys(namedLattices).map((each) => JSON.stringify(each));
const CELL = `one of ${NAMES.join(", ")}, or a unit cell { sites, bonds }`;

export const cellSchema = v.strictObject({
  sites: integer(1, 64),
  bonds: v.pipe(
    v.array(
      v.strictTuple([integer(0, 63), integer(0, 63), v.array(integer(-MAX_STEP, MAX_STEP), STEP)], BOND),
      "an array of bonds",
    ),
    v.minLength(1, "an array of 1..256 bonds"),
    v.maxLength(256, "an array of 1..256 bonds"),
  ),
  directed: v.optional(v.boolean("true or false")),
});

export const latticeSchema = v.strictObject({
  kind: v.literal("lattice"),
  cell: v.custom<LatticeName | object>(
    (value) => (typeof value === "string" ? Object.hasOwn(namedLattices, value) : typeof value === "object"),
    CELL,
  ),
  size: v.pipe(v.array(integer(1, MAX_ELEMENTS), SIZE), v.minLength(1, SIZE), v.maxLength(MAX_DIMENSIONS, SIZE)),
  periodic: v.optional(
    v.union([v.boolean(), v.array(v.boolean())], "true, false, or an array of them, one per axis"),
    false,
  ),
  ...rateFields,
});

/**
 * Describes a lattice: a box of equal cells. Sites and bonds are not stored anywhere, so its size costs
 * nothing until it is asked about.
 *
 * Sites are numbered cell by cell, those of a cell together, cells with the first axis running fastest. The
 * shapes of `"triangular"`, `"honeycomb"`, `"kagome"`, `"bcc"`, `"fcc"` and `"diamond"` are boxes along the
 * primitive vectors, so rhombi and not rectangles. On a small torus a site may have the same neighbour
 * twice, by two bonds: a size of 2 doubles bonds, a size of 1 makes them loops.
 *
 * @param cell - `"square"`, `"triangular"`, `"honeycomb"`, `"kagome"`, `"cubic"`, `"bcc"`, `"fcc"`, `"diamond"`,
 *   `"hypercubic"` (1 to 6 axes), `"directed-square"` (directed percolation in 1+1 dimensions: the second axis is
 *   time, and site x leads to x and x + 1 a step later), or a {@link UnitCell}.
 * @param options - `size` in cells, `periodic` boundaries, and what is removed, see {@link Rates}.
 * @returns A plain, JSON-serialisable object, to be put into any query that takes lattices.
 * @throws PercolationError `invalid-input` for a wrong number of axes, a size or rate out of range, or a cell
 *   whose bonds name places or axes it does not have; `too-large` for more than 2^31 - 1 sites or bonds.
 *
 * @example
 * import { clusters, lattice } from "percolation";
 * clusters(lattice("square", { size: [4, 4], periodic: true }), { keep: 1 }).sizes; // => new Uint32Array([16])
 * const unionJack = { sites: 1, bonds: [[0, 0, [1, 0]], [0, 0, [0, 1]], [0, 0, [1, 1]], [0, 0, [1, -1]]] } as const;
 * lattice(unionJack, { size: [100, 100] }).periodic; // => [false, false]
 */
export function lattice(cell: LatticeName | UnitCell, options: LatticeOptions): LatticeNetwork {
  return checkLattice({ ...asObject(options, "options"), kind: "lattice", cell });
}

/** A lattice in canonical form. */
export function checkLattice(value: unknown): LatticeNetwork {
  const { cell: given, size, periodic: closed, ...rest } = check(latticeSchema, value, "network");
  const dimensions = size.length;
  const cell = typeof given === "string" ? given : checkCell(given, dimensions);
  if (typeof cell === "string") {
    const [low, high] = namedLattices[cell].dimensions;
    const expected = low === high ? `${low} sizes` : `${low}..${high} sizes`;
    if (dimensions < low || dimensions > high) throw badInput("network.size", `${expected} for "${cell}"`, size);
  }
  const periodic = typeof closed === "boolean" ? size.map(() => closed) : closed;
  if (periodic.length !== dimensions) {
    throw badInput("network.periodic", `${dimensions} values, one per axis`, periodic);
  }
  const network = { ...rest, cell, size, periodic } as LatticeNetwork;
  ratesOf(network);
  const { sites, bonds } = cellOf(network);
  const elements = size.reduce((product, each) => product * each, Math.max(sites, 2 ** bitsFor(bonds.length)));
  if (elements > MAX_ELEMENTS) {
    throw new PercolationError(
      "too-large",
      `network.size: expected at most ${MAX_ELEMENTS} sites and bonds, got ${elements}`,
      { field: "network.size" },
    );
  }
  return network;
}

function checkCell(value: object, dimensions: number): UnitCell {
  const cell = check(cellSchema, value, "network.cell");
  cell.bonds.forEach(([from, to, step], index) => {
    const at = `network.cell.bonds[${index}]`;
    const place = `a site of the cell, 0..${cell.sites - 1}`;
    if (from >= cell.sites) throw badInput(`${at}[0]`, place, from);
    if (to >= cell.sites) throw badInput(`${at}[1]`, place, to);
    if (step.length !== dimensions) throw badInput(`${at}[2]`, `${dimensions} numbers of cells, one per axis`, step);
    if (from === to && step.every((cells) => cells === 0)) throw badInput(at, "a bond to another site", "a loop");
  });
  return cell as UnitCell;
}

/** The unit cell of a checked lattice. */
export function cellOf({ cell, size }: LatticeNetwork): UnitCell {
  return typeof cell === "string" ? namedLattices[cell].cell(size.length) : cell;
}

/** What the kernels see of a checked lattice. */
export function topologyOfLattice(network: LatticeNetwork): LatticeTopology {
  const { sites, bonds, directed = false } = cellOf(network);
  return { kind: "lattice", basis: sites, bonds, directed, size: network.size, periodic: network.periodic };
}
