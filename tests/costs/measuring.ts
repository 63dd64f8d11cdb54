import type { Query } from "percolation";
import { prepare } from "../../sdk/queries/ask.ts";
import { toJson } from "../../sdk/queries/json.ts";
import { solve } from "../../sdk/sampling/solve.ts";

/** Runs of one case that the best is taken of, at most, and the milliseconds after which there is no further one. */
const [RUNS, BUDGET] = [100, 40];
/** Runs there are in any case, of which the first are the compiler's; of a case that takes long, one will do. */
const [LEAST, LONG] = [4, 300];

/** The least nanoseconds, of several runs, that it takes to check a query, to answer it and to print the answer. */
export function measureAnswer(query: Query): number {
  // As it comes from outside: nothing of it has been seen before.
  const text = JSON.stringify(query);
  return bestOf(
    () => JSON.parse(text) as unknown,
    (value) => toJson(solve(prepare(value).steps())),
  );
}

/** The least nanoseconds of several runs of something, each on a fresh value. */
export function bestOf<Value>(fresh: () => Value, use: (value: Value) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  const start = performance.now();
  for (let run = 0; run < RUNS; run++) {
    const spent = performance.now() - start;
    if (spent > LONG || (run >= LEAST && spent > BUDGET)) break;
    best = Math.min(best, once(fresh(), use));
  }
  return best;
}

/** Time of the processor, which others on the same machine do not lengthen; short times by the clock, which is finer. */
function once<Value>(value: Value, use: (value: Value) => unknown): number {
  const [start, before] = [performance.now(), process.cpuUsage()];
  use(value);
  const { user, system } = process.cpuUsage(before);
  const elapsed = 1e6 * (performance.now() - start);
  return elapsed > 3e5 ? Math.min(elapsed, 1e3 * (user + system)) : elapsed;
}
