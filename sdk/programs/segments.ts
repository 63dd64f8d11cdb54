import type { ModelLayer } from "../networks/model/layer-types.ts";
import { nameOf, type ResolvedModel } from "../networks/model/model.ts";
import { product } from "../networks/model/shapes/rule.ts";
import { reachModel } from "./models.ts";
import { type Exchangeable, stagesOf } from "./stages.ts";
import type { Tensor } from "./tensor.ts";

// Where every path passes a layer that is reached as a whole or not at all, a network falls into segments one after
// another, each of which is open or cut by itself: the path probability is the product of theirs.

/** A part of a model, from behind one such layer to the next. */
export interface Segment {
  /** The numbers of its layers in the model. */
  readonly layers: readonly number[];
  /** The stages of its exact recursion, if its units are exchangeable. */
  readonly stages: Exchangeable | undefined;
}

/** The segments of a model, from its inputs to its outputs; layers beside all paths are in none. `reach` finds their words. */
export function segmentsOf(model: ResolvedModel, reach = reachModel): Segment[] {
  const reached = reach(model);
  const used = usedLayers(model);
  const passed = passedByAll(model, used);
  const ends = model.network.layers.flatMap((_, index) => {
    const isWhole = product(reached[index]?.sizes ?? []) === 1;
    return passed[index] && isWhole ? [index] : [];
  });
  const segments: Segment[] = [];
  let start = -1;
  for (const end of [...ends.filter((end) => end > 0), model.network.layers.length]) {
    const layers = used.flatMap((isUsed, index) => (isUsed && index > start && index <= end ? [index] : []));
    if (layers.length > 0) segments.push({ layers, stages: stagesOfPart(model, start, end, layers, reach) });
    start = end;
  }
  return segments;
}

/** Layers that lead from some input to some output. */
export function usedLayers({ network, sources, outputs }: ResolvedModel): boolean[] {
  const used = network.layers.map(() => false);
  for (const output of outputs) used[output] = true;
  for (let index = used.length - 1; index >= 0; index--) {
    if (used[index]) for (const source of sources[index] ?? []) used[source] = true;
  }
  return used;
}

/** Which layers every path passes: those that no connection between used layers jumps over. */
export function passedByAll({ network, sources, outputs }: ResolvedModel, used: readonly boolean[]): boolean[] {
  const count = network.layers.length;
  const jumps = new Int32Array(count + 2);
  const jump = (from: number, to: number) => {
    if (to - from < 2) return;
    jumps[from + 1] = (jumps[from + 1] ?? 0) + 1;
    jumps[to] = (jumps[to] ?? 0) - 1;
  };
  network.layers.forEach(({ type }, index) => {
    if (!used[index]) return;
    if (type === "input") jump(-1, index);
    for (const source of sources[index] ?? []) jump(source, index);
  });
  for (const output of outputs) jump(output, count);
  let open = 0;
  return network.layers.map((_, index) => {
    open += jumps[index] ?? 0;
    return used[index] === true && open === 0;
  });
}

/** A segment as a model of its own: what it begins behind is its input. */
function stagesOfPart(
  { network, shapes, sources, outputs }: ResolvedModel,
  start: number,
  end: number,
  layers: readonly number[],
  reach: (model: ResolvedModel) => Tensor[],
): Exchangeable | undefined {
  const own = start < 0 ? [...layers] : [start, ...layers];
  const numbers = new Map(own.map((layer, number) => [layer, number]));
  const ofPart = (each: readonly number[]) => each.flatMap((layer) => numbers.get(layer) ?? []);
  const part: ResolvedModel = {
    network: {
      ...network,
      layers: own.map((layer): ModelLayer => {
        const given = network.layers[layer] as ModelLayer;
        return layer === start ? { type: "input", name: nameOf(given), shape: shapes[layer] ?? [] } : given;
      }),
    },
    shapes: own.map((layer) => shapes[layer] ?? []),
    sources: own.map((layer) => (layer === start ? [] : ofPart(sources[layer] ?? []))),
    outputs: end < network.layers.length ? ofPart([end]) : ofPart(outputs),
  };
  return stagesOf(part, reach(part));
}
