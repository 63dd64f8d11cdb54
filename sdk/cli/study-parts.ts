import { setImmediate } from "node:timers/promises";
import type { MessagePort, Worker } from "node:worker_threads";
import { studies } from "../studies/index.ts";
import type { Findings } from "../studies/study.ts";

// Parts of studies are run side by side, in threads that are this program once more: see index.ts.

/** Where a part of a study stands. */
export interface Place {
  readonly study: string;
  readonly part: number;
}

type Reply = { readonly findings: Findings } | { readonly error: unknown };

/** Who runs parts, one at a time. */
export interface Runner {
  run(place: Place): Promise<Findings>;
  end(): void;
}

function runPart({ study, part }: Place): Findings {
  const find = studies.find(({ name }) => name === study)?.parts[part];
  if (!find) throw new Error(`there is no part ${part} of a study ${study}`);
  return find();
}

/** Runs parts in this thread, and gives an interrupt its turn before each; none after its end. */
export function inProcess(): Runner {
  let isOver = false;
  return {
    run: async (place) => {
      await setImmediate();
      if (isOver) throw new Error("no part is run after the end");
      return runPart(place);
    },
    end: () => {
      isOver = true;
    },
  };
}

/** Runs parts in a thread, which serves them. */
export function inThread(thread: Worker): Runner {
  return {
    run: (place) =>
      new Promise((resolve, reject) => {
        const lose = (code: number) => reject(new Error(`a thread ended with exit code ${code}`));
        const settle = (finish: () => void) => {
          thread.off("message", hear).off("error", fail).off("exit", lose);
          finish();
        };
        const hear = (reply: Reply) => settle(() => ("error" in reply ? reject(reply.error) : resolve(reply.findings)));
        const fail = (error: Error) => settle(() => reject(error));
        thread.on("message", hear).on("error", fail).on("exit", lose);
        thread.postMessage(place);
      }),
    end: () => void thread.terminate(),
  };
}

/** The other end: runs what it is sent. */
export function serveParts(port: MessagePort): void {
  port.on("message", (place: Place) => {
    port.postMessage(answer(place));
  });
}

function answer(place: Place): Reply {
  try {
    return { findings: runPart(place) };
  } catch (error) {
    return { error };
  }
}

/** Runs parts in the order given, each by the first runner that is free: a promise for each. One that fails gets no other. */
export function divide(places: readonly Place[], runners: readonly Runner[]): Promise<Findings>[] {
  const free = [...runners];
  const waiting: ((runner: Runner) => void)[] = [];
  const take = () =>
    new Promise<Runner>((resolve) => {
      const runner = free.pop();
      if (runner) resolve(runner);
      else waiting.push(resolve);
    });
  const give = (runner: Runner) => {
    const next = waiting.shift();
    if (next) next(runner);
    else free.push(runner);
  };
  return places.map(async (place) => {
    const runner = await take();
    const findings = await runner.run(place);
    give(runner);
    return findings;
  });
}
