import * as v from "valibot";
import { COLUMNS, CONNECTS, type Column, type Run, type Runner, SPANS, WRAPS, withSweeps } from "../engine/sweeps.ts";
import { asObject, check } from "../networks/check.ts";
import { checkMedium, type Medium } from "../networks/medium.ts";
import { planSweep, type RunOptions, runFields, runNumber } from "./sweep-options.ts";

/** One run of a sweep, seen at every number of added elements. */
export interface SweepRun {
  readonly kind: "site" | "bond";
  readonly sites: number;
  readonly bonds: number;
  readonly run: number;
  /** The elements in the order of their addition. */
  readonly order: Uint32Array;
  /** After 0, 1, 2, ... elements: sites of the largest cluster. */
  readonly largest: Uint32Array;
  /** Sites of the second largest cluster, 0 when there is only one. */
  readonly second: Uint32Array;
  /** Number of clusters. */
  readonly clusters: Uint32Array;
  /** Sum of the squares of the clusters' sites. */
  readonly squares: Float64Array;
  /** Which axes of a lattice are periodic; empty for graphs. */
  readonly periodic: readonly boolean[];
  /**
   * For each axis of a lattice the number of elements at which it is first spanned, by a cluster that reaches
   * both faces; null for never, and always for periodic axes.
   */
  readonly spanning: readonly (number | null)[];
  /** For each axis the number of elements at which a cluster first winds around it; null for never. */
  readonly wrapping: readonly (number | null)[];
  /** Number of elements at which `from` and `to` are first connected, null for never; absent when not given. */
  readonly connected?: number | null;
  /** With `sizesAt`: for each of its numbers of elements how many clusters there are of every size, 0 to sites. */
  readonly sizes?: readonly Uint32Array[];
}

export interface SweepRunOptions extends RunOptions {
  /** Number of the run, 0..2^53-1; 0 unless given. */
  readonly run?: number;
}

const schema = v.strictObject({ ...runFields, run: v.optional(runNumber, 0) });

/**
 * One run of a sweep: sites or bonds of a lattice or graph are added one by one, and the record tells of
 * the clusters after each. {@link sweep} averages many of these.
 *
 * Directions of edges are ignored: clusters are weakly connected. Takes O(sites + bonds); memory for a
 * site 16 bytes, for an element added 4 bytes and a record of 20, and as much again for the record that is returned.
 *
 * @param network - From {@link lattice}, {@link graph} or a reader of graphs.
 * @param options - What is added and in which order, the seed and the number of the run.
 * @throws PercolationError `invalid-input` for an order that names an element twice or one that does not
 *   exist, and for values out of range; `too-large` when the record does not fit in memory.
 * @see M. Newman, R. Ziff, Phys. Rev. E 64, 016706 (2001).
 *
 * @example
 * import { graph, sweepRun } from "percolation";
 * const path = graph({ edges: [[0, 1], [1, 2], [2, 3]] });
 * const { largest, clusters } = sweepRun(path, { kind: "bond", order: [0, 2, 1] });
 * [...largest]; // => [1, 2, 2, 4]
 * [...clusters]; // => [4, 3, 2, 1]
 */
export function sweepRun(network: Medium, options: SweepRunOptions): SweepRun {
  const { run, ...checked } = check(schema, asObject(options, "options"), "");
  const medium = checkMedium(network);
  const planned = planSweep(medium, checked);
  return withSweeps({ ...planned.plan(), columns: COLUMNS }, 0, (runner) => {
    const done = runner.run(BigInt(checked.seed), run);
    const periodic = medium.kind === "lattice" ? medium.periodic : [];
    const each = (first: number) => periodic.map((_, axis) => stepOf(done, first + axis));
    return {
      kind: checked.kind,
      sites: planned.sites,
      bonds: planned.bonds,
      run,
      order: runner.readOrder(),
      ...readColumns(runner, done),
      periodic,
      spanning: each(SPANS),
      wrapping: each(WRAPS),
      ...(checked.sizesAt ? { sizes: done.sizes } : {}),
      ...(planned.watched.connected ? { connected: stepOf(done, CONNECTS) } : {}),
    };
  });
}

function stepOf(run: Run, event: number): number | null {
  const first = run.firsts[event] ?? -1;
  return first < 0 ? null : first;
}

/** Copies of the columns of a run. */
export function readColumns({ engine, steps }: Runner, { columns }: Run): Pick<SweepRun, Column> {
  const { buffer } = engine.memory;
  const words = (column: "largest" | "second" | "clusters") =>
    new Uint32Array(buffer, columns[column], steps + 1).slice();
  return {
    largest: words("largest"),
    second: words("second"),
    clusters: words("clusters"),
    squares: new Float64Array(buffer, columns.squares, steps + 1).slice(),
  };
}
