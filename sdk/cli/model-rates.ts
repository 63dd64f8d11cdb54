import { badInput } from "../errors.ts";
import type { AnyNetwork } from "../networks/any.ts";
import { type ModelRemoval, withRemoval } from "../networks/model/with-removal.ts";

/** The network of a file with the rates of flags in place of its own, unchecked: the query checks them. */
export function withRates(network: AnyNetwork, rates: Readonly<Record<string, unknown>>): AnyNetwork {
  if (Object.keys(rates).length === 0) return network;
  if (network.kind === "model") return withRemoval(network, rates as ModelRemoval);
  for (const name of ["dropChannels", "keepChannels"]) {
    if (rates[name] !== undefined) throw badInput(name, "none for a network without channels", rates[name]);
  }
  const own = Object.entries(network).filter(([name]) => !replaced(name, rates));
  return { ...Object.fromEntries(own), ...rates } as unknown as AnyNetwork;
}

/** Of drop and keep, what is given replaces both. */
function replaced(name: string, rates: Readonly<Record<string, unknown>>): boolean {
  const [, kind] = /^(?:drop|keep)(Sites|Bonds|Inputs)$/.exec(name) ?? [];
  return kind !== undefined && (rates[`drop${kind}`] !== undefined || rates[`keep${kind}`] !== undefined);
}
