/** Tells whether workers have drawn anything: a pool that does all the work in its own thread answers just the same. */

/** @typedef {{ kind?: string } | undefined} Message */

/** @returns {() => boolean} whether one has sent a part so far */
export function watchWorkers() {
  let isSeen = false;
  /** @param {Message} message */
  const see = (message) => {
    isSeen ||= message?.kind === "part";
  };
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads?.Worker) {
    const { Worker } = threads;
    threads.Worker = class extends Worker {
      /** @param {string} source @param {import("node:worker_threads").WorkerOptions} options */
      constructor(source, options) {
        super(source, options);
        this.on("message", see);
      }
    };
  } else if (typeof Worker === "function") {
    const WebWorker = Worker;
    globalThis.Worker = class extends WebWorker {
      /** @param {string} url */
      constructor(url) {
        super(url);
        this.addEventListener("message", ({ data }) => see(data));
      }
    };
  }
  return () => isSeen;
}
