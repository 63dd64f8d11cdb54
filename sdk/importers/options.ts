import { badInput } from "../errors.ts";
import type { LayeredNetwork } from "../networks/layered.ts";
import type { ModelNetwork } from "../networks/model/model.ts";
import { toLayered } from "../networks/model/to-layered.ts";
import { type ModelRemoval, withRemoval } from "../networks/model/with-removal.ts";

/** Rates that take the place of a file's, as `withRemoval` sets them. Of each pair at most one is given. */
export type ModelRates = ModelRemoval;

const RATES = [
  "dropSites",
  "keepSites",
  "dropChannels",
  "keepChannels",
  "dropBonds",
  "keepBonds",
  "dropInputs",
  "keepInputs",
] as const;

/** Refuses options that are no object or hold a name that is neither a rate nor one of `names`. */
export function checkModelOptions(options: object, names: readonly string[]): void {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw badInput("options", "an object", options);
  }
  const known: readonly string[] = [...RATES, ...names];
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw badInput(`options.${name}`, `only ${known.join(", ")}`, name);
  }
  for (const name of RATES) {
    const rate = (options as ModelRates)[name];
    if (rate !== undefined && !(typeof rate === "number" && rate >= 0 && rate <= 1)) {
      throw badInput(`options.${name}`, "a number in 0..1", rate);
    }
  }
}

/** The network of a file with the rates of the options. */
export function withModelRates(network: ModelNetwork, options: ModelRates): ModelNetwork {
  const entries = RATES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  return entries.length === 0 ? network : withRemoval(network, Object.fromEntries(entries));
}

/** The same; a plain chain of dense layers as a layered network. */
export function withRates(network: ModelNetwork, options: ModelRates): LayeredNetwork | ModelNetwork {
  const changed = withModelRates(network, options);
  return toLayered(changed) ?? changed;
}
