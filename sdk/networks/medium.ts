import type { Topology } from "../engine/structure.ts";
import { badInput } from "../errors.ts";
import { kindOf } from "./check.ts";
import { checkGraph, type GraphNetwork, topologyOfGraph } from "./graph.ts";
import { checkLattice, type LatticeNetwork, topologyOfLattice } from "./lattice.ts";

/** What clusters live on: a lattice or a graph. */
export type Medium = LatticeNetwork | GraphNetwork;

/** A lattice or graph in canonical form. */
export function checkMedium(value: unknown): Medium {
  const kind = kindOf(value);
  if (kind === "lattice") return checkLattice(value);
  if (kind === "graph") return checkGraph(value);
  if (typeof value !== "object" || value === null) throw badInput("network", "a lattice or graph", value);
  throw badInput("network.kind", '"lattice" or "graph"', kind);
}

/** What the kernels see of it. */
export function topologyOf(medium: Medium): Topology {
  return medium.kind === "lattice" ? topologyOfLattice(medium) : topologyOfGraph(medium);
}
