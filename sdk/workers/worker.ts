import { giveEngine } from "../engine/source.given.ts";
import { PercolationError } from "../errors.ts";
import type { Sampling } from "../sampling/sampler.ts";
import type { FailureMessage, FromWorker, RangeMessage, ToWorker } from "./protocol.ts";
import { samplers } from "./samplers.ts";
import { buffersOf } from "./transfer.ts";

// What runs inside a worker. The build bundles it into worker.gen.ts, with source.given.ts as its engine.

/** The pool's end of the line: a scope of its own in the web's workers, a port in Node's. */
interface Port {
  postMessage(message: FromWorker, transfer?: ArrayBuffer[]): void;
  on?(event: "message", listen: (message: ToWorker) => void): void;
  addEventListener(event: "message", listen: (event: { readonly data: ToWorker }) => void): void;
}

/** Answers what is asked through a port, one message after another. */
export function serve(port: Port): void {
  const tasks = new Map<number, Sampling<unknown>>();
  const hear = (message: ToWorker): void => {
    if (message.kind === "engine") giveEngine(message.module);
    else if (message.kind === "forget") tasks.delete(message.id);
    else
      try {
        if (message.kind === "range") {
          const part = draw(tasks.get(message.id), message);
          port.postMessage(part, buffersOf(part));
        } else tasks.set(message.id, open(message.name, message.task, message.count));
      } catch (error) {
        port.postMessage(failure(message.id, error));
      }
  };
  if (port.on) port.on("message", hear);
  else port.addEventListener("message", ({ data }) => hear(data));
  port.postMessage({ kind: "ready" });
}

function open(name: string, task: unknown, count: number): Sampling<unknown> {
  const sampler = samplers.get(name);
  if (!sampler) throw new RangeError(`no sampler is called ${name}`);
  return sampler.open(task as never, count);
}

function draw(sampling: Sampling<unknown> | undefined, { id, first, count }: RangeMessage): FromWorker {
  if (!sampling) throw new RangeError(`no task has the number ${id}`);
  const start = Date.now();
  const part = sampling.run({ first, count });
  return { kind: "part", id, first, count, part, time: Date.now() - start };
}

function failure(id: number, error: unknown): FailureMessage {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof PercolationError)) return { kind: "failure", id, message };
  return { kind: "failure", id, message, code: error.code, field: error.field };
}
