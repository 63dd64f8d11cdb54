import { PercolationError } from "../errors.ts";
import { layOut, requireMemory } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import type { Rate } from "./layers.ts";
import { halves } from "./seeds.ts";
import { buildStructure, countBonds, countSites, countSlots, type Structure, type Topology } from "./structure.ts";

/** The columns of a sweep's record. */
export type Column = "largest" | "second" | "clusters" | "squares";

export const COLUMNS: readonly Column[] = ["largest", "second", "clusters", "squares"];

/** Two sets of sites whose connection is watched. */
export interface Terminals {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

// Numbers of the events of assembly/clusters/events.ts.
export const SPANS = 0;
export const CONNECTS = 6;
export const WRAPS = 7;
export const EVENTS = 13;

/** What runs of a sweep have in common. */
export interface SweepPlan {
  readonly topology: Topology;
  readonly kind: "site" | "bond";
  /** How likely elements of the other kind are there. */
  readonly others: Rate;
  /** Elements in the order of their addition, if that is not random. */
  readonly order?: Uint32Array | undefined;
  readonly terminals?: Terminals | undefined;
  readonly columns: readonly Column[];
  /** Events watched, by number. */
  readonly watched: readonly number[];
  /** Events any of which ends a run. */
  readonly until?: readonly number[];
  /** Numbers of elements, rising, at which the sizes of all clusters are counted. */
  readonly countSizesAt?: readonly number[] | undefined;
}

/** One run, to be looked at before the next: pointers into the engine's memory. */
export interface Run {
  /** Number of elements added. */
  readonly added: number;
  /** The first step of every event, -1 where it did not happen. */
  readonly firsts: Int32Array;
  /** Pointers of the columns asked for, 0 for others. */
  readonly columns: Readonly<Record<Column, number>>;
  /** At each of `countSizesAt`, number of clusters by size, 0..sites; shared by the runs. */
  readonly sizes: readonly Uint32Array[];
}

/** Runs of one plan in memory laid out once. */
export interface Runner {
  readonly engine: EngineExports;
  /** Elements that are added in a run. */
  readonly steps: number;
  /** Memory laid out for the caller. */
  readonly room: number;
  run(seed: bigint, run: number): Run;
  /** The order of the last run, as the numbers of sites or bonds. */
  readOrder(): Uint32Array;
}

// Sizes and offsets, in words, of the record of assembly/clusters/sweep.ts.
const RECORD = 112;

/** Bytes of order beyond its end that kernels may read. */
const AHEAD = 64;

function bitmask(events: readonly number[]): number {
  return events.reduce((mask, event) => mask | (1 << event), 0);
}

/** Refuses sweeps that cannot fit in memory, before an order is made for them: nodes, slots, order and columns. */
export function requireRoom(sites: number, elements: number): void {
  requireMemory(12 * sites + 24 * elements);
}

/** Lays memory out for sweeps by `plan`, and `room` bytes more, and lets `use` run them. */
export function withSweeps<T>(plan: SweepPlan, room: number, use: (runner: Runner) => T): T {
  return withEngine((engine) => {
    const { topology, kind, others } = plan;
    const ofSites = kind === "site";
    const filtered = others.drop > 0;
    const structure = buildStructure(topology, {
      neighbours: ofSites,
      incident: ofSites && filtered,
      ends: !ofSites,
      directed: false,
    });
    const sites = countSites(topology);
    const slots = countSlots(topology);
    const elements = ofSites ? sites : countBonds(topology);
    const steps = plan.order?.length ?? elements;
    const lean = isLean(plan);
    const margin = Math.ceil((structure.far * 4) / 16) * 16;
    const widths: Record<Column, number> = { largest: 4, second: 4, clusters: 4, squares: 8 };
    const bytesOf = (column: Column) => (plan.columns.includes(column) ? widths[column] * (steps + 1) : 0);
    const counted = plan.columns.includes("second") || (plan.countSizesAt?.length ?? 0) > 0;
    const from = plan.terminals?.from ?? new Uint32Array(0);
    const to = plan.terminals?.to ?? new Uint32Array(0);
    const listed = structure.longest + 1;
    const at = layOut(engine, {
      structure: structure.bytes,
      sweep: RECORD,
      order: 4 * Math.max(steps, elements) + AHEAD,
      forest: 4 * sites + 2 * margin + AHEAD,
      slots: lean ? 0 : 8 * sites,
      largest: bytesOf("largest"),
      second: bytesOf("second"),
      clusters: bytesOf("clusters"),
      squares: bytesOf("squares"),
      census: counted ? 4 * (sites + 1) : 0,
      bits: filtered ? 16 * Math.ceil((ofSites ? slots : sites) / 128) : 0,
      firsts: 4 * EVENTS,
      from: from.byteLength,
      to: to.byteLength,
      lists: 16 * listed,
      room,
    });
    structure.write(engine, at.structure);
    const { buffer } = engine.memory;
    new Uint32Array(buffer, at.from, from.length).set(from);
    new Uint32Array(buffer, at.to, to.length).set(to);
    const wanted = (column: Column) => (bytesOf(column) > 0 ? at[column] : 0);
    const columns = {
      largest: wanted("largest"),
      second: wanted("second"),
      clusters: wanted("clusters"),
      squares: wanted("squares"),
    };
    const bits = filtered ? at.bits : 0;
    // biome-ignore format: a row of the record a line
    new Uint32Array(buffer, at.sweep, RECORD / 4).set([
      at.structure, at.forest + margin, lean ? 0 : at.slots, at.order, Number(ofSites), ofSites ? 0 : bits, ofSites ? bits : 0,
      columns.largest, columns.second, columns.clusters, columns.squares, counted ? at.census : 0,
      at.from, from.length, at.to, to.length, at.firsts, bitmask(plan.watched), bitmask(plan.until ?? []),
      at.lists, at.lists + 4 * listed, at.lists + 8 * listed,
    ]);
    new Int32Array(buffer, at.firsts, EVENTS).fill(-1);
    const prepare = orderWriter(engine, plan, structure, { record: at.structure, order: at.order, steps });

    const run = (seed: bigint, number: number): Run => {
      prepare(seed, number);
      new Uint32Array(buffer, at.order + 4 * steps, AHEAD / 4).fill(0);
      if (filtered) {
        const count = ofSites ? slots : sites;
        engine.drawBits(
          ...halves(seed),
          ...halves(BigInt(number)),
          ofSites ? 1 : 0,
          count,
          others.keep,
          others.drop,
          bits,
        );
      }
      if (counted) new Uint32Array(buffer, at.census, sites + 1).fill(0);
      engine.beginSweep(at.sweep);
      const sizes: Uint32Array[] = [];
      let added = 0;
      for (const stop of [...(plan.countSizesAt ?? []), steps]) {
        added = advance(engine, at.sweep, added, stop);
        if (sizes.length < (plan.countSizesAt?.length ?? 0)) {
          sizes.push(new Uint32Array(buffer, at.census, sites + 1).slice());
        }
      }
      return { added, firsts: new Int32Array(buffer, at.firsts, EVENTS).slice(), columns, sizes };
    };
    const readOrder = () => toNumbers(plan, new Int32Array(buffer, at.order, steps).slice());
    return use({ engine, steps, room: at.room, run, readOrder });
  });
}

/** Whether only largest clusters are recorded, which needs the least. */
function isLean({ columns, countSizesAt, watched }: SweepPlan): boolean {
  return columns.length === 1 && columns[0] === "largest" && !countSizesAt?.length && watched.length === 0;
}

/** Elements added in one kernel call: a loop that runs on and on would never get the engine's best code. */
const STEPS_PER_CALL = 2 ** 16;

/** Adds elements until there are `stop`, or an event ends the run; returns how many there are then. */
function advance(engine: EngineExports, sweep: number, from: number, stop: number): number {
  let added = from;
  while (added < stop) {
    const wanted = Math.min(stop, added + STEPS_PER_CALL);
    added = engine.advanceSweep(sweep, wanted - added);
    if (added < 0) throw wound();
    if (added < wanted) break;
  }
  return added;
}

function wound(): PercolationError {
  return new PercolationError(
    "too-large",
    "network: expected clusters that do not wind around the lattice hundreds of times before they close, got one",
    { field: "network" },
  );
}

/** What fills the order of a run. */
function orderWriter(
  engine: EngineExports,
  plan: SweepPlan,
  structure: Structure,
  { record, order, steps }: { record: number; order: number; steps: number },
): (seed: bigint, run: number) => void {
  const list = () => (plan.kind === "site" ? engine.listSites(record, order) : engine.listSlots(record, order));
  if (plan.order === undefined) {
    return (seed, run) => {
      list();
      engine.shuffle(...halves(seed), ...halves(BigInt(run)), order, steps);
    };
  }
  let words: Uint32Array | Int32Array = plan.order;
  if (plan.kind === "bond" && structure.topology.kind === "lattice") {
    list();
    const slots = new Int32Array(engine.memory.buffer, order, countBonds(structure.topology));
    words = Int32Array.from(plan.order, (bond) => slots[bond] as number);
  }
  return () => new Uint32Array(engine.memory.buffer, order, steps).set(words);
}

/** Slots of a lattice's bonds, of which some may be empty, as numbers of bonds. */
function toNumbers(plan: SweepPlan, order: Int32Array): Uint32Array {
  if (plan.order) return plan.order;
  const slots = Uint32Array.from(order, (word) => word & 0x7fffffff);
  if (plan.kind === "site" || plan.topology.kind === "graph") return slots;
  if (countBonds(plan.topology) === countSlots(plan.topology)) return slots;
  const numbers = new Uint32Array(countSlots(plan.topology));
  slots
    .slice()
    .sort()
    .forEach((slot, number) => {
      numbers[slot] = number;
    });
  return slots.map((slot) => numbers[slot] as number);
}
