import { termsOf } from "../engine/blocks.ts";
import type { ModelLayer } from "../networks/model/layer-types.ts";
import { isRemoval, type ResolvedModel } from "../networks/model/model.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { passedByAll, usedLayers } from "../programs/segments.ts";
import { groupsOf } from "../programs/steps/removals.ts";
import { type Removal, removalsOf } from "../queries/inspect/removals.ts";
import type { Plan } from "../queries/model-survival.ts";
import { type Fields, type Part, sampledPart } from "./cost.ts";
import { sketchInspection } from "./inspection.ts";
import { planningUnits, planOf } from "./model-plans.ts";
import { sketchModel, sumBlocks, sumCompiled } from "./model-sketches.ts";
import { checkedLayers, stepParts, survivalParts } from "./models.ts";
import type { PlanOf } from "./plans.ts";
import { decay, hazard } from "./rough.ts";
import { stagesUnits } from "./stages.ts";
import { FIELD } from "./text.ts";

// Inspections (sdk/queries/inspect). How often trials are run again depends on what they say: taken are the runs that most
// inspections need, of up to 17. Constants are from models of 2 to 230 layers, at bounds of 1e-6 to 1/2.

/** Runs of the inspection for the largest rate of all removals: 2 to 12 of all that were tried, 17 at most. */
const RUNS = 6;
/** Runs of the model for a removal that blocks or products need; at most 13. */
const RERUNS = 5;
/** Exact solutions for a removal; for one that counts, whose largest rate is searched or is 0; and for that of all. */
const [LOOK, SEARCHED, NONE, CROSSING] = [2, 43, 5, 42];
/** A removal counts whose own cuts are as likely as e to the minus this, of the likeliest: as LOST in inspect/exact.ts. */
const COUNTS = 11.5;
/** Terms that exact verdicts may take, and the solutions they are reckoned by: as in sdk/queries/inspect/judgement.ts. */
const [TERM_LIMIT, VERDICTS, CROSSINGS] = [2e8, 20, 15];
/** Weighing a number of conducting groups on the way to a removal's largest rate. */
const WEIGHED = 2500;
/** Fields of a layer's report. */
const FIELDS = 22;
/** A layer whose rate is changed, followed and parsed, one solution after another. */
const SOLVED = 2600;

const LAYERS: Fields = { "network.layers": 1 };

export function inspectParts({ query, model, run, method, failureBelow }: PlanOf<"inspect">): Part[] {
  const { network } = model;
  const layers = sketchModel(model);
  const { conducted, counted } = sketchInspection(model, layers);
  const plan = planOf(model, layers, method.method);
  const first: Part[] = [
    checkedLayers(network),
    { units: counted.compile, grows: LAYERS },
    sampledPart(method.trials, counted.block, LAYERS),
  ];
  if (!plan) return first;
  const removals = removalsOf(model);
  const exact = exactly(plan, removals);
  const solution = plan.stages ? stagesUnits(plan.stages) + SOLVED * layers.length : 0;
  const counting = countingRemovals(model, removals, failureBelow);
  const solved = removals.length === 0 ? 1 : (exact.verdicts ? counting : 0) + (exact.crossing ? CROSSING : 0);
  const again = exact.verdicts ? 0 : rerunsOf(model, removals);
  const weighed = exact.verdicts ? 0 : weighedGroups(model, removals, method.trials);
  const runs = exact.crossing ? 0 : RUNS;
  const isApart = plan.stages !== undefined || plan.exact.length > 0;
  return [
    ...first,
    { units: planningUnits(layers, method.method, plan), grows: LAYERS },
    ...(isApart ? survivalParts(model, layers, method) : []),
    { units: solved * solution, grows: { "network.layers": 2 } },
    { units: again * sumCompiled(layers) + runs * conducted.compile, grows: LAYERS },
    sampledPart(method.trials, again * sumBlocks(layers) + runs * conducted.block, LAYERS),
    { units: WEIGHED * weighed, grows: LAYERS },
    // What the structure shows, from one trial.
    { units: counted.compile + counted.block, grows: LAYERS },
    ...stepParts(network, layers, run, method),
    { units: FIELD * FIELDS * network.layers.length, grows: LAYERS },
  ].map((part) => (query.network.kind === "model" ? part : { ...part, grows: layeredFields(part.grows) }));
}

/** What is judged by exact solutions, the rest being sampled. */
function exactly({ stages }: Plan, removals: readonly Removal[]): { verdicts: boolean; crossing: boolean } {
  if (!stages || removals.some(({ kind }) => kind === "DropBlock")) return { verdicts: false, crossing: false };
  const terms = termsOf(stages.stages, stages.width);
  return {
    verdicts: VERDICTS * removals.length * terms <= TERM_LIMIT,
    crossing: CROSSINGS * terms <= TERM_LIMIT,
  };
}

/**
 * Solutions that verdicts take. Removals count that every path passes and that cut as often, by themselves, as the
 * likeliest do; where others cut too often whatever one does, its largest rate is 0.
 */
function countingRemovals(model: ResolvedModel, removals: readonly Removal[], failureBelow: number): number {
  const passed = passedByAll(model, usedLayers(model));
  const weights = removals
    .filter(({ layer }) => passed[layer])
    .map(({ layer: index, rate }) => {
      const layer = model.network.layers[index] as ModelLayer;
      return isRemoval(layer) ? product(groupsOf(layer, model.shapes[index] ?? []).sizes) * hazard(rate.keep) : 0;
    })
    .sort((one, other) => one - other);
  const likeliest = weights.find((weight) => weight > 0) ?? 0;
  const counting = weights.filter((weight) => weight <= likeliest + COUNTS).length;
  const others = weights.slice(1).reduce((sum, weight) => sum + (weight > 0 ? decay(weight) : 0), 0);
  const searched = others > failureBelow ? NONE : SEARCHED;
  return LOOK * removals.length + searched * counting;
}

/** Runs for the removals of which no group keeps a path open by itself: blocks, and all where there are products. */
function rerunsOf({ network }: ResolvedModel, removals: readonly Removal[]): number {
  const hasProducts = network.layers.some(({ type }) => type === "multiply");
  return RERUNS * removals.filter(({ kind }) => hasProducts || kind === "DropBlock").length;
}

/** Numbers of conducting groups that come up. */
function weighedGroups({ network, shapes }: ResolvedModel, removals: readonly Removal[], trials: number): number {
  return removals.reduce((sum, { layer: index }) => {
    const layer = network.layers[index] as ModelLayer;
    const groups = isRemoval(layer)
      ? product(groupsOf(layer, shapes[index] ?? []).sizes)
      : product(shapes[index] ?? []);
    return sum + Math.min(groups, trials, 4 * Math.sqrt(groups) + 4);
  }, 0);
}

/** The fields of a layered network instead of those of the model that it is. */
function layeredFields(grows: Fields): Fields {
  const { "network.layers": power, ...rest } = grows;
  return power === undefined ? rest : { ...rest, "network.widths": power };
}
