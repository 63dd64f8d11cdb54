import type { LayerType, ModelLayer } from "../networks/model/layer-types.ts";
import { type ModelNetwork, nameOf, type ResolvedModel } from "../networks/model/model.ts";
import type { Shape, ShapeRule } from "../networks/model/shapes/rule.ts";
import { shapeRules } from "../networks/model/shapes.ts";

/** The shapes of a checked model, found without checking it again: O(layers). */
export function shapesOf(network: ModelNetwork): ResolvedModel {
  const numbers = new Map<string, number>();
  const shapes: Shape[] = [];
  const sources: number[][] = [];
  network.layers.forEach((layer, index) => {
    const from = layer.from === undefined ? [] : [layer.from].flat().map((name) => numbers.get(name) ?? 0);
    const rule = shapeRules[layer.type] as ShapeRule<LayerType>;
    const read = from.map((source) => shapes[source] ?? []);
    shapes.push(rule(withoutConnections(layer), read, "network").shape);
    sources.push(from);
    numbers.set(nameOf(layer), index);
  });
  return { network, shapes, sources, outputs: network.outputs.map((name) => numbers.get(name) ?? 0) };
}

/** Which weights are missing does not change any shape, and is long to read. */
function withoutConnections(layer: ModelLayer): ModelLayer {
  return "connections" in layer && layer.connections ? { ...layer, connections: null } : layer;
}
