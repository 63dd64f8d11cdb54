import { type Run, type Runner, withSweeps } from "../engine/sweeps.ts";
import type { Medium } from "../networks/medium.ts";
import { addRun, noMoments, standardError } from "../statistics/moments.ts";
import type { Progress } from "./survival.ts";
import { planSweep } from "./sweep-options.ts";
import { type CheckedThreshold, inapplicable, type Threshold } from "./threshold-options.ts";

/** The mean share of elements at which the susceptibility of a run is greatest. */
export function peakSusceptibility(medium: Medium, options: CheckedThreshold, onProgress?: Progress): Threshold {
  const { kind, seed, runs } = options;
  const { plan, elements } = planSweep(medium, { kind, seed });
  if (elements === 0) throw inapplicable("susceptibility-peak", `at least one ${kind}`, "none");
  return withSweeps({ ...plan, columns: ["largest", "squares"], watched: [] }, 0, (runner) => {
    let moments = noMoments(1);
    let peaks = 0;
    for (let run = 0; run < runs; run++) {
      const peak = peakOf(runner, runner.run(BigInt(seed), run));
      peaks += Number(peak > 0 && peak < elements);
      moments = addRun(moments, [peak / elements]);
      onProgress?.(run + 1, runs);
    }
    if (peaks === 0) throw inapplicable("susceptibility-peak", "a susceptibility that rises and falls", "none");
    return { keep: moments.means[0] ?? 0, standardError: standardError(moments, 0) ?? 0 };
  });
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
