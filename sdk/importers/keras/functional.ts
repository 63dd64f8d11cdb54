import { show } from "../../errors.ts";
import type { Fields } from "../fields.ts";
import { invalidFile } from "../onnx/failures.ts";
import { type CallArguments, type Reference, referencesIn } from "./arguments.ts";
import { type LayerConfig, layersOf, modelKind } from "./config.ts";
import { endsOrder, keepsOrder } from "./order.ts";

/** A Functional model: layers, and which of their calls read which. */
export interface FunctionalGraph {
  readonly place: string;
  readonly layers: ReadonlyMap<string, LayerConfig>;
  readonly inputs: readonly Reference[];
  readonly outputs: readonly Reference[];
  /** The call that makes a tensor. */
  find(reference: Reference): { layer: LayerConfig; call: CallArguments };
  /** Whether nothing that comes after a layer depends on the order of its elements. */
  isOrderFree(layer: string): boolean;
}

export function functionalGraph(model: Fields): FunctionalGraph {
  const layers = new Map<string, LayerConfig>();
  for (const layer of layersOf(model)) {
    if (layers.has(layer.name)) throw invalidFile(layer.place, "a name no other layer has", show(layer.name));
    layers.set(layer.name, layer);
  }
  const config = model.child("config");
  const place = config.place;
  const inputs = referencesIn(`${place}.input_layers`, config.get("input_layers") ?? []);
  const outputs = referencesIn(`${place}.output_layers`, config.get("output_layers"));
  if (outputs.length === 0) throw invalidFile(`${place}.output_layers`, "at least one tensor", "none");
  const offsets = callOffsets(layers, outputs);
  const find = ({ layer: name, node }: Reference) => {
    const layer = layers.get(name);
    if (layer === undefined) throw invalidFile(place, "layers that the model has", show(name));
    const call = layer.calls[node - (offsets.get(name) ?? 0)];
    if (call === undefined) throw invalidFile(layer.place, `${layer.calls.length} calls`, `a use of call ${node}`);
    return { layer, call };
  };
  return { place, layers, inputs, outputs, find, isOrderFree: orderWalk(layers) };
}

/**
 * Keras counts the calls of a model that is a layer from 1, since building it was call 0, which the file leaves
 * out; other versions count from 0.
 */
function callOffsets(layers: ReadonlyMap<string, LayerConfig>, outputs: readonly Reference[]): Map<string, number> {
  const lowest = new Map<string, number>();
  const used = [...outputs, ...[...layers.values()].flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs))];
  for (const { layer, node } of used) lowest.set(layer, Math.min(lowest.get(layer) ?? node, node));
  const offsets = new Map<string, number>();
  for (const [name, node] of lowest) {
    const layer = layers.get(name);
    if (layer !== undefined && modelKind(layer.entry) !== undefined) offsets.set(name, Math.min(node, 1));
  }
  return offsets;
}

function orderWalk(layers: ReadonlyMap<string, LayerConfig>): (layer: string) => boolean {
  let readers: Map<string, LayerConfig[]> | undefined;
  const free = new Set<string>();
  return (start) => {
    readers ??= readersOf(layers);
    const seen = new Set([start]);
    for (const name of seen) {
      for (const reader of readers.get(name) ?? []) {
        if (endsOrder(reader) || free.has(reader.name)) continue;
        if (!keepsOrder(reader)) return false;
        seen.add(reader.name);
      }
    }
    for (const name of seen) free.add(name);
    return true;
  };
}

function readersOf(layers: ReadonlyMap<string, LayerConfig>): Map<string, LayerConfig[]> {
  const readers = new Map<string, LayerConfig[]>();
  for (const layer of layers.values()) {
    for (const { layer: source } of layer.calls.flatMap(({ inputs }) => inputs)) {
      const list = readers.get(source);
      if (list) list.push(layer);
      else readers.set(source, [layer]);
    }
  }
  return readers;
}
