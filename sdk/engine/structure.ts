import { requireMemory } from "./arena.ts";
import type { EngineExports } from "./exports.ts";

/** A box of equal cells, as the kernels see it. */
export interface LatticeTopology {
  readonly kind: "lattice";
  /** Sites in a cell. */
  readonly basis: number;
  readonly bonds: readonly (readonly [from: number, to: number, step: readonly number[]])[];
  readonly directed: boolean;
  readonly size: readonly number[];
  readonly periodic: readonly boolean[];
}

/** A graph as the kernels see it: two ends an edge, in a row. */
export interface GraphTopology {
  readonly kind: "graph";
  readonly sites: number;
  readonly ends: Uint32Array;
  readonly directed: boolean;
}

export type Topology = LatticeTopology | GraphTopology;

/** What a kernel looks at. */
export interface Needs {
  /** Neighbours of sites. */
  readonly neighbours: boolean;
  /** Neighbours by way of bonds, numbers included. */
  readonly incident: boolean;
  /** Ends of bonds. */
  readonly ends: boolean;
  /** Whether bonds are walked in their direction only, where they have one. */
  readonly directed: boolean;
}

// Sizes of the records of assembly/network/structure.ts.
const RECORD = 80;
const ENTRY = 48;
const AXIS = 12;

/** Number of sites. */
export function countSites(topology: Topology): number {
  if (topology.kind === "graph") return topology.sites;
  return topology.size.reduce((product, size) => product * size, topology.basis);
}

/** Number of bonds of a graph, of bond slots of a lattice, some of which hold none. */
export function countSlots(topology: Topology): number {
  if (topology.kind === "graph") return topology.ends.length / 2;
  return topology.size.reduce((product, size) => product * size, 2 ** bitsFor(topology.bonds.length));
}

/** Bits of the number of a bond among so many that start in a cell. */
export function bitsFor(bonds: number): number {
  return bonds > 1 ? 32 - Math.clz32(bonds - 1) : 0;
}

/** Number of bonds that exist. */
export function countBonds(topology: Topology): number {
  if (topology.kind === "graph") return topology.ends.length / 2;
  const { size, periodic } = topology;
  const perBond = topology.bonds.map(([, , step]) =>
    step.reduce((product, cells, axis) => {
      const length = size[axis] ?? 1;
      return product * (periodic[axis] ? length : Math.max(0, length - Math.abs(cells)));
    }, 1),
  );
  return perBond.reduce((sum, bonds) => sum + bonds, 0);
}

/** A structure in bytes, ready to be put into the arena. */
export interface Structure {
  readonly topology: Topology;
  readonly bytes: number;
  /** The longest list of neighbours. */
  readonly longest: number;
  /** Greatest distance in numbers between neighbours away from boundaries. */
  readonly far: number;
  /** Writes it; `pointer` is where its `bytes` begin, and the record itself. */
  write(engine: EngineExports, pointer: number): void;
}

export function buildStructure(topology: Topology, needs: Needs): Structure {
  return topology.kind === "graph" ? buildGraph(topology, needs) : buildLattice(topology, needs);
}

interface Entry {
  readonly place: number;
  readonly kind: number;
  readonly forward: boolean;
  readonly start: number;
  readonly step: readonly number[];
  readonly delta: number;
  /** In cells. */
  readonly cells: number;
}

