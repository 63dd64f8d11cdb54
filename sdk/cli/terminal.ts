import type { Worker } from "node:worker_threads";

/** A stream that text goes to. */
export interface TextOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** All that a run of the program touches besides files. */
export interface Terminal {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput & Partial<NodeJS.WritableStream>;
  /** Reads standard input to its end. */
  readonly readStdin: () => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls `listen` whenever the user interrupts, instead of what the system does then, until the function it returns is called. */
  readonly onInterrupt: (listen: () => void) => () => void;
  /** Starts a thread that runs parts of studies; without it they are run in this one. */
  readonly startThread?: () => Worker;
  /** Ends the program at once. */
  readonly exit: (code: number) => void;
}

/** Whether what goes to stdout may be coloured. */
export function mayColour({ stdout, environment }: Terminal): boolean {
  return stdout.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
}

/** Characters in a line: the terminal's, within what reads well; undefined where lines have no end. */
export function columnsOf({ stdout }: Terminal): number | undefined {
  return stdout.isTTY ? Math.max(40, Math.min(100, stdout.columns || 80)) : undefined;
}
