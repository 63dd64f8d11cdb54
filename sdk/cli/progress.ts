import type { Progress } from "../sampling/solve.ts";
import type { Terminal } from "./terminal.ts";

/** Work that is done before this many milliseconds shows no bar. */
const PATIENCE = 300;

/**
 * Runs `work` with a progress bar on stderr, when stderr is a terminal and the work takes its time.
 * The bar is gone when this returns.
 */
export async function withProgress<T>({ stderr }: Terminal, work: (onProgress?: Progress) => T): Promise<T> {
  if (stderr.isTTY !== true) return work();
  const { SingleBar } = await import("cli-progress");
  const bar = new SingleBar({
    stream: stderr as NodeJS.WritableStream,
    format: "{bar} {percentage}%  {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    // Queries run without a pause: a handler of SIGINT would never be heard, and a terminal whose line
    // wrapping or cursor was switched off would stay so after Ctrl-C.
    gracefulExit: false,
    linewrap: true,
  });
  const start = Date.now();
  let shown = false;
  try {
    return work((done, total) => {
      if (shown) bar.update(Math.min(done, total));
      else if (Date.now() - start > PATIENCE) {
        shown = true;
        bar.start(total, Math.min(done, total));
      }
    });
  } finally {
    if (shown) bar.stop();
  }
}
