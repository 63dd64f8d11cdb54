import { checkedModel, isRemoval, type ModelNetwork, type ResolvedModel, rateOf } from "../networks/model/model.ts";
import { withRates } from "../networks/model/rates.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { CERTAIN } from "../networks/removal.ts";
import type { TrainingRun } from "../queries/outlook.ts";
import type { CheckedMethod } from "../queries/sampling-options.ts";
import { type Fields, type Part, sampledPart } from "./cost.ts";
import { planningUnits, planOf } from "./model-plans.ts";
import { type SketchedLayer, sketchModel, sumBlocks, sumCompiled } from "./model-sketches.ts";
import { stagesUnits } from "./stages.ts";
import { COUNT, DOUBLE } from "./text.ts";

// Questions about models. Constants are nanoseconds, fitted to medians of small models of every kind of layer and of published
// architectures of 9 to 550 layers.

/** A layer that is checked, twice. */
const CHECKED = 9000;
/** A word that is counted, one that goes into the numbers of all trials, and those numbers. */
const [COUNTED, SORTED, NUMBERED] = [1.1, 4, 700];
/** An element of a mask, found and set; and a bond of one, copied. */
const [MASK, BOND_MASK] = [45, 10];
/** A word whose lanes are drawn step by step. */
const BY_STEP = 500;

const LAYERS: Fields = { "network.layers": 1 };

/** Checking a model's layers. */
export function checkedLayers({ layers }: ModelNetwork): Part {
  return { units: CHECKED * layers.length, grows: LAYERS };
}

export function pathOfModel(network: ModelNetwork, method: CheckedMethod): Part[] {
  const model = checkedModel(network);
  return [checkedLayers(network), ...survivalParts(model, sketchModel(model), method)];
}

/** The path probability of a checked model. */
export function survivalParts(
  model: ResolvedModel,
  layers: readonly SketchedLayer[],
  { method, trials }: CheckedMethod,
): Part[] {
  const plan = planOf(model, layers, method);
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
    sampledPart(trials, sumBlocks(rest), LAYERS),
  ];
}

export function reachOfModel(network: ModelNetwork, { method, trials }: CheckedMethod): Part[] {
  const model = checkedModel(network);
  const layers = sketchModel(model);
  const plan = method === "exact" ? undefined : planOf(model, layers, method);
  if (!plan) return [checkedLayers(network)];
  const outputs = model.outputs.reduce((sum, output) => sum + product(model.shapes[output] ?? []), 0);
  // What a removal takes in stays as it is: a copy more.
  const words = layers.reduce((sum, { out }) => sum + out.words, 0);
  const counted = COUNTED * 2 * words + SORTED * outputs + NUMBERED;
  return [
    checkedLayers(network),
    { units: planningUnits(layers, method, plan) + (plan.stages ? stagesUnits(plan.stages) : 0), grows: LAYERS },
    { units: 2 * sumCompiled(layers), grows: LAYERS },
    sampledPart(trials, sumBlocks(layers) + counted, LAYERS),
    { units: DOUBLE * (layers.length + outputs), grows: LAYERS },
  ];
}

export function masksOfModel(network: ModelNetwork): Part[] {
  const model = checkedModel(network);
  const layers = sketchModel(model);
  let masks = 0;
  layers.forEach(({ bonds }, index) => {
    const layer = model.network.layers[index];
    if (bonds) masks += (BOND_MASK + COUNT) * bonds.outputs * bonds.fanIn;
    else if (layer && (isRemoval(layer) || layer.type === "mask"))
      masks += (MASK + COUNT) * product(model.shapes[index] ?? []);
  });
  return [
    checkedLayers(network),
    { units: sumCompiled(layers), grows: LAYERS },
    { units: sumBlocks(layers) + masks, grows: LAYERS },
  ];
}

/** The path probability, and steps of many samples where some masks are shared by those of a step. */
export function forecastOfModel(network: ModelNetwork, run: TrainingRun, method: CheckedMethod): Part[] {
  const model = checkedModel(network);
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
  return [
    { units: sumCompiled(layers), grows: LAYERS },
    sampledPart(trials * batch, sumBlocks(layers) + BY_STEP * shared, { batch: 1, ...LAYERS }),
  ];
}
