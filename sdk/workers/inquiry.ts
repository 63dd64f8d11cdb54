import { type Answer, type Prepared, prepare, type Query } from "../queries/ask.ts";
import type { Sample } from "../sampling/sampler.ts";
import type { Control } from "./control.ts";
import { type Crew, NoWorkers } from "./crew.ts";
import { drive } from "./drive.ts";
import { runInThread } from "./in-thread.ts";
import { Job, NOTHING, type Prefix } from "./job.ts";

/** Trials that an answer is given of when it is asked for before one is due. */
const FEW = 128;

/** Which field of a query says how much is sampled. */
export function countField(query: Query): "trials" | "runs" {
  return query.ask === "sweep" || query.ask === "threshold" ? "runs" : "trials";
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
  readonly #crew: () => Crew | undefined;
  readonly #control: Control;
  /** What is known of the samples whose tasks do not follow from others, by their number. */
  readonly #known = new Map<number, Prefix>();
  /** What of the sample under way was done when work on it ended. */
  #reached: { readonly index: number; readonly prefix: Prefix } = { index: 0, prefix: NOTHING };

  constructor(crew: () => Crew | undefined, control: Control) {
    this.#crew = crew;
    this.#control = control;
  }

  /** The answer, or when it is stopped that of what is done. */
  async answer(prepared: Prepared): Promise<Answer> {
    const { signal, stop, onProgress } = this.#control;
    const signals = [signal, stop].filter((each) => each !== undefined);
    for (const each of signals) each.throwIfAborted();
    try {
      const draw = (sample: Sample, index: number) => this.#draw(sample, index, signals);
      return await drive(prepared.steps(), draw, { signal: signal ?? stop, onProgress });
    } catch (error) {
      if (!stop?.aborted || signal?.aborted || error !== stop.reason) throw error;
      return await this.#answerShort(prepared.query, error);
    }
  }

  /** The answer of as many trials as there are. */
  #answerShort(query: Query, reason: unknown): Promise<Answer> {
    const { index, prefix } = this.#reached;
    // Of later samples there may be fewer trials than of earlier ones, or none yet.
    const count = index === 0 ? prefix.done : Math.max(prefix.done, FEW);
    if (count < (query.ask === "threshold" ? 2 : 1)) return Promise.reject(reason);
    const { signal } = this.#control;
    const draw = (sample: Sample, at: number) => this.#draw(sample, at, signal ? [signal] : [], false);
    return drive(withCount(query, count).steps(), draw, { signal });
  }

  async #draw(sample: Sample, index: number, signals: readonly AbortSignal[], isHeard = true): Promise<unknown> {
    const sampling = sample.open();
    const known = (sample.isFixed && this.#known.get(index)) || NOTHING;
    const isBeginning = known.done === sample.count || (known.done < sample.count && known.done % sampling.grain === 0);
    const job = new Job(sample, sampling, isBeginning ? known : NOTHING);
    const onDone = (done: number) => {
      if (isHeard) this.#control.onProgress?.(done, sample.count);
    };
    try {
      if (!job.isDone) await this.#run(job, onDone, signals);
    } finally {
      if (sample.isFixed) this.#known.set(index, job.prefix);
      this.#reached = { index, prefix: job.prefix };
    }
    return job.prefix.part;
  }

  async #run(job: Job, onDone: (done: number) => void, signals: readonly AbortSignal[]): Promise<void> {
    const crew = this.#crew();
    try {
      await (crew ? crew.run(job, onDone, signals) : runInThread(job, onDone, signals));
    } catch (error) {
      if (!(error instanceof NoWorkers)) throw error;
      await runInThread(job, onDone, signals);
    }
  }
}
