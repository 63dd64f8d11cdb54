import { type Answer, type Prepared, prepare, type Query } from "../queries/ask.ts";
import type { Sample } from "../sampling/sampler.ts";
import type { Control } from "./control.ts";
import { type Crew, NoWorkers } from "./crew.ts";
import { drive } from "./drive.ts";
import { runInThread } from "./in-thread.ts";
import { Job, NOTHING, type Prefix } from "./job.ts";

/** Trials that an answer is given of at least when it is asked for before one is due. */
const FEW = 128;
/** How often an inspection draws its trials again, with other rates. */
const REPETITIONS = 16;

/** Which field of a query says how much is sampled. */
export function countField(query: Query): "trials" | "runs" {
  return query.ask === "sweep" || query.ask === "threshold" ? "runs" : "trials";
}

/** How much a query in canonical form samples. */
export function countOf(query: Query): number {
  return (query as unknown as Readonly<Record<string, number>>)[countField(query)] ?? 1;
}

/** The same query with another number of trials or runs. */
export function withCount(query: Query, count: number): Prepared {
  return prepare({ ...query, [countField(query)]: count });
}

/**
 * The answers of one query, also for fewer trials or runs: what is sampled for one of them is the beginning of what is
 * sampled for the next.
 */
export class Inquiry {
  readonly #crewFor: (job: Job) => Crew | undefined;
  readonly #control: Control;
  /** What is known of the samples whose tasks do not follow from others, by their number. */
  readonly #known = new Map<number, Prefix>();
  /** How much of the latest sample was done when work on it ended. */
  #reached = { index: 0, done: 0, isAll: false };

  /** `crewFor` says who does a job; the calling thread when nobody. */
  constructor(crewFor: (job: Job) => Crew | undefined, control: Control) {
    this.#crewFor = crewFor;
    this.#control = control;
  }

  /** The answer, or when it is stopped that of what is done. */
  async answer(prepared: Prepared): Promise<Answer> {
    const { signal, stop, onProgress } = this.#control;
    signal?.throwIfAborted();
    stop?.throwIfAborted();
    this.#reached = { index: 0, done: 0, isAll: false };
    try {
      const draw = (sample: Sample, index: number) => this.#draw(sample, index, this.#control);
      return await drive(prepared.steps(), draw, { signal, stop, onProgress });
    } catch (error) {
      if (!stop?.aborted || signal?.aborted || error !== stop.reason) throw error;
      return await this.#answerShort(prepared.query, error);
    }
  }

  /** The answer of what there is. */
  #answerShort(query: Query, reason: unknown): Promise<Answer> {
    const count = this.#countShort(query);
    if (count < (query.ask === "threshold" ? 2 : 1)) return Promise.reject(reason);
    const { signal } = this.#control;
    const draw = (sample: Sample, at: number) => this.#draw(sample, at, { signal });
    return drive(withCount(query, count).steps(), draw, { signal });
  }

  /** Of how many trials or runs there is an answer without much more work. */
  #countShort(query: Query): number {
    const { index, done, isAll } = this.#reached;
    const isFirst = index === 0 && !isAll;
    if (done === 0 && isFirst) return 0;
    const most = countOf(query);
    if (query.ask === "inspect")
      return Math.min(most, Math.max(FEW, Math.floor((isFirst ? done : most) / REPETITIONS)));
    // Of later samples there may be fewer trials than of earlier ones, or none yet.
    return isFirst ? done : Math.min(most, Math.max(FEW, index === 0 ? 0 : done));
  }

  async #draw(sample: Sample, index: number, control: Control): Promise<unknown> {
    const sampling = sample.open();
    const known = (sample.isFixed && this.#known.get(index)) || NOTHING;
    const isBeginning = known.done === sample.count || (known.done < sample.count && known.done % sampling.grain === 0);
    const job = new Job(sample, sampling, isBeginning ? known : NOTHING);
    const onDone = (done: number) => control.onProgress?.(done, sample.count);
    try {
      if (!job.isDone) await this.#run(job, onDone, control);
    } finally {
      if (sample.isFixed) this.#known.set(index, job.prefix);
      this.#reached = { index, done: job.prefix.done, isAll: job.isDone };
    }
    return job.prefix.part;
  }

  async #run(job: Job, onDone: (done: number) => void, control: Control): Promise<void> {
    const crew = this.#crewFor(job);
    try {
      if (crew) return await crew.run(job, onDone, control);
    } catch (error) {
      if (!(error instanceof NoWorkers)) throw error;
    }
    const onPiece = (done: number) => {
      this.#crewFor(job); // Throws when there is nobody to work for any more.
      onDone(done);
    };
    await runInThread(job, onPiece, control);
  }
}
