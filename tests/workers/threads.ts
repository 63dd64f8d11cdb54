import { Worker } from "node:worker_threads";
import type { StartHost } from "../../sdk/workers/host.ts";
import { workerSource } from "../../sdk/workers/worker.gen.ts";

/** What pools have workers run. */
export const SERVING = `${workerSource}\npercolationWorker.serve(process.getBuiltinModule("node:worker_threads").parentPort);`;

/** Worker threads that tests can get at from outside: the pool takes what happens to them for death. */
export class Threads {
  readonly alive: Worker[] = [];
  started = 0;
  /** Ranges of trials that were handed out. */
  ranges = 0;
  /** Threads that ended of themselves or were killed, not by the pool. */
  lost = 0;
  readonly #sourceOf: (number: number) => string;

  /** `sourceOf` says what the worker of a number runs: what pools give them, unless it says otherwise. */
  constructor(sourceOf: (number: number) => string = () => SERVING) {
    this.#sourceOf = sourceOf;
  }

  readonly start: StartHost = (listener) => {
    const source = this.#sourceOf(this.started++);
    // A heap so small that what fills it is told so soon; the engine's memory is not in it.
    const thread = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } });
    this.alive.push(thread);
    let isEnded = false;
    let reason: unknown;
    thread.on("message", (message) => !isEnded && listener.hear(message));
    thread.on("error", (error) => {
      reason = error;
    });
    thread.on("exit", (code) => {
      this.alive.splice(this.alive.indexOf(thread), 1);
      if (isEnded) return;
      this.lost++;
      listener.lose(reason ?? new Error(`exit code ${code}`));
    });
    thread.unref();
    return {
      post: (message) => {
        if (message.kind === "range") this.ranges++;
        thread.postMessage(message);
      },
      end: () => {
        isEnded = true;
        return thread.terminate();
      },
      hold: (isHeld) => (isHeld ? thread.ref() : thread.unref()),
    };
  };

  /** Kills one of those that live. */
  kill(choice: number): void {
    const thread = this.alive[choice % Math.max(1, this.alive.length)];
    void thread?.terminate();
  }
}
