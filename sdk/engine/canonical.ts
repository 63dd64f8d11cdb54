import { allocate } from "./arena.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import type { Rate } from "./layers.ts";
import type { Column } from "./sweeps.ts";

/** Averages at a probability: of the columns, of squares without the largest, and then of events. */
export const AVERAGES = 5;

/** Binomial weights kept at once: more than are above 2^-60 of the greatest. */
function weightsFor(steps: number): number {
  return 24 * Math.ceil(Math.sqrt(steps)) + 256;
}

/** Bytes for {@link averageRun}. */
export function canonicalBytes(steps: number, points: number, events: number): number {
  return 16 * points + 16 * Math.ceil(events / 4) + 8 * weightsFor(steps) + 8 * points * (AVERAGES + events);
}

/** A record in the engine's memory, and the first steps of events, -1 for never. */
export interface RunRecord {
  readonly steps: number;
  readonly columns: Readonly<Record<Column, number>>;
  readonly events: readonly number[];
}

/** Canonical averages of one run at each of the rates: {@link AVERAGES} columns and the events, point by point. */
export function averageRun(
  engine: EngineExports,
  record: RunRecord,
  rates: readonly Rate[],
  room: number,
): Float64Array {
  const { steps, columns, events } = record;
  const { buffer } = engine.memory;
  const firsts = room + 16 * rates.length;
  const weights = firsts + 16 * Math.ceil(events.length / 4);
  const result = weights + 8 * weightsFor(steps);
  const length = rates.length * (AVERAGES + events.length);
  new Float64Array(buffer, room, 2 * rates.length).set(rates.flatMap(({ keep, drop }) => [keep, drop]));
  new Int32Array(buffer, firsts, events.length).set(events);
  new Float64Array(buffer, result, length).fill(0);
  engine.averageCanonically(
    steps,
    room,
    rates.length,
    columns.largest,
    columns.second,
    columns.clusters,
    columns.squares,
    firsts,
    events.length,
    weights,
    weightsFor(steps),
    result,
  );
  return new Float64Array(buffer, result, length).slice();
}

/** The columns of a record as the caller holds them. */
export interface HeldColumns {
  readonly largest: Uint32Array;
  readonly second: Uint32Array;
  readonly clusters: Uint32Array;
  readonly squares: Float64Array;
}

/** As {@link averageRun}, of a record outside the engine. */
export function averageHeld(held: HeldColumns, events: readonly number[], rates: readonly Rate[]): Float64Array {
  return withEngine((engine) => {
    const steps = held.largest.length - 1;
    const bytes = 4 * (steps + 1);
    const [largest, second, clusters, squares, room] = allocate(
      engine,
      ...([bytes, bytes, bytes, 2 * bytes] as const),
      canonicalBytes(steps, rates.length, events.length),
    );
    const { buffer } = engine.memory;
    new Uint32Array(buffer, largest, steps + 1).set(held.largest);
    new Uint32Array(buffer, second, steps + 1).set(held.second);
    new Uint32Array(buffer, clusters, steps + 1).set(held.clusters);
    new Float64Array(buffer, squares, steps + 1).set(held.squares);
    return averageRun(engine, { steps, columns: { largest, second, clusters, squares }, events }, rates, room);
  });
}

/** What many runs say of an event at one probability. */
export interface EventShare {
  /** Sum over the runs of the probability that the event has happened. */
  readonly sum: number;
  /** Derivative of the sum by keep. */
  readonly slope: number;
  /** Sum of the squares of the probabilities. */
  readonly squares: number;
}

/** Measures an event at any probability inside 0..1, given its first steps in all runs. */
export function withFirstSteps<T>(
  firsts: Int32Array,
  steps: number,
  use: (measure: (rate: Rate) => EventShare) => T,
): T {
  return withEngine((engine) => {
    const sorted = firsts.filter((first) => first >= 0).sort();
    const [at, weights, result] = allocate(engine, sorted.byteLength, 8 * weightsFor(steps), 24);
    new Int32Array(engine.memory.buffer, at, sorted.length).set(sorted);
    return use(({ keep, drop }) => {
      engine.sumTails(steps, keep, drop, at, sorted.length, weights, weightsFor(steps), result);
      const [sum = 0, slope = 0, squares = 0] = new Float64Array(engine.memory.buffer, result, 3);
      return { sum, slope, squares };
    });
  });
}
