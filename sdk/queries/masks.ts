import * as v from "valibot";
import type { Layer } from "../engine/layers.ts";
import { writeMasks } from "../engine/sampling.ts";
import { countBonds, countSites, countSlots, type Topology } from "../engine/structure.ts";
import { version } from "../engine/version.gen.ts";
import { type AnyNetwork, checkAny, isMedium } from "../networks/any.ts";
import { walkBonds } from "../networks/bonds.ts";
import { check, integer } from "../networks/check.ts";
import { type Medium, topologyOf } from "../networks/medium.ts";
import { layersOf, networkField, unrollLayers } from "../networks/network.ts";
import { ratesOf } from "../networks/rates.ts";
import { CERTAIN } from "../networks/removal.ts";
import { seed } from "../networks/seed.ts";
import { SAMPLED_LAYERS } from "./survival.ts";

/** Which trial's masks are asked for. */
export interface MaskOptions {
  /** Seed, an integer in 0..2^64-1 as number, bigint or decimal text; 0 unless given. */
  readonly seed?: number | bigint | string;
  /** Number of the trial, 0..2^53-1; 0 unless given. */
  readonly trial?: number;
}

/** The question `"masks"`: what survives in a given trial? */
export interface MaskQuery extends MaskOptions {
  readonly ask: "masks";
  readonly network: AnyNetwork;
}

/** The answer to a {@link MaskQuery}: 1 where a neuron or weight survives, 0 where it is removed. */
export interface MaskAnswer {
  /** One mask of the inputs; empty for lattices and graphs. */
  readonly inputs: Uint8Array;
  /** One mask per hidden layer; of lattices and graphs one, of all sites. */
  readonly sites: readonly Uint8Array[];
  /**
   * One mask per weight layer, row by row: entry `target * fanIn + source`. Missing connections are 0. Of
   * lattices and graphs one, of all bonds in their order.
   */
  readonly bonds: readonly Uint8Array[];
  readonly seed: string;
  readonly trial: number;
  readonly query: MaskQuery;
  readonly version: string;
}

export const maskSchema = v.strictObject({
  ask: v.literal("masks"),
  network: networkField,
  seed: v.optional(seed, "0"),
  trial: v.optional(integer(0, Number.MAX_SAFE_INTEGER), 0),
});

export function answerMasks(value: unknown): MaskAnswer {
  const { ask, network: given, seed, trial } = check(maskSchema, value, "");
  const network = checkAny(given);
  const query: MaskQuery = { ask, network, seed, trial };
  if (isMedium(network)) return { ...masksOfMedium(network, trial, BigInt(seed)), seed, trial, query, version };
  const layers = unrollLayers(layersOf(network), SAMPLED_LAYERS);
  const raw = writeMasks(layers, trial, BigInt(seed));
  return {
    inputs: raw.sites[0] ?? new Uint8Array(0),
    sites: raw.sites.slice(1, -1),
    bonds: raw.bonds.map((mask, index) => spread(mask, layers, index + 1)),
    seed,
    trial,
    query,
    version,
  };
}

/** Sites and bonds of a lattice or graph are drawn as those of one layer and of the bonds into one neuron. */
function masksOfMedium(medium: Medium, trial: number, seed: bigint): Pick<MaskAnswer, "inputs" | "sites" | "bonds"> {
  const topology = topologyOf(medium);
  const rates = ratesOf(medium);
  const slots = countSlots(topology);
  const wiring = { offsets: Uint32Array.of(0, slots), columns: new Uint32Array(slots) };
  const layers: Layer[] = [
    { width: countSites(topology), sites: rates.sites, bonds: CERTAIN, repeat: 1 },
    { width: 1, sites: CERTAIN, bonds: rates.bonds, repeat: 1, wiring },
  ];
  const raw = writeMasks(layers, trial, seed);
  const [sites = new Uint8Array(0)] = raw.sites;
  const [ofSlots = new Uint8Array(0)] = raw.bonds;
  return { inputs: new Uint8Array(0), sites: [sites], bonds: [ofBonds(ofSlots, topology)] };
}

/** The mask of a lattice's bonds out of that of its slots. */
function ofBonds(slots: Uint8Array, topology: Topology): Uint8Array {
  if (topology.kind === "graph") return slots;
  const mask = new Uint8Array(countBonds(topology));
  let bond = 0;
  walkBonds(topology, (slot) => {
    mask[bond++] = slots[slot] ?? 0;
  });
  return mask;
}

/** The mask of existing bonds as one of all bonds. */
function spread(mask: Uint8Array, layers: readonly Layer[], index: number): Uint8Array {
  const { wiring, width } = layers[index] ?? { width: 0 };
  if (!wiring) return mask;
  const fanIn = layers[index - 1]?.width ?? 0;
  const full = new Uint8Array(fanIn * width);
  for (let target = 0; target < width; target++) {
    const end = wiring.offsets[target + 1] ?? 0;
    for (let bond = wiring.offsets[target] ?? 0; bond < end; bond++) {
      full[target * fanIn + (wiring.columns[bond] ?? 0)] = mask[bond] ?? 0;
    }
  }
  return full;
}

/**
 * The masks that Monte Carlo uses in one trial: the same bits in every runtime, for a training loop of
 * your own. Trials of one seed are independent; those of one block of 128 cost the same together as
 * one, so each call draws the whole block: one drawn word per neuron and bond.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link lattice}, {@link graph} or an importer.
 * @param options - Seed and number of the trial.
 * @returns Bytes 0 and 1.
 * @throws PercolationError `invalid-input`; `too-large` when the masks do not fit in memory.
 * @see docs/determinism.md, which says how to draw the same masks in any language.
 *
 * @example
 * import { layered, sampleMasks } from "percolation";
 * const { sites, bonds } = sampleMasks(layered([3, 4, 2], { dropSites: 0.5 }), { seed: 7, trial: 12 });
 * sites[0].length; // => 4
 * bonds.map((mask) => mask.length); // => [12, 8]
 */
export function sampleMasks(network: AnyNetwork, options: MaskOptions = {}): MaskAnswer {
  return answerMasks({ ...options, ask: "masks", network });
}
