import type { ModelLayer } from "../../networks/model/layer-types.ts";
import { isRemoval, nameOf, type ResolvedModel } from "../../networks/model/model.ts";
import { withRates } from "../../networks/model/rates.ts";
import { product } from "../../networks/model/shapes/rule.ts";
import { CERTAIN } from "../../networks/removal.ts";
import { isPassedByAll } from "../../programs/inspection.ts";
import { inspectionTrials } from "../../sampling/inspection-trials.ts";
import type { Finding } from "./answer.ts";
import { removalsOf } from "./removals.ts";
import { type Counted, countTrials } from "./sampled.ts";

/** Layers that make elements of their own, and do not only pass them on. */
const MAKERS: readonly string[] = ["input", "dense", "conv1d", "conv2d", "conv3d", "embedding"];

/** What the structure shows when nothing is removed at random: one trial says all. */
export function findingsOf(model: ResolvedModel): Finding[] {
  const removals = removalsOf(model);
  const removed = new Set(removals.map(({ layer }) => layer));
  const intact = withRates(model, (layer) => (removed.has(layer) ? CERTAIN : undefined));
  const task = { model: intact, seed: "0", countsElements: true };
  const whole = countTrials(inspectionTrials.open(task, 1).run({ first: 0, count: 1 }), 1);
  const findings: Finding[] = [];
  const add = (kind: Finding["kind"], layers: readonly number[], message: string) => {
    findings.push({ kind, layers: layers.map((layer) => nameOf(model.network.layers[layer])), message });
  };
  if (whole.open === 0) add("no-path", [], "No path leads from input to output, even if nothing is removed at random.");
  for (const layer of allMasked(model, whole)) {
    add("all-masked", [layer], `${quote(model, layer)} passes nothing on: all of it is masked or has no weights left.`);
  }
  const dead = deadLayers(model, whole);
  for (const branch of groupBranches(dead, model)) {
    add("dead-branch", branch, `Nothing of ${listNames(model, branch)} ever reaches an output.`);
  }
  for (const layer of singleElements(model, whole)) {
    add("single-element", [layer], `Every path passes one ${nounOf(model, layer)} of ${quote(model, layer)}.`);
  }
  for (const { layer, kind } of removals) {
    if (isSingleRemoval(model, whole, layer)) {
      add("single-removal", [layer], `Every path passes what the ${kind} of ${quote(model, layer)} takes as a whole.`);
    }
  }
  if (removals.length === 0)
    add("nothing-removed", [], "The network removes nothing at random: give it rates of removal.");
  return findings;
}

function quote({ network }: ResolvedModel, layer: number): string {
  return JSON.stringify(nameOf(network.layers[layer]));
}

const NAMED = 4;

function listNames(model: ResolvedModel, layers: readonly number[]): string {
  const named = layers.slice(0, NAMED).map((layer) => quote(model, layer));
  return layers.length > NAMED ? `${named.join(", ")} and ${layers.length - NAMED} more` : named.join(", ");
}

/** Layers with masks or missing weights that pass nothing on of what reaches them. */
function allMasked({ network, sources }: ResolvedModel, { reached }: Counted): number[] {
  return network.layers.flatMap((layer, index) => {
    const isFixed = layer.type === "mask" || ("connections" in layer && layer.connections);
    const arrives = (sources[index] ?? []).some((source) => (reached[source] ?? 0) > 0);
    return isFixed && arrives && reached[index] === 0 ? [index] : [];
  });
}

/** Layers of which nothing reaches an output, though something does reach them. */
function deadLayers({ network }: ResolvedModel, { reached, reaching, open }: Counted): number[] {
  if (open === 0) return [];
  return network.layers.flatMap((_, index) => (reaching[index] === 0 && (reached[index] ?? 0) > 0 ? [index] : []));
}

/** Dead layers that read each other, together. */
function groupBranches(dead: readonly number[], { sources }: ResolvedModel): number[][] {
  const branches: number[][] = [];
  for (const layer of dead) {
    const branch = branches.find((each) => sources[layer]?.some((source) => each.includes(source)));
    if (branch) branch.push(layer);
    else branches.push([layer]);
  }
  return branches;
}

/** Layers in every path's way of whose channels but one is of use. */
function singleElements(model: ResolvedModel, { channels, open }: Counted): number[] {
  if (open === 0) return [];
  return model.network.layers.flatMap((layer, index) => {
    const isMaker = MAKERS.includes(layer.type) || layer.type === "mask";
    const isInside = layer.type !== "input" && !model.outputs.includes(index) && !leadsToOutputAlone(model, index);
    return isMaker && isInside && channels[index] === 1 && isPassedByAll(index, model) ? [index] : [];
  });
}

/** Whether nothing but layers that pass on stands between a layer and an output: then it is the output. */
function leadsToOutputAlone({ network, sources, outputs }: ResolvedModel, index: number): boolean {
  return outputs.some((output) => {
    let at = output;
    while (at > index) {
      const [source, ...more] = sources[at] ?? [];
      const type = network.layers[at]?.type ?? "";
      if (source === undefined || more.length > 0 || MAKERS.includes(type) || type === "attention") return false;
      at = source;
    }
    return at === index;
  });
}

function nounOf({ shapes }: ResolvedModel, layer: number): string {
  return (shapes[layer]?.length ?? 1) > 1 ? "channel" : "neuron";
}

function isSingleRemoval(model: ResolvedModel, { layers }: Counted, layer: number): boolean {
  const [conducting, ...more] = layers.get(layer)?.groups ?? [];
  const kind = (model.network.layers[layer] as ModelLayer).type;
  return (
    isRemoval(model.network.layers[layer] as ModelLayer) &&
    kind !== "drop-block" &&
    more.length === 0 &&
    conducting?.[0] === 1 &&
    product(model.shapes[layer] ?? []) > 1 &&
    isPassedByAll(layer, model)
  );
}
