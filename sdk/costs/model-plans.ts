import type { ResolvedModel } from "../networks/model/model.ts";
import { stagesOf } from "../programs/stages.ts";
import { isFeasible, type Plan, planModel } from "../queries/model-survival.ts";
import type { CheckedMethod } from "../queries/sampling-options.ts";
import { type SketchedLayer, sketchModel, sumCompiled, tensorsOf } from "./model-sketches.ts";

// What of a model is exact, found as its answer finds it, but from outlines. Constants are nanoseconds, fitted to medians of
// published architectures of 9 to 550 layers.

/** A layer whose part in an exact recursion is looked for. */
const PARSED = 3000;
/** Passes over the layers that it takes to find which parts are exact, when not all are. */
const SEGMENTING = 3;
/** Layers up to which it is asked which parts of a model are exact, and up to which whether all of it is. */
const [MOST_IN_PARTS, MOST_LAYERS] = [300, 5000];
/** Positions of an axis, and layers that branches skip in all, up to which that is asked at all. */
const [MOST_POSITIONS, MOST_SKIPPED] = [65536, 20000];

/** What of a model is exact, as estimates take it; undefined where the query is refused. */
export function planOf(
  model: ResolvedModel,
  layers: readonly SketchedLayer[],
  method: CheckedMethod["method"],
): Plan | undefined {
  const sampled: Plan = { stages: undefined, exact: [] };
  if (method === "monte-carlo" || isHard(model)) return sampled;
  const tensors = tensorsOf(layers);
  const reach = (each: ResolvedModel) => (each === model ? tensors : tensorsOf(sketchModel(each)));
  try {
    if (model.shapes.length <= MOST_IN_PARTS) return planModel(model, method, reach);
    const stages = stagesOf(model, tensors);
    if (stages && (method === "exact" || isFeasible(stages))) return { stages, exact: [] };
    return method === "exact" ? undefined : sampled;
  } catch {
    return undefined;
  }
}

/** Whether even that takes long: very many layers, positions that are looked at one by one, and branches around very many layers. */
function isHard({ shapes, sources }: ResolvedModel): boolean {
  if (shapes.length > MOST_LAYERS || shapes.some((shape) => shape.some((size) => size > MOST_POSITIONS))) return true;
  let skipped = 0;
  sources.forEach((read, index) => {
    if (read.length > 1) skipped += index - Math.min(...read);
  });
  return skipped > MOST_SKIPPED;
}

/** Looking for what is exact: putting the program together, once or for all parts, and parsing it. */
export function planningUnits(layers: readonly SketchedLayer[], method: CheckedMethod["method"], plan: Plan): number {
  if (method === "monte-carlo") return 0;
  return (sumCompiled(layers) + PARSED * layers.length) * (plan.stages ? 1 : SEGMENTING);
}
