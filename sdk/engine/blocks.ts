import { PercolationError } from "../errors.ts";
import { allocate } from "./arena.ts";
import type { LogSurvival } from "./exact.ts";
import type { EngineExports } from "./exports.ts";
import { withEngine } from "./instance.ts";
import { type Layer, layerBytes, type Rate, writeLayers } from "./layers.ts";

/** What happens to the number of reached units, from one place of a network to the next. */
export type Stage =
  | { readonly kind: "layer"; readonly layer: Layer }
  /** Each of `width` units survives by itself. */
  | { readonly kind: "thin"; readonly width: number; readonly rate: Rate }
  /** All of them survive, or none. */
  | { readonly kind: "gate"; readonly width: number; readonly rate: Rate }
  | Block;

/** A branch added to what it branches off from. */
export interface Block {
  readonly kind: "block";
  /** Stages of the branch before its last layer. */
  readonly branch: readonly Stage[];
  readonly last: Layer;
  /** Of the whole branch. */
  readonly rate: Rate;
  /** The trunk itself, or a layer that reads it. */
  readonly skip: "trunk" | Layer;
}

/** Terms that may be added up before a network is refused: about a minute. */
const TERM_LIMIT = 5e9;

/** Units that come out of a stage. */
export function widthOf(stage: Stage): number {
  if (stage.kind === "layer") return stage.layer.width;
  return stage.kind === "block" ? stage.last.width : stage.width;
}

/**
 * Exact path probability of stages one after another, from `width` units that are all there. Costs
 * O(width^2) a residual block, and O(width^3) where its branch has dropconnect.
 */
export function solveStages(stages: readonly Stage[], width: number): LogSurvival {
  const layers = stages.flatMap(layersOf);
  const widest = layers.reduce((most, layer) => Math.max(most, layer.width), mostOf(stages, widthOf, width));
  const depth = mostOf(stages, depthOf, 1);
  if (isTooLong(stages, width)) throw tooLong(termsOf(stages, width));
  return withEngine((engine) => {
    const bytes = 8 * (widest + 1);
    const [records, work, logs, arrays] = allocate(
      engine,
      layerBytes(layers),
      8 * engine.workLength(widest),
      bytes,
      bytes * (4 + 2 * depth),
    );
    engine.setWork(work, widest);
    engine.setLogs(logs, widest);
    writeLayers(engine, layers, records);
    const at = new Map(layers.map((layer, index) => [layer, records + index * layerBytes([layer])]));
    const carrier = new Carrier(engine, at, arrays, bytes);
    const outputs = stages.length > 0 ? widthOf(stages[stages.length - 1] as Stage) : width;
    const solve = (empty: number, some: number) => {
      carrier.fill(0, outputs, (count) => (count === 0 ? empty : some));
      return carrier.solve(stages, width);
    };
    return { logCut: solve(0, Number.NEGATIVE_INFINITY), logOpen: solve(Number.NEGATIVE_INFINITY, 0) };
  });
}

/** Carries functions of the count back through stages. Array 0 and 1 serve the trunk, two more each nesting. */
class Carrier {
  readonly #engine: EngineExports;
  readonly #records: ReadonlyMap<Layer, number>;
  readonly #arrays: number;
  readonly #bytes: number;

  constructor(engine: EngineExports, records: ReadonlyMap<Layer, number>, arrays: number, bytes: number) {
    this.#engine = engine;
    this.#records = records;
    this.#arrays = arrays;
    this.#bytes = bytes;
  }

  fill(array: number, width: number, logOf: (count: number) => number): void {
    new Float64Array(this.#engine.memory.buffer, this.#array(array), width + 1).forEach((_, count, values) => {
      values[count] = logOf(count);
    });
  }

  /** The value at `width` units before the first stage, of the function that array 0 holds behind the last. */
  solve(stages: readonly Stage[], width: number): number {
    const counts = countsOf(stages, width);
    let current = 0;
    for (let index = stages.length - 1; index >= 0; index--) {
      this.#carry(stages[index] as Stage, current, 1 - current, counts[index] ?? { width, ends: false }, 2);
      current = 1 - current;
    }
    return new Float64Array(this.#engine.memory.buffer, this.#array(current), width + 1)[width] ?? Number.NaN;
  }

  #array(index: number): number {
    return this.#arrays + this.#bytes * index;
  }

  /** From function `f` behind a stage to `g` before it, at the counts asked for; at others g is log 0. */
  #carry(stage: Stage, f: number, g: number, counts: Counts, free: number): void {
    if (counts.ends) this.fill(g, counts.width, () => Number.NEGATIVE_INFINITY);
    for (const [first, last] of counts.ends
      ? [
          [0, 0],
          [counts.width, counts.width],
        ]
      : [[0, counts.width]]) {
      this.#carryRange(stage, f, this.#array(g) + 8 * (first ?? 0), first ?? 0, last ?? 0, free);
    }
  }

  #carryRange(stage: Stage, f: number, out: number, first: number, last: number, free: number): void {
    const from = this.#array(f);
    switch (stage.kind) {
      case "layer":
        this.#engine.stepBack(this.#record(stage.layer), from, out, first, last);
        break;
      case "thin":
        this.#engine.thin(from, out, first, last, stage.rate.keep, stage.rate.drop);
        break;
      case "gate":
        this.#engine.gate(from, out, first, last, stage.rate.keep, stage.rate.drop);
        break;
      case "block":
        for (let count = first; count <= last; count++)
          this.#carryBlock(stage, f, out + 8 * (count - first), count, free);
    }
  }

  /** One count of the trunk: the branch is a chain of its own, behind which the sum is taken. */
  #carryBlock(block: Block, f: number, out: number, count: number, free: number): void {
    const { branch, last, rate, skip } = block;
    const layer = this.#record(last);
    const beside = skip === "trunk" ? 0 : this.#record(skip);
    const [first] = branch;
    const meet = (to: number, low: number, high: number) =>
      this.#engine.meet(this.#array(f), to, layer, beside, count, low, high, rate.keep, rate.drop);
    if (!first) {
      meet(out, count, count);
      return;
    }
    let current = free;
    meet(this.#array(current), 0, widthOf(branch[branch.length - 1] as Stage));
    for (let index = branch.length - 1; index > 0; index--) {
      const next = current === free ? free + 1 : free;
      const width = widthOf(branch[index - 1] as Stage);
      this.#carryRange(branch[index] as Stage, current, this.#array(next), 0, width, free + 2);
      current = next;
    }
    this.#carryRange(first, current, out, count, count, free + 2);
  }

  #record(layer: Layer): number {
    return this.#records.get(layer) ?? 0;
  }
}