function buildLattice(topology: LatticeTopology, needs: Needs): Structure {
  const { basis, size, periodic, bonds } = topology;
  const strides: number[] = [];
  size.reduce((stride, length) => {
    strides.push(stride);
    return stride * length;
  }, 1);
  const cellsBetween = (step: readonly number[]) =>
    step.reduce((sum, cells, axis) => sum + cells * (strides[axis] ?? 0), 0);
  const starts = bonds.map(
    ([from, to, step], kind): Entry => ({
      place: to,
      kind,
      forward: true,
      start: from,
      step,
      delta: cellsBetween(step) * basis + to - from,
      cells: cellsBetween(step),
    }),
  );
  const backwards = starts.map(
    (entry): Entry => ({
      ...entry,
      place: entry.start,
      forward: false,
      step: entry.step.map((cells) => -cells),
      delta: -entry.delta,
      cells: -entry.cells,
    }),
  );
  const oneWay = needs.directed && topology.directed;
  const lists = Array.from({ length: basis }, (_, place) => [
    ...starts.filter((entry) => entry.start === place),
    ...(oneWay ? [] : backwards.filter((_, kind) => starts[kind]?.place === place)),
  ]);
  // Those before the site first: labelling looks at no others.
  for (const list of lists) list.sort((a, b) => a.delta - b.delta);
  const entries = lists.flat();
  const firsts = [0];
  for (const list of lists) firsts.push((firsts[firsts.length - 1] ?? 0) + list.length);
  const reaches = size.map((_, axis) => Math.max(...bonds.map(([, , step]) => Math.abs(step[axis] ?? 0))));
  const far = Math.max(...starts.map(({ delta }) => Math.abs(delta)));
  const longest = Math.max(...lists.map((list) => list.length));
  const entriesAt = RECORD;
  const startsAt = entriesAt + ENTRY * entries.length;
  const firstsAt = startsAt + ENTRY * starts.length;
  const axesAt = firstsAt + 4 * firsts.length;

  return {
    topology,
    longest,
    far,
    bytes: axesAt + AXIS * size.length,
    write(engine, pointer) {
      const { buffer } = engine.memory;
      const writeEntries = (list: readonly Entry[], at: number) => {
        list.forEach((entry, index) => {
          const words = new Int32Array(buffer, pointer + at + ENTRY * index, ENTRY / 4);
          words.set([
            entry.delta,
            entry.place,
            entry.kind,
            Number(entry.forward),
            entry.start,
            entry.cells,
            ...entry.step,
          ]);
        });
      };
      writeEntries(entries, entriesAt);
      writeEntries(starts, startsAt);
      new Int32Array(buffer, pointer + firstsAt, firsts.length).set(firsts);
      size.forEach((length, axis) => {
        const words = [length, strides[axis] ?? 0, reaches[axis] ?? 0];
        new Int32Array(buffer, pointer + axesAt + AXIS * axis, 3).set(words);
      });
      const closed = periodic.reduce((bits, isClosed, axis) => bits + (isClosed ? 2 ** axis : 0), 0);
      const pointers = [entriesAt, firstsAt, startsAt, axesAt].map((at) => pointer + at);
      new Int32Array(buffer, pointer, 18).set([
        ...[countSites(topology), countSlots(topology), longest, 0, 0, 0, 0],
        ...[size.length, basis, bitsFor(bonds.length), closed, ...pointers, far, bonds.length, windBits(size.length)],
      ]);
    },
  };
}

/** Windings along so many axes share 64 bits. */
function windBits(dimensions: number): number {
  return Math.floor(64 / Math.max(dimensions, 2));
}

function buildGraph(topology: GraphTopology, needs: Needs): Structure {
  const { sites, ends } = topology;
  const edges = ends.length / 2;
  if (needs.neighbours) requireMemory(4 * sites + 4 * edges);
  const listed = needs.neighbours ? listNeighbours(topology, needs) : undefined;
  const offsetsAt = RECORD;
  const neighboursAt = offsetsAt + 4 * (listed ? sites + 1 : 0);
  const incidentAt = neighboursAt + 4 * (listed?.neighbours.length ?? 0);
  const endsAt = Math.ceil((incidentAt + 4 * (listed?.incident?.length ?? 0)) / 8) * 8;
  return {
    topology,
    longest: listed?.longest ?? 0,
    far: 0,
    bytes: endsAt + (needs.ends ? ends.byteLength : 0),
    write(engine, pointer) {
      const { buffer } = engine.memory;
      if (listed) {
        new Uint32Array(buffer, pointer + offsetsAt, sites + 1).set(listed.offsets);
        new Uint32Array(buffer, pointer + neighboursAt, listed.neighbours.length).set(listed.neighbours);
        if (listed.incident) new Uint32Array(buffer, pointer + incidentAt, listed.incident.length).set(listed.incident);
      }
      if (needs.ends) new Uint32Array(buffer, pointer + endsAt, ends.length).set(ends);
      const pointers = [offsetsAt, neighboursAt, incidentAt, endsAt].map((at) => pointer + at);
      const words = [sites, edges, listed?.longest ?? 0, ...pointers, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 32];
      new Int32Array(buffer, pointer, 18).set(words);
    },
  };
}

interface Lists {
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly incident: Uint32Array | undefined;
  readonly longest: number;
}

/** Neighbours node by node, in the order of the edges; a loop is listed once. */
function listNeighbours({ sites, ends, directed }: GraphTopology, needs: Needs): Lists {
  const oneWay = directed && needs.directed;
  const offsets = new Uint32Array(sites + 1);
  const count = (node: number) => {
    offsets[node + 1] = (offsets[node + 1] as number) + 1;
  };
  for (let end = 0; end < ends.length; end += 2) {
    const from = ends[end] as number;
    const to = ends[end + 1] as number;
    count(from);
    if (!oneWay && from !== to) count(to);
  }
  let longest = 0;
  for (let node = 0; node < sites; node++) {
    longest = Math.max(longest, offsets[node + 1] as number);
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
  }
  const next = offsets.slice();
  const neighbours = new Uint32Array(offsets[sites] as number);
  const incident = needs.incident ? new Uint32Array(neighbours.length) : undefined;
  const put = (node: number, neighbour: number, edge: number) => {
    const at = next[node] as number;
    next[node] = at + 1;
    neighbours[at] = neighbour;
    if (incident) incident[at] = edge;
  };
  for (let edge = 0; 2 * edge < ends.length; edge++) {
    const from = ends[2 * edge] as number;
    const to = ends[2 * edge + 1] as number;
    put(from, to, edge);
    if (!oneWay && from !== to) put(to, from, edge);
  }
  return { offsets, neighbours, incident, longest };
}
