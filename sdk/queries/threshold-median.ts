import { type EventShare, withFirstSteps } from "../engine/canonical.ts";
import { CONNECTS, SPANS, WRAPS } from "../engine/sweeps.ts";
import { badInput } from "../errors.ts";
import type { Medium } from "../networks/medium.ts";
import { keeping } from "../networks/removal.ts";
import type { Steps } from "../sampling/sampler.ts";
import { type CheckedThreshold, inapplicable, type Threshold } from "./threshold-options.ts";
import { firstSteps, NO_RUNS } from "./threshold-runs.ts";

/** Halvings of 0..1 that use up the digits of a double near the middle. */
const HALVINGS = 60;

/** Where an event happens in half of all configurations. */
export function* crossMedian(medium: Medium, options: CheckedThreshold): Steps<Threshold> {
  const event = eventOf(medium, options);
  const [{ elements, firsts } = NO_RUNS] = yield* firstSteps([medium], options, [event]);
  // Where the event needs no element at all, every probability is above the threshold.
  if (firsts.filter((first) => first === 0).length * 2 >= firsts.length) return { keep: 0, standardError: 0 };
  if (firsts.filter((first) => first >= 0).length * 2 <= firsts.length) {
    throw inapplicable("median-crossing", "an event that happens in most runs with everything kept", "none");
  }
  return withFirstSteps(firsts, elements, (measure) => {
    const keep = rootOf((at) => measure(keeping(at)).sum - firsts.length / 2, 0, 1);
    const share = measure(keeping(keep));
    return { keep, standardError: errorOf(share, firsts.length) / (share.slope / firsts.length) };
  });
}

function eventOf(medium: Medium, { from, to, axis }: CheckedThreshold): number {
  if (from !== undefined || to !== undefined) return CONNECTS;
  if (medium.kind === "graph") throw inapplicable("median-crossing", "from and to, or a lattice,", "a graph");
  const open = medium.periodic.indexOf(false);
  const chosen = axis ?? Math.max(open, 0);
  const closed = medium.periodic[chosen];
  if (closed === undefined) throw badInput("axis", `an axis in 0..${medium.size.length - 1}`, axis);
  return (closed ? WRAPS : SPANS) + chosen;
}

/** Standard error of the mean probability of an event over the runs. */
export function errorOf({ sum, squares }: EventShare, runs: number): number {
  const variance = Math.max(0, squares - (sum * sum) / runs) / (runs - 1);
  return Math.sqrt(variance / runs);
}

/** Where a function that rises through 0 between `low` and `high` does so. */
export function rootOf(f: (x: number) => number, low: number, high: number): number {
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}
