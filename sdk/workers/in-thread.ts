import { breathe, type Control } from "./control.ts";
import type { Job } from "./job.ts";

/** Does a job in this thread, kernel call by kernel call; other work goes on between them. */
export async function runInThread(
  job: Job,
  onDone: (done: number) => void,
  { signal, stop }: Pick<Control, "signal" | "stop">,
): Promise<void> {
  for (let range = job.take(0); range; range = job.take(0)) {
    signal?.throwIfAborted();
    stop?.throwIfAborted();
    job.give(range, job.sampling.run(range));
    onDone(job.done);
    await breathe();
  }
}
