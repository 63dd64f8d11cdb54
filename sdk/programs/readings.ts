import type { Taps } from "../engine/programs.ts";
import { PercolationError } from "../errors.ts";
import type { Window } from "../networks/model/axes.ts";

// Which positions of one axis an output position reads. Tables, not loops in the kernels: convolutions, their
// transposes, pools, paddings and resizings differ in nothing else. A table is made only where it is asked for.

/** What the positions of an output's axis read of the input's. */
export interface Reading {
  /** Positions of the input. */
  readonly from: number;
  /** Positions of the output. */
  readonly to: number;
  /** Of each position, 1 if it reads anything. */
  presence(): Uint8Array;
  /** All sources, position by position, with places in a kernel. */
  table(): Taps;
  /** The same connections from the other side. */
  transposed(): Reading;
}

/** Sources first, first + step, ..., `count` of them, at places `place`, place + placeStep, ... of a kernel. */
interface Run {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly place: number;
  readonly placeStep: number;
}

/** Entries of a table: some 200 MB. */
const MOST_ENTRIES = 2 ** 24;

/** A reading whose sources lie at equal distances. */
class RunReading implements Reading {
  readonly from: number;
  readonly to: number;
  readonly #runAt: (position: number) => Run;
  #table: Taps | undefined;

  constructor(from: number, to: number, runAt: (position: number) => Run) {
    this.from = from;
    this.to = to;
    this.#runAt = runAt;
  }

  presence(): Uint8Array {
    return Uint8Array.from({ length: this.to }, (_, position) => Number(this.#runAt(position).count > 0));
  }

  table(): Taps {
    this.#table ??= this.#tabulate();
    return this.#table;
  }

  #tabulate(): Taps {
    const offsets = new Uint32Array(this.to + 1);
    let entries = 0;
    for (let position = 0; position < this.to; position++) {
      entries += this.#runAt(position).count;
      if (entries > MOST_ENTRIES) throw tooManyEntries(this.from, this.to);
      offsets[position + 1] = entries;
    }
    const sources = new Uint32Array(entries);
    const places = new Uint32Array(entries);
    for (let position = 0; position < this.to; position++) {
      const { first, step, count, place, placeStep } = this.#runAt(position);
      const start = offsets[position] ?? 0;
      for (let at = 0; at < count; at++) {
        sources[start + at] = first + at * step;
        places[start + at] = place + at * placeStep;
      }
    }
    return { offsets, sources, places };
  }

  transposed(): Reading {
    return new TransposedReading(this, (mark) => {
      for (let position = 0; position < this.to; position++) mark(this.#runAt(position));
    });
  }
}

/** A reading from the other side. */
class TransposedReading implements Reading {
  readonly from: number;
  readonly to: number;
  readonly #original: Reading;
  readonly #eachRun: (mark: (run: Run) => void) => void;

  constructor(original: Reading, eachRun: (mark: (run: Run) => void) => void) {
    this.from = original.to;
    this.to = original.from;
    this.#original = original;
    this.#eachRun = eachRun;
  }

  presence(): Uint8Array {
    // Long runs of neighbours are marked by where they begin and end.
    const steps = new Int32Array(this.to + 1);
    const change = (at: number, by: number) => {
      steps[at] = (steps[at] ?? 0) + by;
    };
    this.#eachRun(({ first, step, count }) => {
      if (step === 1 && count > 0) {
        change(first, 1);
        change(first + count, -1);
      } else {
        for (let at = 0; at < count; at++) {
          change(first + at * step, 1);
          change(first + at * step + 1, -1);
        }
      }
    });
    let depth = 0;
    return Uint8Array.from({ length: this.to }, (_, position) => {
      depth += steps[position] ?? 0;
      return Number(depth > 0);
    });
  }

  table(): Taps {
    const { offsets, sources, places } = this.#original.table();
    const starts = new Uint32Array(this.to + 2);
    for (const source of sources) starts[source + 2] = (starts[source + 2] ?? 0) + 1;
    for (let position = 2; position < starts.length; position++) {
      starts[position] = (starts[position] ?? 0) + (starts[position - 1] ?? 0);
    }
    const readers = new Uint32Array(sources.length);
    const placed = new Uint32Array(sources.length);
    for (let position = 0; position < this.from; position++) {
      for (let at = offsets[position] ?? 0; at < (offsets[position + 1] ?? 0); at++) {
        const source = (sources[at] ?? 0) + 1;
        const next = starts[source] ?? 0;
        readers[next] = position;
        placed[next] = places?.[at] ?? 0;
        starts[source] = next + 1;
      }
    }
    return { offsets: starts.slice(0, -1), sources: readers, places: placed };
  }

