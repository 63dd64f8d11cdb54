import { badInput } from "../errors.ts";
import { kindOf } from "./check.ts";
import { checkMedium, type Medium } from "./medium.ts";
import type { ModelNetwork } from "./model/model.ts";
import { checkModel } from "./models.ts";
import { checkNetwork, type Network } from "./network.ts";

/** A layered network, a model, a lattice or a graph: whatever paths can be looked for in. */
export type AnyNetwork = Network | ModelNetwork | Medium;

/** Any network in canonical form. */
export function checkAny(value: unknown): AnyNetwork {
  const kind = kindOf(value);
  if (kind === "lattice" || kind === "graph") return checkMedium(value);
  if (kind === "model") return checkModel(value);
  if (kind === "layered" || kind === "rectangular") return checkNetwork(value);
  if (typeof value !== "object" || value === null) throw badInput("network", "a network", value);
  throw badInput("network.kind", '"layered", "rectangular", "model", "lattice" or "graph"', kind);
}

export function isMedium(network: AnyNetwork): network is Medium {
  return network.kind === "lattice" || network.kind === "graph";
}

/** A network of layers of any kind in canonical form, for queries that take nothing else. */
export function checkLayers(value: unknown): Network | ModelNetwork {
  const network = checkAny(value);
  if (!isMedium(network)) return network;
  throw badInput("network.kind", '"layered", "rectangular" or "model"', network.kind);
}
