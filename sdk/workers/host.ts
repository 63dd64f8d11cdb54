import type { FromWorker, ToWorker } from "./protocol.ts";
import { workerSource } from "./worker.gen.ts";

/** What a pool hears of a worker. */
export interface Listener {
  hear(message: FromWorker): void;
  /** It has died, or could not be started; nothing more comes from it. */
  lose(reason: unknown): void;
}

/** A worker that has been started. */
export interface Host {
  post(message: ToWorker): void;
  /** Ends it at once, whatever it is at; its listener hears nothing more. Resolves when it has gone, where that is told. */
  end(): Promise<unknown> | undefined;
  /** Whether the process has to live as long as it does, where that can be chosen. */
  hold(isHeld: boolean): void;
}

export type StartHost = (listener: Listener) => Host;

type NodeWorkers = typeof import("node:worker_threads");

// Asked for by name at run time: an import would be followed by bundlers for the web.
function builtin(name: "node:worker_threads" | "node:os"): unknown {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.(name);
}

/** How workers are started here; undefined where there are none. */
export function findHost(): StartHost | undefined {
  // First, also where there are Web Workers: in Deno these need be modules, and keep a process alive when idle.
  const threads = builtin("node:worker_threads") as Partial<NodeWorkers> | undefined;
  const { Worker: Thread } = threads ?? {};
  if (Thread) return (listener) => startThread(Thread, listener);
  return typeof Worker === "function" && typeof URL.createObjectURL === "function" ? startWebWorker : undefined;
}

/** Processors that work may be divided among. */
export function countProcessors(): number {
  const os = builtin("node:os") as Partial<typeof import("node:os")> | undefined;
  return os?.availableParallelism?.() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}

function startThread(Thread: NodeWorkers["Worker"], listener: Listener): Host {
  // No `require`: where the program came by `--input-type=module --eval`, its workers are modules too.
  const source = `${workerSource}\npercolationWorker.serve(process.getBuiltinModule("node:worker_threads").parentPort);`;
  const worker = new Thread(source, { eval: true });
  let isOver = false;
  const lose = (reason: unknown) => {
    if (!isOver) listener.lose(reason);
    isOver = true;
  };
  worker.on("message", (message: FromWorker) => {
    if (!isOver) listener.hear(message);
  });
  worker.on("error", lose);
  worker.on("exit", (code) => lose(new Error(`a worker ended with exit code ${code}`)));
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      isOver = true;
      return worker.terminate();
    },
    hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
  };
}

/** A policy may forbid workers from blobs, by an error of the constructor in some browsers. */
function openWorker(url: string): Worker {
  try {
    return new Worker(url);
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
}

function startWebWorker(listener: Listener): Host {
  const text = `${workerSource}\npercolationWorker.serve(self);`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = openWorker(url);
  let isOver = false;
  const lose = (reason: unknown) => {
    URL.revokeObjectURL(url);
    if (!isOver) listener.lose(reason);
    isOver = true;
  };
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (!isOver) listener.hear(data);
  });
  worker.addEventListener("messageerror", () => lose(new Error("a message of a worker could not be read")));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    lose(new Error(event.message || "a worker could not be started"));
  });
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      isOver = true;
      worker.terminate();
      URL.revokeObjectURL(url);
      return undefined;
    },
    hold: () => undefined,
  };
}