  transposed(): Reading {
    return this.#original;
  }
}

function tooManyEntries(from: number, to: number): PercolationError {
  const message = `network: expected windows that read at most ${MOST_ENTRIES} positions along an axis in all, got more, from ${from} positions to ${to}`;
  return new PercolationError("too-large", message, { field: "network" });
}

const NOTHING: Run = { first: 0, step: 1, count: 0, place: 0, placeStep: 0 };

/** Output o reads o * stride + k * dilation - before. */
export function readWindows({ kernel, stride, dilation, before }: Window, from: number, to: number): Reading {
  return new RunReading(from, to, (position) => {
    const start = position * stride - before;
    const first = start < 0 ? Math.ceil(-start / dilation) : 0;
    const last = Math.min(kernel - 1, Math.floor((from - 1 - start) / dilation));
    if (last < first) return NOTHING;
    return { first: start + first * dilation, step: dilation, count: last - first + 1, place: first, placeStep: 1 };
  });
}

/** Output o reads i where o = i * stride + k * dilation - before. */
export function readTransposed({ kernel, stride, dilation, before }: Window, from: number, to: number): Reading {
  const every = stride / greatestDivisor(stride, dilation);
  /** The first k that leads to a remainder of the stride. */
  const firsts = new Map(Array.from({ length: every }, (_, k) => [(k * dilation) % stride, k] as const));
  return new RunReading(from, to, (position) => {
    const sum = position + before;
    const first = firsts.get(sum % stride);
    if (first === undefined) return NOTHING;
    const sourceStep = (every * dilation) / stride;
    // The sources fall as k rises, from where they are inside on.
    const highest = (sum - first * dilation) / stride;
    const skipped = highest > from - 1 ? Math.ceil((highest - (from - 1)) / sourceStep) : 0;
    const start = highest - skipped * sourceStep;
    const place = first + skipped * every;
    const inKernel = Math.floor((kernel - 1 - place) / every) + 1;
    const inside = Math.floor(start / sourceStep) + 1;
    const count = Math.min(inKernel, inside);
    return count > 0 ? { first: start, step: -sourceStep, count, place, placeStep: every } : NOTHING;
  });
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Every position reads all of them. */
export function readAll(from: number, to: number): Reading {
  const all: Run = { first: 0, step: 1, count: from, place: 0, placeStep: 0 };
  return new RunReading(from, to, () => all);
}

/** Position q reads the positions up to its own, the last one all. */
export function readCausally(from: number, to: number): Reading {
  return new RunReading(from, to, (position) => ({ ...NOTHING, count: position + 1 + from - to }));
}

/** Every position reads one, or none where that is outside. */
export function readOne(from: number, to: number, sourceOf: (position: number) => number): Reading {
  return new RunReading(from, to, (position) => {
    const first = sourceOf(position);
    return first >= 0 && first < from ? { ...NOTHING, first, count: 1 } : NOTHING;
  });
}

/** Resizing: the nearest position, or both neighbours of the half-pixel coordinate. */
export function readResized(from: number, to: number, mode: "nearest" | "linear"): Reading {
  if (mode === "nearest") return readOne(from, to, (position) => Math.floor((position * from) / to));
  return new RunReading(from, to, (position) => {
    const at = Math.min(from - 1, Math.max(0, ((position + 0.5) * from) / to - 0.5));
    const first = Math.floor(at);
    return { ...NOTHING, first, count: at > first ? 2 : 1 };
  });
}

/** Position y is covered by the blocks that begin at y - size + 1 .. y. */
export function readBlocks(size: number, from: number, to: number): Reading {
  return new RunReading(from, to, (position) => {
    const first = Math.max(0, position - size + 1);
    return { ...NOTHING, first, count: Math.max(0, Math.min(position, from - 1) - first + 1) };
  });
}
