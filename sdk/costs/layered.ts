import type { Network } from "../networks/network.ts";
import type { CheckedMethod } from "../queries/sampling-options.ts";
import { chainUnits } from "./chains.ts";
import { type Fields, type Part, sampledPart } from "./cost.ts";
import { lawUnits } from "./laws.ts";
import { blockUnits, compileUnits, countingUnits, listingUnits } from "./layered-trials.ts";
import { type Outline, outlinesOf } from "./outlines.ts";
import { COUNT, DOUBLE } from "./text.ts";
import { wordUnits } from "./words.ts";

// Questions about paths through layered networks: constants are in the files of what they are made of.

/** Layers that answers tell of one by one, see sdk/queries/reach.ts. */
const REPORTED_LAYERS = 10000;
/** The chain's step grows with width and band; the bonds of a layer with both widths. */
const CHAIN = 1.5;
/** A bond of a mask that is drawn, besides its word, and one of a mask that is all ones; a block of trials has to be drawn. */
const [MASK, FULL] = [2, 0.3];
/** A layer's masks, found among those drawn. */
const FOUND = 6000;

/** A layer's part in the moments of the number of paths. */
const MOMENTS = 120;
/** A layer that is described: its width and rates looked up, and told from the one before. */
const DESCRIBED = 180;

/** The description of a layered network, layer by layer. */
export function described(network: Network): Part {
  return { units: DESCRIBED * (network.kind === "layered" ? network.widths.length : 3), grows: {} };
}

/** Fields by which a layered network grows. */
export function sizeOf(network: Network, width: number, depth = 1): Fields {
  return network.kind === "layered" ? { "network.widths": width } : { "network.width": width, "network.depth": depth };
}

/** Layers in all, those of runs too. */
export function depthOf(layers: readonly Outline[]): number {
  return layers.reduce((sum, { repeat }) => sum + repeat, 0);
}

/** Whether the exact chain is asked for and applies; undefined where the query is refused. */
export function isExact(layers: readonly Outline[], method: CheckedMethod["method"]): boolean | undefined {
  const isSparse = layers.some(({ listed }) => listed !== undefined);
  if (method === "exact" && isSparse) return undefined;
  return method === "auto" ? !isSparse : method === "exact";
}

/** What the chain's units grow with: of a long run its length says little. */
export function exactSize(network: Network): Fields {
  return sizeOf(network, CHAIN, network.kind === "rectangular" && network.depth < 200 ? 1 : 0.01);
}

/** The path probability. */
export function pathOfLayers(network: Network, { method, trials }: CheckedMethod): Part[] {
  const layers = outlinesOf(network);
  const exact = isExact(layers, method);
  if (exact === undefined) return listing(layers);
  if (exact) return [described(network), { units: chainUnits(layers), grows: exactSize(network) }];
  return [described(network), ...listing(layers), ...trialParts(network, layers, trials, 0)];
}

/** Bonds that exist, listed. */
export function listing(layers: readonly Outline[]): Part[] {
  return [{ units: listingUnits(layers), grows: { "network.connections": 1 } }];
}

/** Trials of one program, with what is counted in a block besides. */
function trialParts(network: Network, layers: readonly Outline[], trials: number, counted: number): Part[] {
  return [
    { units: compileUnits(layers), grows: sizeOf(network, 0) },
    sampledPart(trials, blockUnits(layers) + counted, sizeOf(network, 1)),
  ];
}

/** The number of reached outputs. */
export function reachOfLayers(network: Network, { method, trials }: CheckedMethod): Part[] {
  const layers = outlinesOf(network);
  const exact = isExact(layers, method);
  if (exact === undefined) return listing(layers);
  const depth = depthOf(layers);
  const outputs = layers[layers.length - 1]?.width ?? 0;
  const told = Math.min(depth, REPORTED_LAYERS);
  const printed = { units: DOUBLE * (outputs + told), grows: sizeOf(network, 1) };
  const first = [described(network), ...listing(layers)];
  if (!exact) return [...first, ...trialParts(network, layers, trials, countingUnits(layers)), printed];
  const isTurned = depth <= REPORTED_LAYERS;
  return [
    ...first,
    { units: chainUnits(layers), grows: exactSize(network) },
    { units: (isTurned ? 2 : 1) * lawUnits(layers, told), grows: exactSize(network) },
    { units: isTurned ? DOUBLE * depth : 0, grows: sizeOf(network, 0) },
    printed,
  ];
}

/** The masks of one trial. */
export function masksOfLayers(network: Network): Part[] {
  const layers = outlinesOf(network);
  let units = 0;
  let fanIn = 0;
  let removed = 0;
  for (const { width, sites, bonds, repeat, listed } of layers) {
    if (sites.drop > 0 || bonds.drop > 0) removed += repeat;
    const site = sites.drop > 0 ? MASK + wordUnits(sites) : FULL;
    const bond = bonds.drop > 0 ? MASK + wordUnits(bonds) : FULL;
    const steps = width * fanIn + (repeat - 1) * width * width;
    const drawn = listed ?? steps;
    units += repeat * width * (site + COUNT) + drawn * bond + steps * (COUNT + FULL);
    fanIn = width;
  }
  return [
    described(network),
    ...listing(layers),
    { units: compileUnits(layers) + FOUND * removed, grows: sizeOf(network, 0) },
    { units, grows: sizeOf(network, 2) },
  ];
}

/** The moments of the number of paths: as much for wide layers as for narrow ones. */
export function countsOfLayers(network: Network, layers: readonly Outline[]): Part[] {
  return [described(network), { units: MOMENTS * layers.length, grows: {} }];
}
