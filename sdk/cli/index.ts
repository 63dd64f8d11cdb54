#!/usr/bin/env node
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { run } from "./run.ts";

async function main(): Promise<void> {
  // Who closes the pipe, as head does, has read enough: no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    process.stderr.write(`percolation failed: ${error.message}\n`);
    process.exit(1);
  });

  // Setting the exit code, rather than exiting, lets a pipe drain first.
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    readStdin: () => text(process.stdin),
    environment: process.env,
    onInterrupt: (listen) => {
      process.on("SIGINT", listen);
      return () => process.off("SIGINT", listen);
    },
    startThread: () => new Worker(fileURLToPath(import.meta.url)),
    exit: (code) => process.exit(code),
  });
}

if (isMainThread || parentPort === null) await main();
else (await import("./study-parts.ts")).serveParts(parentPort);
