import * as v from "valibot";
import type { Layer } from "../engine/layers.ts";
import { writeMasks } from "../engine/sampling.ts";
import { version } from "../engine/version.gen.ts";
import { type AnyNetwork, checkAny, isMedium } from "../networks/any.ts";
import { check, integer } from "../networks/check.ts";
import { layersOf, networkField, unrollLayers } from "../networks/network.ts";
import { seed } from "../networks/seed.ts";
import { programOfLayers } from "../programs/layers.ts";
import { SAMPLED_LAYERS } from "../sampling/layered-trials.ts";
import { masksOfMedium } from "./medium-masks.ts";
import type { LayerMask } from "./model-masks.ts";
import { maskLayers } from "./models.ts";
import { answerNow, type Question } from "./question.ts";

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
  /** Models: one entry for every layer that removes something; the three fields above are empty. */
  readonly layers?: readonly LayerMask[];
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

export interface MaskPlan {
  readonly query: MaskQuery;
  readonly network: AnyNetwork;
  readonly seed: string;
  readonly trial: number;
}

export const maskQuestion: Question<MaskPlan, MaskAnswer> = {
  plan(value) {
    const { ask, network: given, seed, trial } = check(maskSchema, value, "");
    const network = checkAny(given);
    return { query: { ask, network, seed, trial }, network, seed, trial };
  },
  // biome-ignore lint/correctness/useYield: drawn in one step
  *answer({ query, network, seed, trial }) {
    return { ...masksOf(network, trial, BigInt(seed)), seed, trial, query, version };
  },
};

function masksOf(network: AnyNetwork, trial: number, seed: bigint): Masks {
  if (isMedium(network)) return masksOfMedium(network, trial, seed);
  if (network.kind === "model") {
    const layers = maskLayers(network, trial, seed);
    return { inputs: new Uint8Array(0), sites: [], bonds: [], layers };
  }
  return masksOfLayers(unrollLayers(layersOf(network), SAMPLED_LAYERS), trial, seed);
}

/** The masks of an answer. */
export type Masks = Pick<MaskAnswer, "inputs" | "sites" | "bonds" | "layers">;

function masksOfLayers(layers: readonly Layer[], trial: number, seed: bigint): Masks {
  const drawn = new Map<string, Uint8Array>();
  for (const [{ kind, layer }, bytes] of writeMasks(programOfLayers(layers), trial, seed))
    drawn.set(`${kind} ${layer}`, bytes);
  const sites = layers.map(({ width }, index) => drawn.get(`draw ${index}`) ?? new Uint8Array(width).fill(1));
  const bonds = layers.slice(1).map((_, index) => spread(drawn.get(`mix ${index}`), layers, index + 1));
  return { inputs: sites[0] ?? new Uint8Array(0), sites: sites.slice(1, -1), bonds };
}

/** The mask of the bonds into a layer that exist, all 1 unless given, as one of all bonds. */
function spread(given: Uint8Array | undefined, layers: readonly Layer[], index: number): Uint8Array {
  const { wiring, width } = layers[index] ?? { width: 0 };
  const fanIn = layers[index - 1]?.width ?? 0;
  if (!wiring) return given ?? new Uint8Array(fanIn * width).fill(1);
  const full = new Uint8Array(fanIn * width);
  for (let target = 0; target < width; target++) {
    const end = wiring.offsets[target + 1] ?? 0;
    for (let bond = wiring.offsets[target] ?? 0; bond < end; bond++) {
      full[target * fanIn + (wiring.columns[bond] ?? 0)] = given?.[bond] ?? 1;
    }
  }
  return full;
}

/**
 * The masks that Monte Carlo uses in one trial: the same bits in every runtime, for a training loop of
 * your own. Trials of one seed are independent; those of one block of 128 cost the same together as
 * one, so each call draws the whole block: one drawn word per neuron and bond.
 *
 * @param network - From {@link layered}, {@link rectangular}, {@link model}, {@link lattice}, {@link graph} or an
 *   importer.
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
  return answerNow(maskQuestion, { ...options, ask: "masks", network });
}
