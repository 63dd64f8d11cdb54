// What may be removed from a model: which elements are random, and what they remove. Written without the engine.

import type { Connections, ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import {
  blocksOf,
  coordinatesOf,
  type Named,
  namesOf,
  numberOf,
  type PlainModel,
  perAxis,
  product,
  type Shape,
  shapesOf,
} from "./plain-shapes.ts";

/** What survives of a layer: of its elements, or of its weights. 1 survives, 0 is removed. */
export interface LayerMask {
  readonly sites?: Uint8Array | undefined;
  readonly bonds?: Uint8Array | undefined;
}

export type Masks = ReadonlyMap<string, LayerMask>;

/** An element that is removed with probability `drop`, and the entries of the layer's mask it takes along. */
export interface RandomElement {
  readonly layer: string;
  readonly kind: "sites" | "bonds";
  readonly keep: number;
  readonly drop: number;
  readonly entries: readonly number[];
}

interface Rate {
  readonly keep: number;
  readonly drop: number;
}

function rateOf(drop: number | undefined, keep: number | undefined): Rate {
  if (keep !== undefined) return { keep, drop: 1 - keep };
  return { keep: 1 - (drop ?? 0), drop: drop ?? 0 };
}

/** The shape of a layer's weights, or of attention's weights; undefined for other layers. */
export function weightShapeOf(layer: ModelLayer, source: Shape): Shape | undefined {
  const [inputs = 0, ...space] = source;
  switch (layer.type) {
    case "dense":
      return [layer.units, inputs];
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return [layer.channels, inputs / (layer.groups ?? 1), ...perAxis(layer.kernel, space.length)];
    case "attention":
      return [layer.heads, layer.queries ?? (space[0] as number), space[0] as number];
    default:
      return undefined;
  }
}

/** Whether weight, row-major in its shape, exists. */
export function existingWeights(connections: Connections | null | undefined, shape: Shape): Uint8Array {
  if (connections === null || connections === undefined) return new Uint8Array(product(shape)).fill(1);
  if (typeof connections === "string" || connections instanceof Uint8Array) return bitsOf(connections, product(shape));
  const exists = new Uint8Array(product(shape));
  const columns = product(shape.slice(1));
  for (let row = 0; row < (shape[0] as number); row++) {
    for (let at = connections.offsets[row] as number; at < (connections.offsets[row + 1] as number); at++) {
      exists[row * columns + (connections.columns[at] as number)] = 1;
    }
  }
  return exists;
}

/** The first bits of base64 text or bytes. */
export function bitsOf(given: string | Uint8Array, count: number): Uint8Array {
  const bytes = typeof given === "string" ? Buffer.from(given, "base64") : given;
  return Uint8Array.from({ length: count }, (_, bit) => ((bytes[bit >> 3] as number) >> (bit & 7)) & 1);
}

/** Everything of a layer that has a rate, also of 0 or 1. */
function elementsOf(layer: Named, source: Shape): RandomElement[] {
  const of = (kind: "sites" | "bonds", rate: Rate, groups: readonly (readonly number[])[]) =>
    groups.map((entries) => ({ layer: layer.name, kind, ...rate, entries }));
  const weights = product(weightShapeOf(layer, source) ?? []);
  const one = (count: number) => Array.from({ length: count }, (_, entry) => [entry]);
  switch (layer.type) {
    case "dropout":
      return of("sites", rateOf(layer.drop, layer.keep), bySharedAxes(source, layer.shared ?? []));
    case "channel-dropout":
      return of("sites", rateOf(layer.drop, layer.keep), bySharedAxes(source, [...source.keys()].slice(1)));
    case "stochastic-depth":
      return of("sites", rateOf(layer.drop, layer.keep), bySharedAxes(source, [...source.keys()]));
    case "drop-block": {
      const { sizes, seeds, gamma } = blocksOf(layer, source);
      return of("sites", rateOf(gamma, undefined), byBlocks(source, seeds, sizes));
    }
    case "dense":
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return of("bonds", rateOf(layer.dropBonds, layer.keepBonds), one(weights));
    case "attention":
      return of("bonds", rateOf(layer.dropAttention, layer.keepAttention), one(weights));
    default:
      return [];
  }
}

/** Groups of elements that differ in the shared axes only, in row-major order of the others. */
function bySharedAxes(shape: Shape, shared: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  coordinatesOf(shape).forEach((coordinates, element) => {
    const key = coordinates.filter((_, axis) => !shared.includes(axis)).join();
    groups.set(key, [...(groups.get(key) ?? []), element]);
  });
  return [...groups.values()];
}

function byBlocks(shape: Shape, seeds: Shape, sizes: Shape): number[][] {
  const channels = shape[0] as number;
  return coordinatesOf(seeds).map(([channel = 0, ...start]) => {
    const ofBlock = seeds[0] === channels ? [channel] : Array.from({ length: channels }, (_, c) => c);
    const steps = coordinatesOf(sizes);
    return ofBlock.flatMap((c) =>
      steps.map((step) => numberOf([c, ...step.map((s, axis) => s + (start[axis] as number))], shape)),
    );
  });
}

/** All elements with 0 < drop < 1 that may matter: of weights those that exist, and that causality admits. */
export function randomElements(model: PlainModel): RandomElement[] {
  const fixed = fixedMasks(model);
  return everyElement(model).filter(({ layer, kind, keep, drop, entries }) => {
    return keep > 0 && drop > 0 && (kind === "sites" || fixed.get(layer)?.bonds?.[entries[0] as number] === 1);
  });
}

function everyElement(model: PlainModel): RandomElement[] {
  const shapes = shapesOf(model);
  return namesOf(model).flatMap((layer) => elementsOf(layer, shapes.get(layer.from[0] ?? "") ?? []));
}

/** The masks when all random elements survive. */
export function fixedMasks(model: PlainModel): Map<string, { sites?: Uint8Array; bonds?: Uint8Array }> {
  const shapes = shapesOf(model);
  const masks = new Map<string, { sites?: Uint8Array; bonds?: Uint8Array }>();
  for (const layer of namesOf(model)) {
    const source = shapes.get(layer.from[0] ?? "") ?? [];
    const weights = weightShapeOf(layer, source);
    if (weights) masks.set(layer.name, { bonds: admitted(layer, weights) });
    else if (layer.type === "mask") masks.set(layer.name, { sites: bitsOf(layer.elements, product(source)) });
    else if (elementsOf(layer, source).length > 0) {
      masks.set(layer.name, { sites: new Uint8Array(product(source)).fill(1) });
    }
  }
  for (const { layer, kind, keep, entries } of everyElement(model)) {
    if (keep === 0) for (const entry of entries) masks.get(layer)?.[kind]?.fill(0, entry, entry + 1);
  }
  return masks;
}

function admitted(layer: ModelLayer, weights: Shape): Uint8Array {
  if (layer.type !== "attention") return existingWeights("connections" in layer ? layer.connections : null, weights);
  const [, queries = 0, tokens = 0] = weights;
  return Uint8Array.from(coordinatesOf(weights), ([, query = 0, token = 0]) =>
    layer.causal && token > query + tokens - queries ? 0 : 1,
  );
}

/** The masks when of the random elements those survive whose bit in `state` is set. */
export function masksOf(model: PlainModel, elements: readonly RandomElement[], state: number): Masks {
  const masks = fixedMasks(model);
  elements.forEach(({ layer, kind, entries }, bit) => {
    if (((state >> bit) & 1) === 0) for (const entry of entries) masks.get(layer)?.[kind]?.fill(0, entry, entry + 1);
  });
  return masks;
}
