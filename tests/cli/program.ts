import { PassThrough } from "node:stream";
import { run } from "../../sdk/cli/run.ts";

/** What surrounds a run of the program in a test. */
export interface Surroundings {
  stdin?: string;
  environment?: Record<string, string>;
  /** Columns of the terminal that stdout is; a pipe unless given. */
  columns?: number;
  /** Whether stderr is a terminal. */
  stderrIsTerminal?: boolean;
  /** Is told how to interrupt as soon as the program listens to that. */
  onListening?: (interrupt: () => void) => void;
}

/** What a run of the program left behind. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the program in this process with the words of `line`, or with an array of arguments. */
export async function percolation(line: string | string[], around: Surroundings = {}): Promise<Outcome> {
  const argv = typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line;
  const { columns, environment = {}, stdin = "" } = around;
  let stdout = "";
  let stderr = "";
  const errors = Object.assign(new PassThrough(), { isTTY: around.stderrIsTerminal ?? false, columns: 80 });
  errors.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text), isTTY: columns !== undefined, columns },
    stderr: errors,
    readStdin: async () => stdin,
    environment,
    onInterrupt: (listen) => {
      around.onListening?.(listen);
      return () => undefined;
    },
    exit: (status) => {
      throw new Error(`left at once with ${status}`);
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  return { code, stdout, stderr };
}

/** Runs the program and parses the one line of JSON it prints. */
export async function json(line: string | string[], around: Surroundings = {}): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await percolation(line, around);
  if (code !== 0 || stderr !== "") throw new Error(`exit code ${code}: ${stderr}`);
  if (!/^[^\n]*\n$/.test(stdout)) throw new Error(`not one line: ${stdout}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}
