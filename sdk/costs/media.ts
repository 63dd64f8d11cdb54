import type { Rate } from "../engine/layers.ts";
import { countBonds, countSites, countSlots } from "../engine/structure.ts";
import { endsOf, type GraphNetwork } from "../networks/graph.ts";
import { cellOf, type LatticeNetwork, topologyOfLattice } from "../networks/lattice.ts";
import type { Medium } from "../networks/medium.ts";
import type { Fields } from "./cost.ts";
import { hazard, power, root } from "./rough.ts";
import { type Thresholds, thresholdsOf, thresholdsOfTree } from "./thresholds.ts";

// What estimates ask of a lattice or graph: sizes, and how far from their thresholds its rates are.

/** A lattice or graph in numbers. */
export interface Measures {
  readonly sites: number;
  readonly bonds: number;
  /** Bonds that are drawn, of lattices some that do not exist. */
  readonly slots: number;
  /** Neighbours of a site in the mean, and those that are gone to from it. */
  readonly degree: number;
  readonly listed: number;
  /** Axes; of a graph as many as fit its length. */
  readonly axes: number;
  readonly isDirected: boolean;
  /** Share of the sites, at boundaries or in graphs, whose neighbours are looked up. */
  readonly edge: number;
  readonly thresholds: Thresholds;
  /** Sites that can be reached at all from where it is seen. */
  readonly component: number;
  /** Of a graph like a lattice, boundaries that the node it is seen from seems to lie at. */
  readonly boundaries: number;
}

/** Fields by which a lattice or graph grows. */
export function sizeOfMedium(medium: Medium): Fields {
  return medium.kind === "lattice" ? { "network.size": 1 } : { "network.edges": 1, "network.nodes": 0.5 };
}

/** The measures of a medium; of a graph its length too, seen from a node, if one is given. */
export function measure(medium: Medium, from?: number): Measures {
  return medium.kind === "lattice" ? measureLattice(medium) : measureGraph(medium, from);
}

function measureLattice(network: LatticeNetwork): Measures {
  const topology = topologyOfLattice(network);
  const { sites: basis, bonds: perCell, directed = false } = cellOf(network);
  const { size } = network;
  const axes = size.filter((length) => length > 1).length || 1;
  const degree = (2 * perCell.length) / basis;
  return {
    sites: countSites(topology),
    bonds: countBonds(topology),
    slots: countSlots(topology),
    degree,
    listed: directed ? degree / 2 : degree,
    axes,
    isDirected: directed,
    edge: Math.min(
      1,
      size.reduce((sum, length) => sum + 2 / length, 0),
    ),
    thresholds: thresholdsOf(network.cell, axes, degree),
    component: countSites(topology),
    boundaries: 0,
  };
}

/** Axes of graphs that nothing is known of: between a plane and a tree. */
const BETWEEN = 4;
/** From so many axes on a graph is more of a tree than of a lattice. */
const TREE = 3;

function measureGraph(network: GraphNetwork, from: number | undefined): Measures {
  const { nodes } = network;
  const { ends, used, start } = withoutIsolated(endsOf(network), nodes, from);
  const degrees = new Uint32Array(used + 1);
  for (const node of ends) degrees[node] = (degrees[node] as number) + 1;
  let squares = 0;
  for (const degree of degrees) squares += degree * degree;
  const degree = nodes > 0 ? ends.length / nodes : 0;
  const isSeen = start !== undefined && start < used;
  const { axes, component } = isSeen ? lookFrom(ends, degrees, start) : { axes: BETWEEN, component: nodes };
  const branching = ends.length > 0 ? squares / ends.length - 1 : 0;
  return {
    sites: nodes,
    bonds: ends.length / 2,
    slots: ends.length / 2,
    degree,
    listed: network.directed ? degree / 2 : degree,
    axes,
    isDirected: false,
    edge: 1,
    thresholds: axes < TREE ? thresholdsOf(undefined, axes, degree) : thresholdsOfTree(branching),
    component,
    boundaries: isSeen && axes < TREE ? boundariesOf(axes, (degrees[start] ?? 0) / degree) : 0,
  };
}

/**
 * A graph with few edges may have billions of nodes, which an estimate must not count one by one: those with edges get numbers of
 * their own.
 */
function withoutIsolated(ends: Uint32Array, nodes: number, from: number | undefined) {
  if (nodes <= 2 * ends.length) return { ends, used: nodes, start: from };
  const numbers = new Map<number, number>();
  const numberOf = (node: number): number => {
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  };
  const start = from === undefined || from >= nodes ? undefined : numberOf(from);
  const renumbered = ends.map(numberOf);
  return { ends: renumbered, used: numbers.size, start };
}

/** A node at one of the sides of a box has as much fewer neighbours. */
function boundariesOf(axes: number, share: number): number {
  return Math.min(axes, Math.max(0, Math.round(2 * axes * (1 - share))));
}

/** The nodes that can be seen from one, and as many axes as make a box of them as long. O(edges). */
function lookFrom(ends: Uint32Array, degrees: Uint32Array, from: number): { axes: number; component: number } {
  const starts = new Uint32Array(degrees.length + 1);
  degrees.forEach((degree, node) => {
    starts[node + 1] = (starts[node] as number) + degree;
  });
  const next = starts.slice();
  const neighbours = new Uint32Array(ends.length);
  for (let end = 0; end < ends.length; end++) {
    const node = ends[end] as number;
    const at = next[node] as number;
    next[node] = at + 1;
    neighbours[at] = ends[end ^ 1] as number;
  }
  const seen = new Uint8Array(degrees.length);
  seen[from] = 1;
  let found = 1;
  let rows = 0;
  for (let row = [from]; row.length > 0; rows++) {
    const behind: number[] = [];
    for (const node of row) {
      for (let at = starts[node] as number; at < (starts[node + 1] as number); at++) {
        const neighbour = neighbours[at] as number;
        if (seen[neighbour]) continue;
        seen[neighbour] = 1;
        behind.push(neighbour);
      }
    }
    found += behind.length;
    row = behind;
  }
  let axes = 1;
  while (axes < 6 && root(found, axes) > rows) axes++;
  return { axes, component: found };
}

/** How near the rates are to the threshold: 0 with everything kept, 1 at the threshold, beyond it more. */
export function nearness(
  { thresholds }: Measures,
  { sites, bonds }: { readonly sites: Rate; readonly bonds: Rate },
): number {
  return hazard(sites.drop) / hazard(1 - thresholds.site) + hazard(bonds.drop) / hazard(1 - thresholds.bond);
}

/** The side of a box of so many sites. */
export function sideOf({ sites, axes }: Measures): number {
  return Math.max(1, root(sites, axes));
}

/** A box of so many rows each way. */
export function boxOf(rows: number, axes: number): number {
  return power(rows, axes);
}
