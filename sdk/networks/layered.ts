import * as v from "valibot";
import type { Layer } from "../engine/layers.ts";
import { badInput } from "../errors.ts";
import { asObject, check, integer } from "./check.ts";
import { normaliseConnections, toWiring } from "./connections.ts";
import { CERTAIN, type Removal, removalFields, resolveRates } from "./removal.ts";

/** Layers of neurons, each fully or partly connected to the next: plain data, to be made by {@link layered}. */
export interface LayeredNetwork extends Removal {
  readonly kind: "layered";
  /** Neurons per layer: inputs, hidden layers, outputs. */
  readonly widths: readonly number[];
  /** Per weight layer the bonds that exist, as a base64 bitset, or null when all do. */
  readonly connections?: readonly (string | null)[];
}

/** What {@link layered} takes besides the widths. */
export interface LayeredOptions extends Removal {
  /**
   * Bonds that exist, per weight layer: null for all, else a bitset (bytes, or their base64) with bit
   * `target * fanIn + source`, the least significant bit of each byte first.
   */
  readonly connections?: readonly (string | Uint8Array | null)[];
}

/** The widest layer that is taken. */
export const MAX_WIDTH = 1048576;
/** The largest number of layers of a layered network. */
const MAX_LAYERS = 65536;

export const width = integer(1, MAX_WIDTH);

const WIDTHS = `an array of 2..${MAX_LAYERS} widths`;
const CONNECTIONS = "a base64 bitset, its bytes, or null";

export const layeredSchema = v.strictObject({
  kind: v.literal("layered"),
  widths: v.pipe(v.array(width, WIDTHS), v.minLength(2, WIDTHS), v.maxLength(MAX_LAYERS, WIDTHS)),
  ...removalFields,
  connections: v.optional(
    v.array(
      v.nullable(v.union([v.string(), v.instance(Uint8Array)], CONNECTIONS)),
      "an array, one entry per weight layer",
    ),
  ),
});

/**
 * Describes a network of layers, each neuron connected to the neurons of the layer before it.
 *
 * @param widths - Neurons per layer, inputs first, outputs last: 2 to 65536 integers in 1..1048576.
 * @param options - What is removed at random, see {@link Removal}; by default nothing. Rates per layer are
 *   arrays: one per hidden layer for sites, one per weight layer for bonds. `connections` names the bonds
 *   that exist at all, for pruned networks.
 * @returns A plain, JSON-serialisable object, to be put into any query.
 * @throws PercolationError `invalid-input` for a width or rate out of range, a wrong number of rates, both
 *   drop and keep of the same kind, or a bitset of the wrong length.
 *
 * @example
 * import { layered, pathProbability } from "percolation";
 * const network = layered([784, 300, 100, 10], { dropSites: 0.5 });
 * network.widths.length; // => 4
 * pathProbability(layered([2, 2, 2], { dropBonds: 0.5 })).probability; // => 0.80859375
 */
export function layered(widths: readonly number[], options: LayeredOptions = {}): LayeredNetwork {
  return checkLayered({ ...asObject(options, "options"), kind: "layered", widths });
}

/** A layered network in canonical form. */
export function checkLayered(value: unknown): LayeredNetwork {
  const { kind, widths, connections, ...rates } = check(layeredSchema, value, "network");
  resolveRates("Sites", rates.dropSites, rates.keepSites, widths.length - 2);
  resolveRates("Bonds", rates.dropBonds, rates.keepBonds, widths.length - 1);
  resolveRates("Inputs", rates.dropInputs, rates.keepInputs, 1);
  const network = { kind, widths, ...rates } as LayeredNetwork;
  if (connections === undefined) return network;
  if (connections.length !== widths.length - 1) {
    throw badInput("network.connections", `${widths.length - 1} entries, one per weight layer`, connections);
  }
  const bitsets = connections.map((given, index) =>
    normaliseConnections(given, widths[index] ?? 0, widths[index + 1] ?? 0, `network.connections[${index}]`),
  );
  return bitsets.every((bits) => bits === null) ? network : { ...network, connections: bitsets };
}

/** The layers of a checked network, as the kernels take them: equal hidden layers in a row as one record. */
export function layersOfLayered(network: LayeredNetwork): Layer[] {
  const { widths, connections } = network;
  const sites = resolveRates("Sites", network.dropSites, network.keepSites, widths.length - 2);
  const bonds = resolveRates("Bonds", network.dropBonds, network.keepBonds, widths.length - 1);
  const inputs = resolveRates("Inputs", network.dropInputs, network.keepInputs, 1);
  const layers = widths.map((width, index): Layer => {
    const bits = connections?.[index - 1];
    return {
      width,
      sites: (index === 0 ? inputs[0] : sites[index - 1]) ?? CERTAIN,
      bonds: bonds[index - 1] ?? CERTAIN,
      repeat: 1,
      wiring: bits ? toWiring(bits, widths[index - 1] ?? 0, width) : undefined,
    };
  });
  return mergeRuns(layers);
}

/** Inputs and outputs stay records of their own, since queries tell them from hidden layers. */
function mergeRuns(layers: readonly Layer[]): Layer[] {
  const merged: Layer[] = [];
  layers.forEach((layer, index) => {
    const last = merged[merged.length - 1];
    const hidden = index > 1 && index < layers.length - 1;
    if (last && hidden && isSame(last, layer)) merged[merged.length - 1] = { ...last, repeat: last.repeat + 1 };
    else merged.push(layer);
  });
  return merged;
}

function isSame(a: Layer, b: Layer): boolean {
  const rates = (layer: Layer) => [layer.sites.keep, layer.sites.drop, layer.bonds.keep, layer.bonds.drop];
  const [one, other] = [rates(a), rates(b)];
  return a.width === b.width && !a.wiring && !b.wiring && one.every((rate, i) => rate === other[i]);
}
