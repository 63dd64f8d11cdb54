// Lattices and graphs as plain lists of sites and bonds, from their descriptions alone.

import { edgesOf, type LatticeNetwork, type Medium } from "percolation";
import { namedLattices } from "../../sdk/networks/cells.ts";

export interface PlainBond {
  from: number;
  to: number;
  /** Cells stepped along each axis; empty in graphs. */
  step: readonly number[];
  /** Its number among the slots that masks are drawn for. */
  slot: number;
}

export interface PlainNetwork {
  sites: number;
  bonds: PlainBond[];
  slots: number;
  /** Coordinates of the cell of each site; empty in graphs. */
  cells: number[][];
  size: readonly number[];
  periodic: readonly boolean[];
  directed: boolean;
}

export function plainNetwork(network: Medium): PlainNetwork {
  return network.kind === "lattice" ? plainLattice(network) : plainGraph(network);
}

function plainGraph(network: Medium & { kind: "graph" }): PlainNetwork {
  const ends = edgesOf(network);
  const bonds = Array.from({ length: ends.length / 2 }, (_, slot) => {
    return { from: ends[2 * slot] ?? -1, to: ends[2 * slot + 1] ?? -1, step: [], slot };
  });
  const { nodes: sites, directed } = network;
  return { sites, bonds, slots: bonds.length, cells: [], size: [], periodic: [], directed };
}

function plainLattice({ cell, size, periodic }: LatticeNetwork): PlainNetwork {
  const unit = typeof cell === "string" ? namedLattices[cell].cell(size.length) : cell;
  const count = size.reduce((product, each) => product * each, 1);
  const numberOf = (at: readonly number[]) => at.reduceRight((sum, x, axis) => sum * (size[axis] ?? 1) + x, 0);
  let perCell = 1;
  while (perCell < unit.bonds.length) perCell *= 2;
  const cells: number[][] = [];
  const bonds: PlainBond[] = [];
  for (let index = 0, rest = 0; index < count; index++) {
    rest = index;
    const at = size.map((length) => {
      const x = rest % length;
      rest = (rest - x) / length;
      return x;
    });
    for (let place = 0; place < unit.sites; place++) cells.push(at);
    unit.bonds.forEach(([from, to, step], kind) => {
      const moved = at.map((x, axis) => x + (step[axis] ?? 0));
      const lies = moved.every((x, axis) => periodic[axis] || (x >= 0 && x < (size[axis] ?? 0)));
      if (!lies) return;
      const other = numberOf(moved.map((x, axis) => ((x % (size[axis] ?? 1)) + (size[axis] ?? 1)) % (size[axis] ?? 1)));
      bonds.push({ from: index * unit.sites + from, to: other * unit.sites + to, step, slot: index * perCell + kind });
    });
  }
  const directed = unit.directed ?? false;
  return { sites: count * unit.sites, bonds, slots: count * perCell, cells, size, periodic, directed };
}
