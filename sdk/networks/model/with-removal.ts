import { badInput } from "../../errors.ts";
import { asObject } from "../check.ts";
import type { ModelLayer } from "./layer-types.ts";
import { isRemoval, type ModelNetwork, model, nameOf } from "./model.ts";

/** Rates that take the place of a model's own. Of each pair at most one is given. */
export interface ModelRemoval {
  /** Dropout of the neurons that every hidden dense layer and convolution puts out. */
  readonly dropSites?: number;
  readonly keepSites?: number;
  /** Dropout of their channels. */
  readonly dropChannels?: number;
  readonly keepChannels?: number;
  /** Dropconnect: of all weights. */
  readonly dropBonds?: number;
  readonly keepBonds?: number;
  /** Dropout of the inputs. */
  readonly dropInputs?: number;
  readonly keepInputs?: number;
}

/**
 * A model with other rates. Rates of sites or channels replace every dropout, channel dropout and DropBlock but
 * those of the inputs by one after each hidden dense layer and convolution; rates of bonds are set in all layers with weights;
 * a rate of inputs replaces the dropout of inputs. Stochastic depth, attention dropout and fixed masks stay.
 *
 * @param network - From {@link model} or an importer.
 * @param removal - See {@link ModelRemoval}; what is not given stays as it is.
 * @returns A new model; what read a layer that is gone reads what stood before it.
 * @throws PercolationError `invalid-input` for rates out of range or both of a pair.
 *
 * @example
 * import { model, pathProbability, withRemoval } from "percolation";
 * const network = model([{ type: "input", shape: [2] }, { type: "dense", units: 2 }, { type: "dense", units: 2 }]);
 * pathProbability(withRemoval(network, { dropSites: 0.5 })).probability; // => 0.75
 */
export function withRemoval(network: ModelNetwork, removal: ModelRemoval): ModelNetwork {
  const pairs = checkPairs(removal);
  const hidden = hiddenWeights(network);
  const ofInputs = inputRemovals(network);
  /** What now stands for a layer of the old list. */
  const stands = new Map<string, string>();
  const layers: ModelLayer[] = [];
  const taken = new Set(network.layers.map(nameOf));
  const add = (name: string, suffix: string, layer: Partial<ModelLayer>): void => {
    const fresh = freshName(`${name}-${suffix}`, taken);
    layers.push({ ...layer, name: fresh, from: [stands.get(name) ?? name] } as ModelLayer);
    stands.set(name, fresh);
  };
  for (const layer of network.layers) {
    const name = nameOf(layer);
    const from = [layer.from ?? []].flat().map((source) => stands.get(source) ?? source);
    const replaced = ofInputs.has(name) ? pairs.inputs : (pairs.sites ?? pairs.channels);
    if (isRemoval(layer) && layer.type !== "stochastic-depth" && replaced) {
      stands.set(name, from[0] ?? name);
      continue;
    }
    layers.push({ ...withBonds(layer, pairs.bonds), ...(layer.type === "input" ? {} : { from }) });
    if (layer.type === "input" && pairs.inputs) add(name, "dropout", { type: "dropout", ...pairs.inputs });
    if (hidden.has(name) && pairs.sites) add(name, "dropout", { type: "dropout", ...pairs.sites });
    if (hidden.has(name) && pairs.channels)
      add(name, "channel-dropout", { type: "channel-dropout", ...pairs.channels });
  }
  return model(layers, { outputs: network.outputs.map((output) => stands.get(output) ?? output) });
}

type Given = { readonly drop: number } | { readonly keep: number } | undefined;

const NAMES: readonly string[] = ["Sites", "Channels", "Bonds", "Inputs"].flatMap((kind) => [
  `drop${kind}`,
  `keep${kind}`,
]);

function checkPairs(removal: ModelRemoval) {
  for (const name of Object.keys(asObject(removal, "removal"))) {
    if (!NAMES.includes(name)) throw badInput(`removal.${name}`, `only ${NAMES.join(", ")}`, name);
  }
  const pair = (drop: keyof ModelRemoval, keep: keyof ModelRemoval): Given => {
    const [dropped, kept] = [removal[drop], removal[keep]];
    if (dropped !== undefined && kept !== undefined) throw badInput(keep, `none, since ${drop} is given`, kept);
    for (const [name, rate] of [[drop, dropped] as const, [keep, kept] as const]) {
      if (rate !== undefined && !(typeof rate === "number" && rate >= 0 && rate <= 1))
        throw badInput(name, "a number in 0..1", rate);
    }
    if (dropped !== undefined) return { drop: dropped };
    return kept === undefined ? undefined : { keep: kept };
  };
  return {
    sites: pair("dropSites", "keepSites"),
    channels: pair("dropChannels", "keepChannels"),
    bonds: pair("dropBonds", "keepBonds"),
    inputs: pair("dropInputs", "keepInputs"),
  };
}

function hasWeights(layer: ModelLayer): boolean {
  return layer.type === "dense" || layer.type === "conv1d" || layer.type === "conv2d" || layer.type === "conv3d";
}

function withBonds(layer: ModelLayer, rate: Given): ModelLayer {
  if (rate === undefined || !hasWeights(layer)) return layer;
  const { dropBonds: _, keepBonds: __, ...rest } = layer as Extract<ModelLayer, { type: "dense" }>;
  return "drop" in rate ? { ...rest, dropBonds: rate.drop } : { ...rest, keepBonds: rate.keep };
}

/** Names of the layers with weights that lead on to further weights or attention: their neurons are hidden. */
function hiddenWeights({ layers }: ModelNetwork): Set<string> {
  const readers = new Set<string>();
  const hidden = new Set<string>();
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as ModelLayer;
    const leadsOn = readers.has(nameOf(layer));
    const mixes = hasWeights(layer) || layer.type === "attention";
    if (hasWeights(layer) && leadsOn) hidden.add(nameOf(layer));
    if (mixes || leadsOn) for (const source of [layer.from ?? []].flat()) readers.add(source);
  }
  return hidden;
}

/** Names of the removals that stand on inputs. */
function inputRemovals({ layers }: ModelNetwork): Set<string> {
  const onInputs = new Set<string>();
  const removals = new Set<string>();
  for (const layer of layers) {
    const from = [layer.from ?? []].flat();
    const same = isRemoval(layer) || ["activation", "normalization", "flatten", "reshape", "mask"].includes(layer.type);
    if (layer.type === "input" || (same && from.every((source) => onInputs.has(source)))) onInputs.add(nameOf(layer));
    if (isRemoval(layer) && onInputs.has(nameOf(layer))) removals.add(nameOf(layer));
  }
  return removals;
}

/** A name that is not taken yet, and is from now on. */
function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}
