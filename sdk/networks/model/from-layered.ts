import { PercolationError } from "../../errors.ts";
import type { LayeredNetwork } from "../layered.ts";
import type { Network } from "../network.ts";
import { resolveRates } from "../removal.ts";
import type { ModelLayer } from "./layer-types.ts";
import { type ModelNetwork, model } from "./model.ts";

/** The most hidden layers of a rectangular network that are listed one by one. */
const MOST_HIDDEN = 10_000;

/** A layered network as a model: every layer and every removal by a name of its own. */
export function fromLayered(network: Network): ModelNetwork {
  const { widths, connections, ...rates } = network.kind === "layered" ? network : unrolled(network);
  const hidden = widths.length - 2;
  const sites = resolveRates("Sites", rates.dropSites, rates.keepSites, hidden);
  const bonds = resolveRates("Bonds", rates.dropBonds, rates.keepBonds, hidden + 1);
  const [inputs] = resolveRates("Inputs", rates.dropInputs, rates.keepInputs, 1);
  const layers: ModelLayer[] = widths.flatMap((width, index): ModelLayer[] => {
    const name = index === 0 ? "input" : index > hidden ? "output" : `hidden-${index}`;
    const { drop = 0, keep = 1 } = (index === 0 ? inputs : index > hidden ? undefined : sites[index - 1]) ?? {};
    const removal: ModelLayer[] =
      drop > 0 ? [{ type: "dropout", name: `${name}-dropout`, ...exact(drop, keep, "") }] : [];
    if (index === 0) return [{ type: "input", name, shape: [width] }, ...removal];
    const bond = bonds[index - 1] ?? { drop: 0, keep: 1 };
    const rate = bond.drop > 0 ? exact(bond.drop, bond.keep, "Bonds") : {};
    return [{ type: "dense", name, units: width, ...rate, connections: connections?.[index - 1] ?? null }, ...removal];
  });
  return model(layers, { outputs: "output" });
}

/** The rate by whichever of drop and keep is exact. */
function exact<Kind extends "" | "Bonds">(drop: number, keep: number, kind: Kind) {
  return (drop <= keep ? { [`drop${kind}`]: drop } : { [`keep${kind}`]: keep }) as { [Name in `drop${Kind}`]?: number };
}

function unrolled(network: Exclude<Network, LayeredNetwork>): Omit<LayeredNetwork, "kind"> {
  const { width, depth, inputs = width, outputs = width, ...rates } = network;
  if (depth > MOST_HIDDEN) {
    const message = `network.depth: expected at most ${MOST_HIDDEN} hidden layers, to be listed one by one, got ${depth}`;
    throw new PercolationError("too-large", message, { field: "network.depth" });
  }
  return { ...rates, widths: [inputs, ...Array<number>(depth).fill(width), outputs] };
}
