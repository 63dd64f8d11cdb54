import type { SweepPlan } from "../engine/sweeps.ts";
import { badInput } from "../errors.ts";
import { check } from "../networks/check.ts";
import { checkMedium } from "../networks/medium.ts";
import { type CheckedPlan, planSweep } from "./sweep-options.ts";
import { type SweepQuery, sweepSchema } from "./sweep-query.ts";

type CanonicalQuery = SweepQuery &
  Required<Pick<SweepQuery, "firstRun" | "runs" | "steps" | "confidence">> & { readonly seed: string };

/** A checked query, and what it comes to. */
export interface Plan {
  readonly query: CanonicalQuery;
  readonly planned: CheckedPlan;
  readonly keeps: readonly number[];
}

/** The same with the engine's own plan: plain data, which can be sent to where the runs are. */
export interface RunsTask extends Omit<Plan, "planned"> {
  readonly planned: Omit<CheckedPlan, "plan"> & { readonly plan: SweepPlan };
}

export function layOutRuns({ planned, ...rest }: Plan): RunsTask {
  return { ...rest, planned: { ...planned, plan: planned.plan() } };
}

export function planRuns(value: unknown): Plan {
  const { network, runs: wanted, points, keep, ...rest } = check(sweepSchema, value, "");
  if (keep !== undefined && points !== undefined) throw badInput("points", "none, since keep is given", points);
  const medium = checkMedium(network);
  const planned = planSweep(medium, rest);
  const random = !planned.ordered || planned.others.drop > 0;
  const runs = wanted ?? (random ? 100 : 1);
  const count = points ?? 101;
  const keeps = keep ?? Array.from({ length: count }, (_, index) => index / (count - 1));
  const asked = keep === undefined ? { points: count } : { keep };
  return { query: { ...rest, network: medium, runs, ...asked } as CanonicalQuery, planned, keeps };
}
