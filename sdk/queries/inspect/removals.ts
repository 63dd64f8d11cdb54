import { decodeBase64 } from "../../engine/base64.ts";
import type { Rate } from "../../engine/layers.ts";
import { countBits } from "../../networks/connections.ts";
import type { ModelLayer } from "../../networks/model/layer-types.ts";
import { isRemoval, type ResolvedModel } from "../../networks/model/model.ts";
import { ownRate } from "../../networks/model/rates.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import { groupsOf } from "../../programs/steps/removals.ts";
import type { RemovalReport } from "./answer.ts";

/** A layer that removes at random. */
export interface Removal {
  /** Its number in the model. */
  readonly layer: number;
  readonly kind: RemovalReport["kind"];
  readonly rate: Rate;
}

const KINDS = {
  dropout: "dropout",
  "channel-dropout": "channel dropout",
  "drop-block": "DropBlock",
  "stochastic-depth": "stochastic depth",
} as const;

/** The removals of a model whose rates are not 0, in its order. */
export function removalsOf({ network }: ResolvedModel): Removal[] {
  return network.layers.flatMap((layer, index): Removal[] => {
    const rate = ownRate(layer);
    if (rate.drop === 0) return [];
    if (isRemoval(layer)) return [{ layer: index, kind: KINDS[layer.type], rate }];
    return [{ layer: index, kind: layer.type === "attention" ? "attention dropout" : "dropconnect", rate }];
  });
}

/** How many things a removal takes or leaves, each by itself. */
export function countGroups({ network, shapes, sources }: ResolvedModel, { layer: index }: Removal): number {
  const layer = network.layers[index] as ModelLayer;
  if (isRemoval(layer)) return product(groupsOf(layer, shapes[index] ?? []).sizes);
  return countWeights(layer, shapes[sources[index]?.[0] ?? 0] ?? [], shapes[index] ?? []) ?? 0;
}

/** How many weights a layer has, missing ones not counted; undefined when it has none. */
export function countWeights(layer: ModelLayer, input: Shape, output: Shape): number | undefined {
  switch (layer.type) {
    case "attention": {
      const [tokens = 1, queries = 1] = [input[1], output[1]];
      const seen = layer.causal ? queries * (tokens - queries) + (queries * (queries + 1)) / 2 : queries * tokens;
      return layer.heads * seen;
    }
    case "dense":
      return existing(layer.connections, layer.units * (input[0] ?? 1));
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return existing(
        layer.connections,
        (layer.channels * (input[0] ?? 1) * product([layer.kernel].flat())) / (layer.groups ?? 1),
      );
    default:
      return undefined;
  }
}

function existing(connections: unknown, all: number): number {
  if (typeof connections === "string") return countBits(decodeBase64(connections));
  if (typeof connections === "object" && connections !== null && "columns" in connections) {
    return (connections.columns as readonly number[]).length;
  }
  return all;
}
