import type { Rate } from "../../engine/layers.ts";
import { CERTAIN } from "../removal.ts";
import type { ModelLayer } from "./layer-types.ts";
import { isRemoval, type ResolvedModel, rateOf } from "./model.ts";

/** The rate of what a layer removes: elements, weights or weights of attention. */
export function ownRate(layer: ModelLayer): Rate {
  if (isRemoval(layer)) return rateOf(layer.drop, layer.keep);
  if (layer.type === "attention") return rateOf(layer.dropAttention, layer.keepAttention);
  return "dropBonds" in layer || "keepBonds" in layer ? rateOf(layer.dropBonds, layer.keepBonds) : CERTAIN;
}

/** The model with other rates, by the numbers of layers; undefined leaves a layer as it is. */
export function withRates(model: ResolvedModel, rateAt: (layer: number) => Rate | undefined): ResolvedModel {
  const layers = model.network.layers.map((layer, index) => {
    const rate = rateAt(index);
    return rate === undefined ? layer : withRate(layer, rate);
  });
  return { ...model, network: { ...model.network, layers } };
}

function withRate(layer: ModelLayer, { drop, keep }: Rate): ModelLayer {
  const kind = isRemoval(layer) ? "" : layer.type === "attention" ? "Attention" : "Bonds";
  const [dropName, keepName] = [`drop${kind}`, `keep${kind}`];
  const rest = Object.entries(layer).filter(([name]) => name !== dropName && name !== keepName);
  // Whichever of the two is the smaller is exact.
  return Object.fromEntries([...rest, drop <= keep ? [dropName, drop] : [keepName, keep]]) as unknown as ModelLayer;
}
