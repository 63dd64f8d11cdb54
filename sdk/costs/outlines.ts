import type { Layer } from "../engine/layers.ts";
import { layersOf, type Network, unrollLayers } from "../networks/network.ts";

/** A layer without the list of its bonds, of which only the number is asked. */
export interface Outline extends Omit<Layer, "wiring"> {
  /** Bonds that exist, where some are missing. */
  readonly listed?: number | undefined;
  /** Characters of text that say which. */
  readonly text?: number | undefined;
}

const MAX_LAYERS = 65536;

/** The layers of a checked network, found without laying its connections out: O(layers + text). */
export function outlinesOf(network: Network): Outline[] {
  if (network.kind === "rectangular" || network.connections === undefined) return layersOf(network);
  const { connections, ...whole } = network;
  return unrollLayers(layersOf(whole), MAX_LAYERS).map((layer, index) => {
    const text = connections[index - 1];
    return text ? { ...layer, listed: countOnes(text), text: text.length } : layer;
  });
}

/** Outlines of layers whose connections are laid out already. */
export function outlinesOfLayers(layers: readonly Layer[]): Outline[] {
  return layers.map(({ wiring, ...layer }, index) => {
    if (!wiring) return layer;
    const text = Math.ceil((layer.width * (layers[index - 1]?.width ?? 0)) / 6);
    return { ...layer, listed: wiring.columns.length, text };
  });
}

/** Ones of the six bits that each character of base64 text stands for, by its code. */
const ONES = new Uint8Array(128);
for (let value = 0; value < 64; value++) {
  const code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(value);
  for (let rest = value; rest > 0; rest &= rest - 1) ONES[code] = (ONES[code] ?? 0) + 1;
}

/** Ones of a bitset given as base64 text. */
export function countOnes(text: string): number {
  let ones = 0;
  for (let at = 0; at < text.length; at++) ones += ONES[text.charCodeAt(at)] ?? 0;
  return ones;
}
