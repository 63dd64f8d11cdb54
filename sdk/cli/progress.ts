import type { Progress } from "../sampling/solve.ts";
import type { Terminal } from "./terminal.ts";

/** Work that is done before this many milliseconds shows no bar. */
const PATIENCE = 300;

/**
 * Runs `work` with a progress bar on stderr, when stderr is a terminal and the work takes its time.
 * The bar is gone when this returns.
 */
export async function withProgress<T>({ stderr }: Terminal, work: (onProgress?: Progress) => Promise<T>): Promise<T> {
  if (stderr.isTTY !== true) return work();
  const { SingleBar } = await import("cli-progress");
  const bar = new SingleBar({
    stream: stderr as NodeJS.WritableStream,
    format: "{bar} {percentage}%  {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    // Exact work runs without a pause, in which no interrupt is heard: a terminal whose line wrapping or cursor was
    // switched off would stay so. Interrupts of the rest are answered elsewhere.
    gracefulExit: false,
    linewrap: true,
  });
  const start = Date.now();
  let shown = false;
  try {
    return await work((done, total) => {
      if (shown) {
        // What is sampled next may be more or less of it.
        bar.setTotal(total);
        bar.update(Math.min(done, total));
      } else if (Date.now() - start > PATIENCE) {
        shown = true;
        bar.start(total, Math.min(done, total));
      }
    });
  } finally {
    if (shown) bar.stop();
  }
}
