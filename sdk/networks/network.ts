import * as v from "valibot";
import type { Layer, Rate } from "../engine/layers.ts";
import { badInput, PercolationError } from "../errors.ts";
import { checkLayered, type LayeredNetwork, layersOfLayered } from "./layered.ts";
import { checkModel, toLayered } from "./models.ts";
import { checkRectangular, layersOfRectangular, type RectangularNetwork } from "./rectangular.ts";

/** Any network that queries take. */
export type Network = LayeredNetwork | RectangularNetwork;

/** Schema of the `network` of a query; {@link checkNetwork} looks closer. */
export const networkField = v.custom<object>((value) => typeof value === "object" && value !== null, "a network");

/** A network in canonical form. */
export function checkNetwork(value: unknown): Network {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  if (kind === "layered") return checkLayered(value);
  if (kind === "rectangular") return checkRectangular(value);
  if (kind === "model") return checkChain(value);
  if (typeof value !== "object" || value === null) throw badInput("network", "a network", value);
  throw badInput("network.kind", '"layered" or "rectangular"', kind);
}

/** A model that is a chain of dense layers is a layered network. */
function checkChain(value: unknown): Network {
  const chain = toLayered(checkModel(value));
  if (chain) return chain;
  const expected = "a chain of dense layers with dropout or dropconnect, which this query needs";
  throw new PercolationError("method-unavailable", `network: expected ${expected}, got another model`, {
    field: "network",
  });
}

/** The layers of a checked network, runs of equal layers as one record. */
export function layersOf(network: Network): Layer[] {
  return network.kind === "layered" ? layersOfLayered(network) : layersOfRectangular(network);
}

/** The same layers with runs unrolled, `limit` layers at most; only rectangular networks can have more. */
export function unrollLayers(layers: readonly Layer[], limit: number): Layer[] {
  const depth = layers.reduce((sum, layer) => sum + layer.repeat, 0);
  if (depth > limit) {
    throw new PercolationError(
      "too-large",
      `network.depth: expected at most ${limit - 2} hidden layers, to go through one by one, got ${depth - 2}`,
      { field: "network.depth" },
    );
  }
  return layers.flatMap((layer) => Array<Layer>(layer.repeat).fill({ ...layer, repeat: 1 }));
}

/** Layers with one rate in place of what they had: on all hidden neurons, or on all bonds. */
export function withRate(layers: readonly Layer[], of: "sites" | "bonds", rate: Rate): Layer[] {
  return layers.map((layer, index) => {
    if (of === "bonds") return index === 0 ? layer : { ...layer, bonds: rate };
    return index === 0 || index === layers.length - 1 ? layer : { ...layer, sites: rate };
  });
}
