import { compileEngine } from "../engine/module.ts";
import type { FlagValue } from "../flags/flags.ts";
import { type Answer, prepare, type Query } from "../queries/ask.ts";
import { Crew } from "../workers/crew.ts";
import { findHost } from "../workers/host.ts";
import { countField, Inquiry } from "../workers/inquiry.ts";
import type { Job } from "../workers/job.ts";
import { INTERRUPTED, Interruption } from "./interruption.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { checkWorkers } from "./workers.ts";

/** An answer, and whether it is only of what was done when the user interrupted. */
export interface Found {
  readonly answer: Answer;
  /** What to say of an interruption; undefined where there was none. */
  readonly interruption?: string;
}

/** Answers a query, with a progress bar, on as many processors as `--workers` says. */
export async function work(value: unknown, workers: FlagValue | undefined, terminal: Terminal): Promise<Found> {
  const prepared = prepare(value);
  const team = new Team(checkWorkers(workers));
  const stop = new AbortController();
  let forget: (() => void) | undefined;
  // Only while there is something to stop at: exact work ends with the program, as any other.
  const listen = () => {
    forget ??= terminal.onInterrupt(() => {
      if (stop.signal.aborted) {
        // The bar may stand on the line.
        if (terminal.stderr.isTTY) terminal.stderr.write("\n");
        terminal.exit(INTERRUPTED);
      }
      stop.abort(new Interruption("interrupted before there was an answer"));
    });
  };
  const crewFor = (job: Job) => {
    listen();
    return team.crewFor(job);
  };
  try {
    const answer = await withProgress(terminal, (showProgress) => {
      const onProgress = (done: number, total: number) => {
        listen();
        showProgress?.(done, total);
      };
      return new Inquiry(crewFor, { stop: stop.signal, onProgress }).answer(prepared);
    });
    return stop.signal.aborted ? { answer, ...describe(prepared.query, answer.query) } : { answer };
  } finally {
    forget?.();
    team.end();
  }
}

/** Workers that are started when there is work for them. */
class Team {
  readonly #size: number;
  #crew: Crew | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  /** Undefined for what is done before workers have started. */
  crewFor({ sample, sampling }: Job): Crew | undefined {
    if (this.#size === 1 || sample.count <= 2 * sampling.perCall) return undefined;
    if (!this.#crew) {
      const start = findHost();
      const engine = start && compileEngine();
      this.#crew = engine && new Crew(this.#size, start, engine);
    }
    return this.#crew;
  }

  end(): void {
    this.#crew?.end(undefined);
  }
}

/** Of how much an answer is; nothing where it is of all. */
function describe(asked: Query, answered: Query): Pick<Found, "interruption"> {
  const field = countField(asked);
  const count = (query: Query) => (query as unknown as Readonly<Record<string, number>>)[field];
  if (count(asked) === count(answered)) return {};
  return { interruption: `interrupted: the answer is of ${count(answered)} ${field} of ${count(asked)}` };
}
