// The masks of the engine, as the reference takes them.

import { type ModelNetwork, sampleMasks } from "percolation";
import { fixedMasks, type LayerMask, type Masks } from "./plain-masks.ts";

/** What survives in one trial, by layer; layers that `sampleMasks` leaves out remove nothing at random. */
export function masksOfTrial(network: ModelNetwork, seed: number, trial: number): Masks {
  const masks = new Map<string, LayerMask>(fixedMasks(network));
  for (const { name, sites, bonds } of sampleMasks(network, { seed, trial }).layers ?? []) {
    masks.set(name, { sites, bonds });
  }
  return masks;
}
