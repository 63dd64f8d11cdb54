import { badInput } from "../errors.ts";
import { checkLayered, type LayeredNetwork } from "../networks/layered.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import { toLayered } from "../networks/model/to-layered.ts";
import { type ModelRemoval, withRemoval } from "../networks/model/with-removal.ts";
import { checkNetwork, type Network } from "../networks/network.ts";
import type { Removal } from "../networks/removal.ts";

/**
 * Rates that take the place of a file's, as `withRemoval` sets them. Of each pair at most one is given. Arrays, one
 * rate a layer, are for chains of dense layers alone.
 */
export interface ModelRates extends Removal {
  /** Dropout of channels: the rate for the output of every hidden dense layer and convolution. */
  readonly dropChannels?: number;
  /** The same as a probability of survival. */
  readonly keepChannels?: number;
}

const KINDS = ["Sites", "Bonds", "Inputs", "Channels"] as const;
const RATES: readonly string[] = KINDS.flatMap((kind) => [`drop${kind}`, `keep${kind}`]);

/** Refuses options that are no object or hold a name that is neither a rate nor one of `names`. */
export function checkModelOptions(options: object, names: readonly string[]): void {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw badInput("options", "an object", options);
  }
  const known = [...RATES, ...names];
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw badInput(`options.${name}`, `only ${known.join(", ")}`, name);
  }
}

/** The network of a file with the rates of the options; a plain chain of dense layers as a layered network. */
export function withRates(network: ModelNetwork, options: ModelRates): LayeredNetwork | ModelNetwork {
  const chain = (options.dropChannels ?? options.keepChannels) ? undefined : toLayered(network);
  return chain ? checkLayered(replaceRates(chain, options)) : withModelRates(network, options);
}

/** A model with the rates of the options. */
export function withModelRates(network: ModelNetwork, options: ModelRates): ModelNetwork {
  const rates = ratesOf(options);
  for (const [name, rate] of Object.entries(rates)) {
    if (Array.isArray(rate)) {
      throw badInput(`options.${name}`, "one rate, since the file is no chain of dense layers", rate);
    }
    if (!(typeof rate === "number" && rate >= 0 && rate <= 1))
      throw badInput(`options.${name}`, "a number in 0..1", rate);
  }
  return Object.keys(rates).length === 0 ? network : withRemoval(network, rates as ModelRemoval);
}

/** A layered or rectangular network, unchecked so far, with the rates of the options in place of its own. */
export function withLayeredRates(network: object, options: ModelRates): Network {
  return checkNetwork(replaceRates(network, options));
}

function replaceRates(network: object, options: ModelRates): object {
  const rates = ratesOf(options);
  const channels = rates.dropChannels ?? rates.keepChannels;
  if (channels !== undefined) throw badInput("options.dropChannels", "none for a network without channels", channels);
  const replaced = KINDS.filter((kind) => `drop${kind}` in rates || `keep${kind}` in rates);
  const own = Object.entries(network).filter(
    ([name]) => !replaced.some((kind) => name === `drop${kind}` || name === `keep${kind}`),
  );
  return { ...Object.fromEntries(own), ...rates };
}

/** The rates among the options. */
function ratesOf(options: ModelRates): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).filter(([name, rate]) => RATES.includes(name) && rate !== undefined),
  );
}
