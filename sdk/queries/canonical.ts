import * as v from "valibot";
import { AVERAGES, averageHeld } from "../engine/canonical.ts";
import { CONNECTS, SPANS, WRAPS } from "../engine/sweeps.ts";
import { badInput } from "../errors.ts";
import { asObject, check, level, probability } from "../networks/check.ts";
import { keeping } from "../networks/removal.ts";
import { addRun, noMoments } from "../statistics/moments.ts";
import { normaliseRun, pointsOf, type SweepPoint } from "./sweep-curve.ts";
import { countEvents, eventsOfRun, watch } from "./sweep-events.ts";
import type { SweepRun } from "./sweep-run.ts";

export interface CanonicalOptions {
  /** Probabilities that an element survives, each in 0..1. */
  readonly keep: readonly number[];
  /** Confidence of intervals, above 0 and below 1; 0.95 unless given. */
  readonly confidence?: number;
}

const schema = v.strictObject({
  keep: v.array(probability, "an array of probabilities"),
  confidence: v.optional(level, 0.95),
});

/**
 * Canonical averages of runs of a sweep: what they say at any probabilities. An observable at probability
 * keep is the average of its values after n elements, n being binomial. The weights are computed from the
 * most likely n on, by their ratios, so that none underflows that matters: those below 2^-60 of the greatest
 * are left out, an error of 1e-17 relative to an observable's greatest value.
 *
 * Takes O(sqrt(elements)) for each run and probability.
 *
 * @param runs - From {@link sweepRun}, all of the same kind and network, and each of all elements: in random order, or
 *   in a given one if an average over so many of its first elements is what is wanted.
 * @returns A point for each probability, as {@link sweep} gives them.
 * @throws PercolationError `invalid-input` for no runs, runs of different networks, or probabilities out of range.
 * @see M. Newman, R. Ziff, Phys. Rev. E 64, 016706 (2001), equation 2.
 *
 * @example
 * import { canonical, graph, sweepRun } from "percolation";
 * const run = sweepRun(graph({ edges: [[0, 1]] }), { kind: "bond" });
 * canonical([run], { keep: [0.25] })[0].largest.mean; // => 0.625
 */
export function canonical(runs: readonly SweepRun[], options: CanonicalOptions): SweepPoint[] {
  const { keep, confidence } = check(schema, asObject(options, "options"), "");
  if (!Array.isArray(runs)) throw badInput("runs", "an array of runs", runs);
  runs.forEach(checkRun);
  const [first] = runs as readonly SweepRun[];
  if (first === undefined) throw badInput("runs", "at least one run", runs);
  const watched = watch(first.periodic, first.connected !== undefined);
  const events = countEvents(watched);
  let moments = noMoments(keep.length * (AVERAGES + events));
  runs.forEach((run, index) => {
    if (run.sites !== first.sites || run.kind !== first.kind || run.order.length !== first.order.length) {
      throw badInput(`runs[${index}]`, "a run like the first", run);
    }
    const happened = eventsOfRun(firstsOf(run), watched);
    moments = addRun(moments, normaliseRun(averageHeld(run, happened, keep.map(keeping)), run.sites, events));
  });
  return pointsOf(moments, keep, watched, confidence);
}

/** Refuses what is no run, such as one that went through JSON. */
function checkRun(run: unknown, index: number): void {
  const at = `runs[${index}]`;
  if (typeof run !== "object" || run === null) throw badInput(at, "a run of a sweep", run);
  const { kind, sites, bonds, order, periodic, spanning, wrapping, connected, ...columns } = run as Partial<SweepRun>;
  if (kind !== "site" && kind !== "bond") throw badInput(`${at}.kind`, '"site" or "bond"', kind);
  if (!(order instanceof Uint32Array)) throw badInput(`${at}.order`, "a Uint32Array", order);
  const elements = kind === "site" ? sites : bonds;
  if (order.length !== elements) throw badInput(`${at}.order`, `all ${elements} ${kind}s`, order);
  for (const name of ["largest", "second", "clusters", "squares"] as const) {
    const column = columns[name];
    const isColumn = name === "squares" ? column instanceof Float64Array : column instanceof Uint32Array;
    if (!isColumn || column?.length !== order.length + 1) {
      throw badInput(`${at}.${name}`, `a typed array of ${order.length + 1} numbers`, column);
    }
  }
  if (!Array.isArray(periodic)) throw badInput(`${at}.periodic`, "an array", periodic);
  const isStep = (step: unknown) =>
    step === null || (Number.isInteger(step) && Number(step) >= 0 && Number(step) <= order.length);
  for (const [name, list] of Object.entries({ spanning, wrapping, connected: [connected ?? null] })) {
    const length = name === "connected" ? 1 : periodic.length;
    if (!Array.isArray(list) || list.length !== length || !list.every(isStep)) {
      throw badInput(
        `${at}.${name}`,
        "numbers of elements, or null for never",
        name === "connected" ? connected : list,
      );
    }
  }
}

/** The first steps of events by number, -1 for never, as the engine gives them. */
function firstsOf({ spanning, wrapping, connected }: SweepRun): number[] {
  const firsts: number[] = [];
  spanning.forEach((step, axis) => {
    firsts[SPANS + axis] = step ?? -1;
  });
  wrapping.forEach((step, axis) => {
    firsts[WRAPS + axis] = step ?? -1;
  });
  firsts[CONNECTS] = connected ?? -1;
  return firsts;
}
