import type { EngineExports } from "./exports.ts";

/** A probability and its complement, of which the smaller is exact. */
export interface Rate {
  readonly keep: number;
  readonly drop: number;
}

/** One layer as the kernels see it; `bonds` lead into it from the layer before. */
export interface Layer {
  readonly width: number;
  readonly sites: Rate;
  readonly bonds: Rate;
  /** How many such layers in a row. */
  readonly repeat: number;
  /** The bonds that exist, target by target; undefined when all do. */
  readonly wiring?: Wiring | undefined;
}

/** Sparse bonds: those into target j come from `columns[offsets[j]]` to `columns[offsets[j + 1] - 1]`. */
export interface Wiring {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
}

/** Size of a layer record, see assembly/reach/layer.ts. */
const RECORD = 56;

export function layerBytes(layers: readonly Layer[]): number {
  return RECORD * layers.length;
}

export function wiringBytes(layers: readonly Layer[]): number {
  let bytes = 0;
  for (const { wiring } of layers) if (wiring) bytes += wiring.offsets.byteLength + wiring.columns.byteLength;
  return bytes;
}

export function widest(layers: readonly Layer[]): number {
  return layers.reduce((width, layer) => Math.max(width, layer.width), 0);
}

/** Writes the records of `layers` to `pointer` and their wiring to `wiringPointer`. */
export function writeLayers(engine: EngineExports, layers: readonly Layer[], pointer: number, wiringPointer = 0): void {
  const { buffer } = engine.memory;
  let at = wiringPointer;
  layers.forEach((layer, index) => {
    const words = new Uint32Array(buffer, pointer + index * RECORD, RECORD / 4);
    const numbers = new Float64Array(buffer, pointer + index * RECORD, RECORD / 8);
    words.set([layer.width, 0, 0, 0]);
    numbers.set([layer.sites.keep, layer.sites.drop, layer.bonds.keep, layer.bonds.drop, layer.repeat], 2);
    if (layer.wiring) {
      const { offsets, columns } = layer.wiring;
      words.set([at + offsets.byteLength, at], 1);
      new Uint32Array(buffer, at, offsets.length).set(offsets);
      new Uint32Array(buffer, at + offsets.byteLength, columns.length).set(columns);
      at += offsets.byteLength + columns.byteLength;
    }
  });
}

/** Bonds into each layer. */
export function countBondsOfLayers(layers: readonly Layer[]): number[] {
  return layers.map((layer, index) => {
    const before = layers[index - 1];
    if (!before) return 0;
    return layer.wiring ? layer.wiring.columns.length : layer.width * before.width;
  });
}
