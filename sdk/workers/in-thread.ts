import { breathe, type Control } from "./control.ts";
import type { Job } from "./job.ts";

/** Does a job in this thread, kernel call by kernel call; other work goes on between them. */
export async function runInThread(
  job: Job,
  onDone: (done: number) => void,
  { signal, stop }: Pick<Control, "signal" | "stop">,
): Promise<void> {
  for (let range = job.take(1); range; range = job.take(1)) {
    signal?.throwIfAborted();
    stop?.throwIfAborted();
    // Clocks of edge runtimes stand still: pieces are those of the kernel calls, whatever time they take.
    job.give(range, job.sampling.run(range));
    onDone(job.done);
    await breathe();
  }
}
