import type { Range } from "../engine/range.ts";
import { PercolationError } from "../errors.ts";
import type { Host, StartHost } from "./host.ts";
import type { Job } from "./job.ts";
import type { FromWorker } from "./protocol.ts";

/** A worker and what it is at. */
interface Member {
  readonly host: Host;
  /** Numbers of the jobs whose tasks it has been sent. */
  readonly tasks: Set<number>;
  at?: { readonly work: Work; readonly range: Range } | undefined;
}

/** A job that is under way. */
interface Work {
  readonly id: number;
  readonly job: Job;
  readonly onDone: (done: number) => void;
  readonly finish: () => void;
  readonly fail: (reason: unknown) => void;
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
  #ids = 0;
  /** Workers lost since one was last heard of. */
  #lostInARow = 0;
  #hasWorked = false;

  /** Starts the workers: by the time there is work they may be ready. */
  constructor(size: number, start: StartHost, engine: WebAssembly.Module) {
    this.#size = size;
    this.#start = start;
    this.#engine = engine;
    for (let member = 0; member < size; member++) this.#add();
  }

  /** Has a job done; `onDone` hears how many of its trials or runs are done. */
  run(job: Job, onDone: (done: number) => void, signals: readonly AbortSignal[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const id = this.#ids++;
      const end = () => {
        for (const signal of signals) signal.removeEventListener("abort", abort);
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
      const abort = () => work.fail(signals.find(({ aborted }) => aborted)?.reason);
      for (const signal of signals) signal.addEventListener("abort", abort);
      this.#works.add(work);
      this.#handOut();
    });
  }

  /** Ends all workers; what is under way fails with `reason`. */
  end(reason: unknown): void {
    for (const work of [...this.#works]) work.fail(reason);
    for (const { host } of this.#members) host.end();
    this.#members.clear();
  }

  #add(): void {
    let member: Member | undefined;
    const listener = {
      hear: (message: FromWorker) => member && this.#hear(member, message),
      lose: (reason: unknown) => member && this.#lose(member, reason),
    };
    try {
      member = { host: this.#start(listener), tasks: new Set() };
    } catch {
      this.#lostInARow++;
      return;
    }
    this.#members.add(member);
    member.host.post({ kind: "engine", module: this.#engine });
  }

  #handOut(): void {
    while (this.#members.size < this.#size && this.#lostInARow <= 2 * this.#size) this.#add();
    if (this.#members.size === 0) for (const work of [...this.#works]) work.fail(this.#noWorkers());
    for (const member of this.#members) {
      if (!member.at) this.#employ(member);
      member.host.hold(member.at !== undefined);
    }
  }

  /** Gives a free worker the first range there is. */
  #employ(member: Member): void {
    for (const work of this.#works) {
      const range = work.job.take(this.#size);
      if (!range) continue;
      const { id, job } = work;
      const { name, task, count } = job.sample;
      member.at = { work, range };
      if (!member.tasks.has(id)) member.host.post({ kind: "task", id, name, task, count });
      member.tasks.add(id);
      member.host.post({ kind: "range", id, ...range });
      return;
    }
  }

  #hear(member: Member, message: FromWorker): void {
    const { at } = member;
    this.#lostInARow = 0;
    this.#hasWorked = true;
    if (!at || at.work.id !== message.id) return;
    member.at = undefined;
    const { work } = at;
    if (message.kind === "failure") work.fail(revive(message));
    else {
      this.#try(work, () => {
        work.job.give(message, message.part, message.time);
        work.onDone(work.job.done);
        if (work.job.isDone) work.finish();
      });
    }
    this.#handOut();
  }

  #lose(member: Member, reason: unknown): void {
    this.#members.delete(member);
    this.#lostInARow++;
    const { at } = member;
    if (at) this.#try(at.work, () => at.work.job.lose(at.range, reason));
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
      if (member.at?.work === work) {
        member.host.end();
        this.#members.delete(member);
      } else if (member.tasks.delete(work.id)) member.host.post({ kind: "forget", id: work.id });
    }
    while (this.#members.size < this.#size && this.#lostInARow <= 2 * this.#size) this.#add();
  }

  #noWorkers(): Error {
    if (!this.#hasWorked) return new NoWorkers();
    const message = "workers: expected some that live, but none can be started any more";
    return new PercolationError("engine-unavailable", message, { field: "workers" });
  }
}

/** The error that a worker has told of. */
function revive({ code, field = "", message }: Extract<FromWorker, { kind: "failure" }>): Error {
  return code ? new PercolationError(code, message, { field }) : new Error(message);
}
