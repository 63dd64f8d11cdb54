import { PercolationError } from "../errors.ts";
import type { Medium } from "../networks/medium.ts";
import { type Steps, sample } from "../sampling/sampler.ts";
import { invasions, walkTrials } from "../sampling/walk-trials.ts";
import type { CheckedMethod } from "./sampling-options.ts";
import { fromTrials, type Survival } from "./survival.ts";
import { type CheckedTerminals, planWalk } from "./terminals.ts";

/** What trials on a lattice or graph say. */
export interface Walks {
  readonly survival: Survival;
  /** Share of the trials by number of reached targets, when asked for. */
  readonly distribution: readonly number[] | undefined;
}

/** Samples whether paths exist on a lattice or graph, and when `counted` how many targets are reached. */
export function* sampleWalks(
  medium: Medium,
  terminals: CheckedTerminals,
  method: CheckedMethod,
  counted: boolean,
): Steps<Walks> {
  if (method.method === "exact") {
    throw new PercolationError(
      "method-unavailable",
      'method: expected "monte-carlo" or "auto" for a lattice or graph, got "exact"',
      { field: "method" },
    );
  }
  const { trials, seed } = method;
  const task = { plan: planWalk(medium, terminals), seed, counted };
  const { open, histogram } = yield* sample(walkTrials, task, trials);
  return { survival: fromTrials(open, method), distribution: histogram && [...histogram].map((n) => n / trials) };
}

/** Of every trial on a lattice or graph the rate it needs for a path, in pieces. */
export function* sampleInvasions(
  medium: Medium,
  terminals: CheckedTerminals,
  { of, trials, seed }: { readonly of: "sites" | "bonds"; readonly trials: number; readonly seed: string },
): Steps<readonly Float64Array[]> {
  return yield* sample(invasions, { plan: planWalk(medium, terminals), of, seed }, trials);
}