/** Which counts of reached units can be: 0 and all of them alone, or any. */
interface Counts {
  readonly width: number;
  readonly ends: boolean;
}

/** The counts before each stage. */
function countsOf(stages: readonly Stage[], width: number): Counts[] {
  const counts: Counts[] = [];
  let now: Counts = { width, ends: true };
  for (const stage of stages) {
    counts.push(now);
    now = { width: widthOf(stage), ends: staysAtEnds(stage, now.ends) };
  }
  return counts;
}

function staysAtEnds(stage: Stage, ends: boolean): boolean {
  switch (stage.kind) {
    case "layer":
      return isCertain(stage.layer);
    case "thin":
      return ends && stage.rate.drop === 0;
    case "gate":
      return ends;
    case "block":
      // A trunk that is all there stays so whatever is added.
      return stage.skip === "trunk" ? ends : isCertain(stage.skip) && isCertain(stage.last);
  }
}

function isCertain({ sites, bonds }: Layer): boolean {
  return sites.drop === 0 && bonds.drop === 0;
}

function layersOf(stage: Stage): Layer[] {
  if (stage.kind === "layer") return [stage.layer];
  if (stage.kind !== "block") return [];
  return [...stage.branch.flatMap(layersOf), stage.last, ...(stage.skip === "trunk" ? [] : [stage.skip])];
}

/** Blocks within blocks. */
function depthOf(stage: Stage): number {
  return stage.kind === "block" ? 1 + mostOf(stage.branch, depthOf, 0) : 0;
}

function mostOf(stages: readonly Stage[], read: (stage: Stage) => number, least: number): number {
  return stages.reduce((most, stage) => Math.max(most, read(stage)), least);
}

/** Whether the exact recursion of these stages would be refused. */
export function isTooLong(stages: readonly Stage[], width: number): boolean {
  return termsOf(stages, width) > TERM_LIMIT;
}

/** Terms that {@link solveStages} adds up, roughly: some 10 ns each. */
export function termsOf(stages: readonly Stage[], start: number): number {
  let before: Counts = { width: start, ends: true };
  let terms = 0;
  for (const stage of stages) {
    terms += termsAt(stage, before.width, before.ends ? 2 : before.width + 1);
    before = { width: widthOf(stage), ends: staysAtEnds(stage, before.ends) };
  }
  return 2 * terms;
}

/** Terms for so many counts before a stage. */
function termsAt(stage: Stage, before: number, counts: number): number {
  const width = widthOf(stage);
  switch (stage.kind) {
    case "layer":
      // Without removal of bonds all counts but 0 are alike; otherwise each has its band.
      return width + counts * (stage.layer.bonds.drop > 0 ? Math.min(width, 1 + Math.sqrt(width)) : 0.1);
    case "thin":
      return (counts * width) / 2;
    case "gate":
      return counts;
    case "block":
      return counts * termsOfBranch(stage, before);
  }
}

/** Terms for one count of the trunk. */
function termsOfBranch({ branch, last }: Block, before: number): number {
  const reads = branch.length > 0 ? widthOf(branch[branch.length - 1] as Stage) : 0;
  let terms = (last.bonds.drop > 0 ? reads + 1 : 2) * (last.width / 2);
  let width = before;
  for (const [index, inner] of branch.entries()) {
    terms += termsAt(inner, width, index === 0 ? 1 : width + 1);
    width = widthOf(inner);
  }
  return terms;
}

function tooLong(terms: number): PercolationError {
  const message = `network: expected one whose exact recursion adds at most ${TERM_LIMIT} terms, got one that needs about ${terms.toPrecision(2)}; ask for method "monte-carlo" or a smaller network`;
  return new PercolationError("too-large", message, { field: "network" });
}
