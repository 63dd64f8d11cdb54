import type { Range } from "../engine/range.ts";
import { PercolationError } from "../errors.ts";
import type { Control } from "./control.ts";
import type { Host, StartHost } from "./host.ts";
import type { Job } from "./job.ts";
import type { FromWorker } from "./protocol.ts";

/** A worker and what it is at. */
interface Member {
  readonly host: Host;
  /** Numbers of the jobs whose tasks it has been sent. */
  readonly tasks: Set<number>;
  /** Whether it has been heard of. */
  isReady: boolean;
  at?: { readonly work: Work; readonly range: Range } | undefined;
}

/** A job that is under way. */
interface Work {
  readonly id: number;
  readonly job: Job;
  readonly onDone: (done: number) => void;
  readonly finish: () => void;
  readonly fail: (reason: unknown) => void;
  /** Why it is to end as soon as its first range is done. */
  ending?: { readonly reason: unknown } | undefined;
}

/** Thrown when no worker could be started at all: the work can still be done without. */
export class NoWorkers extends Error {}

/** Workers that share jobs among them; one that dies is replaced. */
export class Crew {
  readonly #size: number;
  readonly #start: StartHost;
  readonly #engine: WebAssembly.Module;
  readonly #members = new Set<Member>();
  readonly #works = new Set<Work>();
  /** Workers that have been told to end. */
  readonly #leaving = new Set<Promise<unknown>>();
  #ids = 0;
  /** Workers that could not be started since one could. */
  #failedInARow = 0;
  #hasStarted = false;

  /** Starts the workers: by the time there is work they may be ready. */
  constructor(size: number, start: StartHost, engine: WebAssembly.Module) {
    this.#size = size;
    this.#start = start;
    this.#engine = engine;
    for (let member = 0; member < size; member++) this.#add();
  }

  /** Whether a worker could be started; it may yet turn out that it does not live. */
  get isStaffed(): boolean {
    return this.#members.size > 0;
  }

