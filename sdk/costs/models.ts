import { LANES } from "../engine/range.ts";
import { isRemoval, type ModelNetwork, type ResolvedModel, rateOf } from "../networks/model/model.ts";
import { withRates } from "../networks/model/rates.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { CERTAIN } from "../networks/removal.ts";
import { stagesOf } from "../programs/stages.ts";
import { isFeasible, type Plan, planModel } from "../queries/model-survival.ts";
import type { TrainingRun } from "../queries/outlook.ts";
import type { CheckedMethod } from "../queries/sampling-options.ts";
import type { Fields, Part } from "./cost.ts";
import { type SketchedLayer, sketchModel, sketchTensors, sumBlocks, sumCompiled } from "./model-sketches.ts";
import { shapesOf } from "./outline-models.ts";
import { stagesUnits } from "./stages.ts";
import { COUNT, DOUBLE } from "./text.ts";

// Questions about models. Constants are nanoseconds, fitted to medians of small models of every kind of layer and of published
// architectures of 9 to 550 layers.

/** A layer that is checked, twice; and one whose part in an exact recursion is looked for. */
const CHECKED = 9000;
const PARSED = 3000;
/** Passes over the layers that it takes to find which parts are exact, when not all are. */
const SEGMENTING = 3;
/** Layers up to which it is asked which parts of a model are exact; of others only whether all of it is. */
const MOST_LAYERS = 600;
/** Positions of an axis, and layers that branches skip in all, up to which that is asked at all. */
const [MOST_POSITIONS, MOST_SKIPPED] = [65536, 20000];
/** A word that is counted, one that goes into the numbers of all trials, and those numbers. */
const [COUNTED, SORTED, NUMBERED] = [1.1, 4, 700];
/** An element of a mask: found, and set. */
const MASK = 45;
/** A word whose lanes are drawn step by step. */
const BY_STEP = 500;

const LAYERS: Fields = { "network.layers": 1 };

/** Checking a model's layers. */
export function checkedLayers({ layers }: ModelNetwork): Part {
  return { units: CHECKED * layers.length, grows: LAYERS };
}

/** What of a model is exact, as estimates take it; undefined where the query is refused. */
export function planOf(model: ResolvedModel, method: CheckedMethod["method"]): Plan | undefined {
  const sampled: Plan = { stages: undefined, exact: [] };
  if (method === "monte-carlo" || isHard(model)) return sampled;
  try {
    if (model.shapes.length <= MOST_LAYERS) return planModel(model, method, sketchTensors);
    const stages = stagesOf(model, sketchTensors(model));
    if (stages && (method === "exact" || isFeasible(stages))) return { stages, exact: [] };
    return method === "exact" ? undefined : sampled;
  } catch {
    return undefined;
  }
}

/** Whether even that takes long: positions that are looked at one by one, and branches around very many layers. */
function isHard({ shapes, sources }: ResolvedModel): boolean {
  if (shapes.some((shape) => shape.some((size) => size > MOST_POSITIONS))) return true;
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

export function pathOfModel(network: ModelNetwork, method: CheckedMethod): Part[] {
  const model = shapesOf(network);
  return [checkedLayers(network), ...survivalParts(model, sketchModel(model), method)];
}

/** The path probability of a checked model. */
export function survivalParts(
  model: ResolvedModel,
  layers: readonly SketchedLayer[],
  { method, trials }: CheckedMethod,
): Part[] {
  const plan = planOf(model, method);
  if (!plan) return [{ units: planningUnits(layers, "auto", { stages: undefined, exact: [] }), grows: LAYERS }];
  const planned = { units: planningUnits(layers, method, plan), grows: LAYERS };
  if (plan.stages) return [planned, { units: stagesUnits(plan.stages), grows: { "network.layers": 2 } }];
  const solved = new Set(plan.exact.flatMap((segment) => segment.layers));
  const rest =
    solved.size > 0 ? sketchModel(withRates(model, (layer) => (solved.has(layer) ? CERTAIN : undefined))) : layers;
  const exact = plan.exact.reduce((sum, segment) => sum + stagesUnits(segment.stages), 0);
  return [
    planned,
    { units: exact, grows: { "network.layers": 2 } },
    { units: sumCompiled(rest), grows: LAYERS },
    { units: Math.ceil(trials / LANES) * sumBlocks(rest), grows: { trials: 1, ...LAYERS } },
  ];
}

export function reachOfModel(network: ModelNetwork, { method, trials }: CheckedMethod): Part[] {
  const model = shapesOf(network);
  const layers = sketchModel(model);
  const plan = method === "exact" ? undefined : planOf(model, method);
  if (!plan) return [checkedLayers(network)];
  const outputs = model.outputs.reduce((sum, output) => sum + product(model.shapes[output] ?? []), 0);
  // What a removal takes in stays as it is: a copy more.
  const words = layers.reduce((sum, { out }) => sum + out.words, 0);
  const counted = COUNTED * 2 * words + SORTED * outputs + NUMBERED;
  return [
    checkedLayers(network),
    { units: planningUnits(layers, method, plan) + (plan.stages ? stagesUnits(plan.stages) : 0), grows: LAYERS },
    { units: 2 * sumCompiled(layers), grows: LAYERS },
    { units: Math.ceil(trials / LANES) * (sumBlocks(layers) + counted), grows: { trials: 1, ...LAYERS } },
    { units: DOUBLE * (layers.length + outputs), grows: LAYERS },
  ];
}

export function masksOfModel(network: ModelNetwork): Part[] {
  const model = shapesOf(network);
  const layers = sketchModel(model);
  let elements = 0;
  layers.forEach(({ bonds }, index) => {
    const layer = model.network.layers[index];
    if (bonds) elements += bonds.outputs * bonds.fanIn;
    else if (layer && (isRemoval(layer) || layer.type === "mask")) elements += product(model.shapes[index] ?? []);
  });
  return [
    checkedLayers(network),
    { units: sumCompiled(layers), grows: LAYERS },
    { units: sumBlocks(layers) + (MASK + COUNT) * elements, grows: LAYERS },
  ];
}

/** The path probability, and steps of many samples where some masks are shared by those of a step. */
export function forecastOfModel(network: ModelNetwork, run: TrainingRun, method: CheckedMethod): Part[] {
  const model = shapesOf(network);
  const layers = sketchModel(model);
  return [checkedLayers(network), ...survivalParts(model, layers, method), ...stepParts(network, layers, run, method)];
}

export function stepParts(
  { layers: given }: ModelNetwork,
  layers: readonly SketchedLayer[],
  { batch, maskPer }: TrainingRun,
  { trials }: CheckedMethod,
): Part[] {
  const shared = given.filter(
    (layer) => layer.type === "stochastic-depth" && layer.per === "step" && rateOf(layer.drop, layer.keep).drop > 0,
  ).length;
  if (maskPer !== "sample" || batch < 2 || shared === 0) return [];
  const blocks = Math.ceil((trials * batch) / LANES);
  return [
    { units: sumCompiled(layers), grows: LAYERS },
    { units: blocks * (sumBlocks(layers) + BY_STEP * shared), grows: { trials: 1, batch: 1, ...LAYERS } },
  ];
}
