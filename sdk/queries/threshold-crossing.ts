import { type EventShare, withFirstSteps } from "../engine/canonical.ts";
import { WRAPS } from "../engine/sweeps.ts";
import type { LatticeNetwork } from "../networks/lattice.ts";
import type { Medium } from "../networks/medium.ts";
import { keeping } from "../networks/removal.ts";
import type { Steps } from "../sampling/sampler.ts";
import { errorOf, rootOf } from "./threshold-median.ts";
import { type CheckedThreshold, inapplicable, type Threshold } from "./threshold-options.ts";
import { type FirstSteps, firstSteps, NO_RUNS } from "./threshold-runs.ts";

/** Where wrapping is equally likely on a torus and on one of half the size. */
export function* crossSizes(medium: Medium, options: CheckedThreshold): Steps<Threshold> {
  const { runs } = options;
  if (medium.kind !== "lattice" || !medium.periodic.every(Boolean) || medium.size.some((size) => size < 4)) {
    throw inapplicable(
      "wrapping-crossing",
      "periodic axes of size 4 and more",
      medium.kind === "graph" ? "a graph" : "others",
    );
  }
  const half: LatticeNetwork = { ...medium, size: medium.size.map((size) => size >> 1) };
  const events = medium.size.map((_, axis) => WRAPS + axis);
  const [large = NO_RUNS, small = NO_RUNS] = yield* firstSteps([medium, half], options, events);
  const measure = (of: FirstSteps, keep: number): EventShare =>
    withFirstSteps(of.firsts, of.elements, (at) => at(keeping(keep)));
  const smallCrosses = (share: number) => rootOf((keep) => measure(small, keep).sum - share * runs, 0, 1);
  const [low, high] = [smallCrosses(0.02), smallCrosses(0.98)];
  const difference = (keep: number) => measure(large, keep).sum - measure(small, keep).sum;
  if (!(difference(low) < 0 && difference(high) > 0)) {
    throw inapplicable("wrapping-crossing", "wrapping that is likelier on the larger lattice in the end", "none");
  }
  const keep = rootOf(difference, low, high);
  const [ofLarge, ofSmall] = [measure(large, keep), measure(small, keep)];
  const [one, other] = [errorOf(ofLarge, runs), errorOf(ofSmall, runs)];
  const slope = (ofLarge.slope - ofSmall.slope) / runs;
  return { keep, standardError: Math.sqrt(one * one + other * other) / Math.abs(slope) };
}
