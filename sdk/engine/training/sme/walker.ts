import { readBytes, readNumbers } from "../../arena.ts";
import { dimensionOf, type Laid, type Model, withModel } from "./model.ts";
import type { Course, Gait } from "./paths.ts";

/** What was kept, path by path, record by record; NaN from where a path diverged. */
export interface Walked {
  readonly records: Float64Array;
  /** Of each path, the step that gave no finite numbers; undefined where all were. */
  readonly divergedAt: readonly (number | undefined)[];
}

/** Bytes of the state of a stream of random numbers. */
const STREAM = 128;

/** Paths under way, one after another: so many steps at a time, with the same bits for any division. */
export class Walker {
  readonly #model: Model;
  readonly #start: Float64Array;
  readonly #course: Course;
  readonly #gait: Gait;
  readonly #records: Float64Array;
  readonly #divergedAt: (number | undefined)[] = [];
  /** Of the path that is walked: where it is, and how many of its steps are done. */
  #parameters: Float64Array;
  #step = 0;
  /** Where the stream of random numbers of that path stands. */
  #stream: Uint8Array | undefined;

  constructor(model: Model, start: Float64Array, course: Course, gait: Gait) {
    this.#model = model;
    this.#start = start;
    this.#course = course;
    this.#gait = gait;
    this.#records = new Float64Array(course.paths * this.#recordsIn(course.steps) * dimensionOf(model));
    this.#parameters = start;
  }

  /** Steps of all paths that are done; a path that diverged is done. */
  get done(): number {
    return this.#divergedAt.length * this.#course.steps + this.#step;
  }

  get isDone(): boolean {
    return this.#divergedAt.length === this.#course.paths;
  }

  /** What was kept, when it is done. */
  get walked(): Walked {
    return { records: this.#records, divergedAt: this.#divergedAt };
  }

  /** Goes on for so many steps. */
  advance(steps: number): void {
    const { needs } = this.#gait;
    const longest = Math.min(steps, this.#course.steps);
    const room = { records: Math.max(1, this.#recordsIn(longest)) * dimensionOf(this.#model) };
    withModel(this.#model, this.#parameters, needs, room, (laid) => {
      const { module, parameters } = laid;
      if (this.#stream) new Uint8Array(module.memory.buffer, module.streamState(), STREAM).set(this.#stream);
      for (let left = steps; left > 0 && !this.isDone; ) {
        if (this.#step === 0) this.#gait.open?.(laid, this.#divergedAt.length);
        left -= this.#goOn(laid, left);
        if (this.#step === 0) new Float64Array(module.memory.buffer, parameters, this.#start.length).set(this.#start);
      }
      this.#parameters = readNumbers(module, parameters, this.#start.length);
      if (this.#gait.open) this.#stream = readBytes(module, module.streamState(), STREAM);
    });
  }

  /** Walks a leg of at most so many steps; returns how many it has. */
  #goOn(laid: Laid<"records">, most: number): number {
    const { every } = this.#course;
    const first = this.#step;
    // Where a record is under way the leg ends with it; so the kernel, which counts from 0 on, keeps the right ones.
    const under = first % every;
    const steps = Math.min(most, this.#course.steps - first, under > 0 ? every - under : Number.POSITIVE_INFINITY);
    const leg = { path: this.#divergedAt.length, first, steps, every: every - under };
    const done = this.#gait.run(laid, leg);
    this.#keep(laid, Math.floor(done / leg.every));
    if (done < steps) this.#endPath(first + done);
    else if (first + steps === this.#course.steps) this.#endPath(undefined);
    else this.#step += steps;
    return steps;
  }

  /** Takes over the records of a leg. */
  #keep({ module, room }: Laid<"records">, count: number): void {
    const size = dimensionOf(this.#model);
    this.#records.set(readNumbers(module, room.records, count * size), this.#placeOf(this.#step));
  }

  #endPath(divergedAt: number | undefined): void {
    if (divergedAt !== undefined) {
      const end = this.#placeOf(0) + this.#recordsIn(this.#course.steps) * dimensionOf(this.#model);
      this.#records.fill(Number.NaN, this.#placeOf(divergedAt), end);
    }
    this.#divergedAt.push(divergedAt);
    this.#step = 0;
  }

  /** Where the records begin that come after a step of the path that is walked. */
  #placeOf(step: number): number {
    const before = this.#divergedAt.length * this.#recordsIn(this.#course.steps);
    return (before + this.#recordsIn(step)) * dimensionOf(this.#model);
  }

  #recordsIn(steps: number): number {
    return Math.floor(steps / this.#course.every);
  }
}