  /** Has a job done; `onDone` hears how many of its trials or runs are done. */
  run(job: Job, onDone: (done: number) => void, { signal, stop }: Pick<Control, "signal" | "stop">): Promise<void> {
    return new Promise((resolve, reject) => {
      const id = this.#ids++;
      const abort = () => {
        work.fail(signal?.reason);
        this.#handOut(); // There are free workers now.
      };
      const short = () => {
        // What is done may all be behind a range that is not: then there is no beginning to answer of yet.
        if (job.prefix.done > 0 || job.done === 0) work.fail(stop?.reason);
        else work.ending = { reason: stop?.reason };
        this.#handOut();
      };
      const end = () => {
        signal?.removeEventListener("abort", abort);
        stop?.removeEventListener("abort", short);
        this.#drop(work);
      };
      const work: Work = {
        id,
        job,
        onDone,
        finish: () => {
          end();
          resolve();
        },
        fail: (reason) => {
          end();
          reject(reason);
        },
      };
      signal?.addEventListener("abort", abort);
      stop?.addEventListener("abort", short);
      // Workers that cannot be started any more may be so again.
      if (this.#hasStarted && this.#works.size === 0) this.#failedInARow = 0;
      this.#works.add(work);
      // What was aborted before is not told of again.
      if (signal?.aborted) return abort();
      if (stop?.aborted) return short();
      this.#handOut();
    });
  }

  /** Ends all workers; what is under way fails with `reason`. */
  async end(reason: unknown): Promise<void> {
    for (const member of this.#members) this.#dismiss(member);
    for (const work of [...this.#works]) work.fail(reason);
    await Promise.all(this.#leaving);
  }

  #dismiss(member: Member): void {
    this.#members.delete(member);
    const gone = member.host.end();
    if (!gone) return;
    this.#leaving.add(gone);
    void gone.finally(() => this.#leaving.delete(gone));
  }

  #add(): void {
    let member: Member | undefined;
    const listener = {
      hear: (message: FromWorker) => member && this.#hear(member, message),
      lose: (reason: unknown) => member && this.#lose(member, reason),
    };
    try {
      member = { host: this.#start(listener), tasks: new Set(), isReady: false };
    } catch {
      this.#failedInARow++;
      return;
    }
    this.#members.add(member);
    member.host.post({ kind: "engine", module: this.#engine });
  }

  #handOut(): void {
    while (this.#works.size > 0 && this.#members.size < this.#size && this.#failedInARow <= 2 * this.#size) this.#add();
    if (this.#members.size === 0) for (const work of [...this.#works]) work.fail(this.#noWorkers());
    for (const member of this.#members) {
      if (!member.at) this.#employ(member);
      member.host.hold(member.at !== undefined);
    }
  }

  /** Gives a free worker the first range there is. */
  #employ(member: Member): void {
    for (const work of this.#works) {
      const range = work.ending ? work.job.takeLost() : work.job.take(this.#size);
      if (!range) continue;
      const { id, job } = work;
      const { name, task, count } = job.sample;
      try {
        if (!member.tasks.has(id)) member.host.post({ kind: "task", id, name, task, count });
      } catch (error) {
        work.fail(error); // The task cannot be sent.
        continue;
      }
      member.at = { work, range };
      member.tasks.add(id);
      member.host.post({ kind: "range", id, ...range });
      // Jobs take turns: a short one does not wait for a long one.
      this.#works.delete(work);
      this.#works.add(work);
      return;
    }
  }

  #hear(member: Member, message: FromWorker): void {
    const { at } = member;
    if (!this.#members.has(member)) return;
    if (!isReadable(message)) {
      this.#lose(member, new Error("a worker sent what no worker sends"));
      this.#dismiss(member);
      return;
    }
    this.#failedInARow = 0;
    this.#hasStarted = true;
    member.isReady = true;
    if (message.kind === "ready" || !at || at.work.id !== message.id) return;
    member.at = undefined;
    const { work, range } = at;
    if (message.kind === "failure") work.fail(revive(message));
    else {
      this.#try(work, () => {
        work.job.give(range, message.part, message.time);
        work.onDone(work.job.done);
        if (work.job.isDone) work.finish();
        else if (work.ending && work.job.prefix.done > 0) work.fail(work.ending.reason);
      });
    }
    this.#handOut();
  }

  #lose(member: Member, reason: unknown): void {
    if (!this.#members.delete(member)) return;
    const { at, isReady } = member;
    if (!isReady) {
      this.#failedInARow++;
      at?.work.job.takeBack(at.range);
    } else if (at) this.#try(at.work, () => at.work.job.lose(at.range, reason));
    this.#handOut();
  }

  #try(work: Work, use: () => void): void {
    try {
      use();
    } catch (error) {
      work.fail(error);
    }
  }

  /** Lets go of a job: workers that are at it are ended, since they hear nothing until they are done. */
  #drop(work: Work): void {
    this.#works.delete(work);
    for (const member of [...this.#members]) {
      if (member.at?.work === work) this.#dismiss(member);
      else if (member.tasks.delete(work.id)) member.host.post({ kind: "forget", id: work.id });
    }
  }

  #noWorkers(): Error {
    if (!this.#hasStarted) return new NoWorkers();
    const message = "workers: expected some that live, but none can be started any more";
    return new PercolationError("engine-unavailable", message, { field: "workers" });
  }
}

function isReadable(message: unknown): message is FromWorker {
  if (typeof message !== "object" || message === null || !("kind" in message)) return false;
  return message.kind === "part" ? "part" in message : message.kind === "ready" || message.kind === "failure";
}

/** The error that a worker has told of. */
function revive({ code, field = "", message }: Extract<FromWorker, { kind: "failure" }>): Error {
  return code ? new PercolationError(code, message, { field }) : new Error(message);
}
