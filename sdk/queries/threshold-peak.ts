import type { Range, RangeProgress } from "../engine/range.ts";
import { type Run, type Runner, type SweepPlan, withSweeps } from "../engine/sweeps.ts";
import type { Medium } from "../networks/medium.ts";
import { concatenate } from "../sampling/pieces.ts";
import { type Sampler, type Steps, sample } from "../sampling/sampler.ts";
import { addRun, noMoments, standardError } from "../statistics/moments.ts";
import { planSweep } from "./sweep-options.ts";
import { type CheckedThreshold, inapplicable, type Threshold } from "./threshold-options.ts";
import { runsPerCall } from "./threshold-runs.ts";

/** The mean share of elements at which the susceptibility of a run is greatest. */
export function* peakSusceptibility(medium: Medium, options: CheckedThreshold): Steps<Threshold> {
  const { kind, seed, runs } = options;
  const { plan, elements } = planSweep(medium, { kind, seed });
  if (elements === 0) throw inapplicable("susceptibility-peak", `at least one ${kind}`, "none");
  const task = { plan: { ...plan(), columns: ["largest", "squares"] as const, watched: [] }, seed };
  const peaks = concatenate(yield* sample(peakRuns, task, runs));
  if (!peaks.some((peak) => peak > 0 && peak < elements)) {
    throw inapplicable("susceptibility-peak", "a susceptibility that rises and falls", "none");
  }
  let moments = noMoments(1);
  for (const peak of peaks) moments = addRun(moments, [peak / elements]);
  return { keep: moments.means[0] ?? 0, standardError: standardError(moments, 0) ?? 0 };
}

interface PeakTask {
  readonly plan: SweepPlan;
  readonly seed: string;
}

/** In every run the number of elements at the greatest susceptibility, in pieces. */
export const peakRuns: Sampler<PeakTask, readonly Float64Array[]> = {
  name: "peak-runs",
  open: ({ plan, seed }) => ({
    grain: 1,
    perCall: runsPerCall([plan]),
    run: (range, onProgress) => [peaksOf(plan, range, seed, onProgress)],
    join: (one, next) => [...one, ...next],
  }),
};

function peaksOf(plan: SweepPlan, { first, count }: Range, seed: string, onProgress: RangeProgress): Float64Array {
  return withSweeps(plan, 0, (runner) =>
    Float64Array.from({ length: count }, (_, run) => {
      const peak = peakOf(runner, runner.run(BigInt(seed), first + run));
      onProgress?.(run + 1);
      return peak;
    }),
  );
}

/** The number of elements at the greatest susceptibility of a run, the first of equals. */
function peakOf({ engine, steps }: Runner, { columns }: Run): number {
  const largest = new Uint32Array(engine.memory.buffer, columns.largest, steps + 1);
  const squares = new Float64Array(engine.memory.buffer, columns.squares, steps + 1);
  let peak = 0;
  let greatest = 0;
  for (let n = 0; n <= steps; n++) {
    const size = largest[n] ?? 0;
    const rest = (squares[n] ?? 0) - size * size;
    if (rest > greatest) [peak, greatest] = [n, rest];
  }
  return peak;
}
