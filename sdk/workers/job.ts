import type { Range } from "../engine/range.ts";
import { PercolationError } from "../errors.ts";
import type { Sample, Sampling } from "../sampling/sampler.ts";

/** What of a sample is known: the first so many trials or runs. */
export interface Prefix {
  readonly done: number;
  /** Undefined when none is done. */
  readonly part: unknown;
}

export const NOTHING: Prefix = { done: 0, part: undefined };

/** Time that ranges should take, in milliseconds: long beside a message, short beside patience. */
const RANGE_TIME = 100;
/** How much shorter ranges are than is thought right until one has been timed. */
const FIRST_SHARE = 8;
/** What a range is taken to have lasted at least: clocks may tell no less than a millisecond, and may stand still. */
const SHORTEST_TIME = 1;
/** How often one range may be lost with its worker before the work itself is to blame. */
const LOSSES = 20;

/** A sample cut into ranges, which are handed out in order, done in any, and joined in order. */
export class Job {
  readonly sample: Sample;
  readonly sampling: Sampling<unknown>;
  #prefix: Prefix;
  /** Where the next new range begins. */
  #next: number;
  /** Ranges that were lost, to be handed out again. */
  readonly #lost: Range[] = [];
  /** Parts that wait for those before them, by their first trial. */
  readonly #waiting = new Map<number, { readonly count: number; readonly part: unknown }>();
  /** Trials of parts that wait. */
  #ahead = 0;
  /** Milliseconds for a trial or run; undefined until one range is done. */
  #pace: number | undefined;
  /** How often ranges were lost, by their first trial. */
  readonly #losses = new Map<number, number>();

  constructor(sample: Sample, sampling: Sampling<unknown>, known: Prefix) {
    this.sample = sample;
    this.sampling = sampling;
    this.#prefix = known;
    this.#next = known.done;
  }

  /** What is known from the first trial on. */
  get prefix(): Prefix {
    return this.#prefix;
  }

  /** Trials or runs that are done. */
  get done(): number {
    return this.#prefix.done + this.#ahead;
  }

  get isDone(): boolean {
    return this.#prefix.done >= this.sample.count;
  }

  /** The next range for one of `workers`, or for the calling thread when that is 0; undefined when all is handed out. */
  take(workers: number): Range | undefined {
    const again = this.takeLost();
    if (again) return again;
    const left = this.sample.count - this.#next;
    if (left <= 0) return undefined;
    const { grain } = this.sampling;
    // Towards the end ranges get shorter, so that all workers end about together.
    const share = workers > 1 ? Math.min(this.#wanted(workers), left / (2 * workers)) : this.#wanted(workers);
    const count = Math.min(left, Math.max(1, Math.round(share / grain)) * grain);
    const range = { first: this.#next, count };
    this.#next += count;
    return range;
  }

  #wanted(workers: number): number {
    const { perCall } = this.sampling;
    // Clocks of edge runtimes stand still: pieces are those of the kernel calls, whatever time they take.
    if (workers === 0) return perCall;
    return this.#pace === undefined ? perCall / FIRST_SHARE : RANGE_TIME / this.#pace;
  }

  /** A range that was lost. */
  takeLost(): Range | undefined {
    return this.#lost.shift();
  }

  /** Takes the part of a range that was handed out, with the milliseconds it took where these are to set the pace. */
  give({ first, count }: Range, part: unknown, time?: number): void {
    if (time !== undefined) {
      const pace = Math.max(SHORTEST_TIME, time) / count;
      this.#pace = ((this.#pace ?? pace) + pace) / 2;
    }
    this.#waiting.set(first, { count, part });
    this.#ahead += count;
    for (let next = this.#waiting.get(this.#prefix.done); next; next = this.#waiting.get(this.#prefix.done)) {
      const { done, part: known } = this.#prefix;
      this.#waiting.delete(done);
      this.#ahead -= next.count;
      const joined = known === undefined ? next.part : this.sampling.join(known, next.part);
      this.#prefix = { done: done + next.count, part: joined };
    }
  }

  /** Takes back a range that nobody has begun with. */
  takeBack(range: Range): void {
    this.#lost.push(range);
  }

  /** Takes back a range whose worker has died at it. */
  lose(range: Range, reason: unknown): void {
    const losses = (this.#losses.get(range.first) ?? 0) + 1;
    this.#losses.set(range.first, losses);
    if (losses > LOSSES) {
      const message = `workers: expected some that live, but ${losses} died at the same work`;
      throw new PercolationError("engine-unavailable", message, { field: "workers", cause: reason });
    }
    this.takeBack(range);
  }
}
