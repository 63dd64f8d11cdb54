import type { Flag } from "../flags/flags.ts";
import { usageError } from "../flags/values.ts";
import { parseArguments } from "./arguments.ts";
import { listFlags, SERVE_MEANING } from "./help.ts";
import { INTERRUPTED } from "./interruption.ts";
import { type ServeFlag, serveFlags } from "./serve/flags.ts";
import { type Address, type Fetch, type RunningServer, type ServerLimits, startServer } from "./serve/server.ts";
import { addressOf, handlerOf, limitsOf } from "./serve/settings.ts";
import type { Terminal } from "./terminal.ts";

const table = new Map(Object.entries(serveFlags)) as ReadonlyMap<ServeFlag, Flag>;

/** Answers over HTTP until the program is told to end; answers the exit code. */
export async function serve(given: readonly string[], terminal: Terminal): Promise<number> {
  if (given.includes("--help") || given.includes("-h")) {
    terminal.stdout.write(serveHelp());
    return 0;
  }
  const { values, positionals } = parseArguments("serve", table, given);
  const [stray] = positionals;
  if (stray !== undefined) throw usageError(`serve: expected flags only, got ${JSON.stringify(stray)}`);
  const address = addressOf(values);
  const { fetch } = handlerOf(values);
  const server = await startAt(address, fetch, limitsOf(values));
  terminal.stdout.write(`Listening on ${server.url}\n`);
  await untilTold(terminal, () => server.close());
  return 0;
}

/** Waits to be told to end, then for `end`, unless told again: then it ends at once. */
async function untilTold({ onInterrupt, exit }: Terminal, end: () => Promise<void>): Promise<void> {
  let forget = () => {};
  await new Promise<void>((resolve) => {
    let isTold = false;
    const tell = (code: number) => () => {
      if (isTold) exit(code);
      isTold = true;
      resolve();
    };
    const terminate = tell(143);
    const forgetInterrupts = onInterrupt(tell(INTERRUPTED));
    process.on("SIGTERM", terminate);
    forget = () => {
      forgetInterrupts();
      process.off("SIGTERM", terminate);
    };
  });
  await end();
  forget();
}

/** Why an address cannot be had, by the code of the error. */
const REFUSALS: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ port }) => `--port: expected a free port, got ${port}, which is in use`,
  EACCES: ({ port }) => `--port: expected a port that you may open, got ${port}`,
  EADDRNOTAVAIL: ({ host }) => `--host: expected an address of this machine, got ${JSON.stringify(host)}`,
  ENOTFOUND: ({ host }) => `--host: expected an address of this machine, got ${JSON.stringify(host)}`,
};

async function startAt(address: Address, fetch: Fetch, limits: ServerLimits): Promise<RunningServer> {
  try {
    return await startServer(fetch, address, limits);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
    throw refusal ? usageError(refusal(address)) : error;
  }
}

function serveHelp(): string {
  return `percolation serve: ${SERVE_MEANING}

Usage: percolation serve [flags]

POST /v1/query takes a query as JSON; GET /v1/path and its like take flags of the commands as parameters; / is a page that
explains them. SIGTERM and Ctrl-C end the server when the requests it has begun are answered.

Flags:
${listFlags(table)}
Examples:
  percolation serve --port 8080
  percolation serve --host 0.0.0.0 --cors "*" --work-limit 1e8
`;
}
