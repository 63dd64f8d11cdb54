import type { ModelLayer } from "../networks/model/layer-types.ts";
import { isRemoval, type ModelNetwork, resolveModel } from "../networks/model/model.ts";
import { countOf } from "./count-words.ts";

/** The sizes of a tensor's axes: `64x112x112`. */
export function writeShape(shape: readonly number[]): string {
  return shape.join("x");
}

/** The shape of a model in a few words: `model of 69 layers, 3x224x224 -> 1000`. */
export function describeModel(network: ModelNetwork): string {
  const { shapes, outputs } = resolveModel(network);
  const inputs = network.layers.flatMap(({ type }, index) => (type === "input" ? [shapes[index] ?? []] : []));
  const ends = [inputs, outputs.map((output) => shapes[output] ?? [])].map(listShapes);
  return `model of ${countOf(network.layers.length, "layer")}, ${ends.join(" -> ")}`;
}

function listShapes(shapes: readonly (readonly number[])[]): string {
  if (shapes.length > 4) return `${shapes.length} tensors`;
  return shapes.map(writeShape).join(" + ");
}

/** Names of removals, in the order of reports. */
const REMOVALS = {
  dropout: "dropout",
  "channel-dropout": "channel dropout",
  "drop-block": "DropBlock",
  "stochastic-depth": "stochastic depth",
} as const;

/** What a model removes in a few words: `channel dropout 0.1 in 16 layers, dropconnect keeping 0.9 in 1 layer`. */
export function describeModelRemovals({ layers }: ModelNetwork): string {
  const rates = new Map<string, number[]>();
  for (const [kind, rate] of layers.flatMap(removalsOf)) rates.set(kind, [...(rates.get(kind) ?? []), rate]);
  const words = [...rates].map(([kind, each]) => `${kind} ${listRates(each)} in ${countOf(each.length, "layer")}`);
  const masks = layers.filter(({ type }) => type === "mask").length;
  const pruned = layers.filter((layer) => "connections" in layer && layer.connections !== undefined).length;
  return [
    ...words,
    ...(masks > 0 ? [`${masks > 1 ? "fixed masks" : "a fixed mask"} in ${countOf(masks, "layer")}`] : []),
    ...(pruned > 0 ? [`weights missing in ${countOf(pruned, "layer")}`] : []),
  ].join(", ");
}

function removalsOf(layer: ModelLayer): [kind: string, rate: number][] {
  if (isRemoval(layer)) return rateOf(REMOVALS[layer.type], layer.drop, layer.keep);
  if (layer.type === "attention") return rateOf("attention dropout", layer.dropAttention, layer.keepAttention);
  if ("dropBonds" in layer || "keepBonds" in layer) return rateOf("dropconnect", layer.dropBonds, layer.keepBonds);
  return [];
}

function rateOf(kind: string, drop: number | undefined, keep: number | undefined): [string, number][] {
  if (drop !== undefined) return [[kind, drop]];
  return keep === undefined ? [] : [[`${kind} keeping`, keep]];
}

function listRates(rates: readonly number[]): string {
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return least === most ? String(least) : `${least} to ${most}`;
}
