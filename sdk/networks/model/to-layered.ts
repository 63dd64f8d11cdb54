import type { Rate } from "../../engine/layers.ts";
import { type LayeredNetwork, type LayeredOptions, layered, MAX_WIDTH } from "../layered.ts";
import { CERTAIN, keepingBoth } from "../removal.ts";
import type { ModelLayer } from "./layer-types.ts";
import { type ModelNetwork, type ResolvedModel, rateOf, resolveModel } from "./model.ts";
import { product } from "./shapes/rule.ts";

/** What a chain of dense layers has collected so far. */
interface Chain {
  readonly widths: number[];
  readonly sites: Rate[];
  readonly bonds: Rate[];
  readonly connections: (string | null)[];
}

/**
 * The same network as a {@link LayeredNetwork}, for the queries that take only those; undefined when it is
 * more than a chain of dense layers with dropout of inputs and hidden neurons and dropconnect.
 *
 * @param network - From {@link model} or an importer.
 * @throws PercolationError `invalid-input` when it is no model.
 *
 * @example
 * import { input, toLayered } from "percolation";
 * const network = input([784]).dense(300).dropout(0.5).dense(10).model();
 * toLayered(network).widths; // => [784, 300, 10]
 */
export function toLayered(network: ModelNetwork): LayeredNetwork | undefined {
  const resolved = resolveModel(network);
  const chain = chainOf(resolved);
  const last = (chain?.widths.length ?? 0) - 1;
  if (chain === undefined || last < 1 || (chain.sites[last]?.drop ?? 0) > 0) return undefined;
  const [inputs = CERTAIN, ...hidden] = chain.sites.slice(0, -1);
  const sites = ratesFor("Sites", hidden);
  const bonds = ratesFor("Bonds", chain.bonds);
  if (!sites || !bonds) return undefined;
  const ofInputs = inputs.drop <= inputs.keep ? { dropInputs: inputs.drop } : { keepInputs: inputs.keep };
  return layered(chain.widths, {
    ...(inputs === CERTAIN ? {} : ofInputs),
    ...sites,
    ...bonds,
    ...(chain.connections.every((bits) => bits === null) ? {} : { connections: chain.connections }),
  });
}

/** Rates as drop or as keep, whichever says all of them to the last bit; undefined when neither does. */
function ratesFor(kind: "Sites" | "Bonds", rates: readonly Rate[]): LayeredOptions | undefined {
  // A rate of 0 that is given stays; layers without any have none.
  if (rates.every((rate) => rate === CERTAIN)) return {};
  if (rates.every(({ keep, drop }) => 1 - drop === keep)) return { [`drop${kind}`]: rates.map(({ drop }) => drop) };
  return rates.every(({ keep, drop }) => 1 - keep === drop)
    ? { [`keep${kind}`]: rates.map(({ keep }) => keep) }
    : undefined;
}

function chainOf({ network, shapes, sources, outputs }: ResolvedModel): Chain | undefined {
  const [first, ...others] = network.layers;
  if (first?.type !== "input" || outputs.length > 1 || outputs[0] !== network.layers.length - 1) return undefined;
  const chain: Chain = { widths: [product(shapes[0] ?? [])], sites: [CERTAIN], bonds: [], connections: [] };
  for (const [index, layer] of others.entries()) {
    const [source, ...more] = sources[index + 1] ?? [];
    if (source !== index || more.length > 0 || !extend(chain, layer, (shapes[index] ?? []).length)) return undefined;
  }
  return chain.widths.every((width) => width <= MAX_WIDTH) ? chain : undefined;
}

/** Takes one more layer into the chain; whether it fits. */
function extend(chain: Chain, layer: ModelLayer, rank: number): boolean {
  switch (layer.type) {
    case "activation":
    case "normalization":
    case "flatten":
    case "reshape":
      return true;
    case "dropout":
      if ((layer.shared ?? []).length > 0) return false;
      chain.sites.push(keepingBoth(chain.sites.pop() ?? CERTAIN, rateOf(layer.drop, layer.keep)));
      return true;
    case "dense": {
      const { connections = null } = layer;
      if (rank !== 1 || (connections !== null && typeof connections !== "string")) return false;
      chain.widths.push(layer.units);
      chain.sites.push(CERTAIN);
      chain.bonds.push(rateOf(layer.dropBonds, layer.keepBonds));
      chain.connections.push(connections);
      return true;
    }
    default:
      return false;
  }
}
