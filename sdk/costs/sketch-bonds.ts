import type { Rate } from "../engine/layers.ts";
import { spanOf, type Window, windowsOf } from "../networks/model/axes.ts";
import type { AttentionLayer, ConvolutionLayer, DenseModelLayer } from "../networks/model/layer-types.ts";
import { rateOf } from "../networks/model/model.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { countOnes } from "./outlines.ts";
import { decay, hazard } from "./rough.ts";
import {
  expand,
  mixChannels,
  operate,
  type Reading,
  readInto,
  relabelled,
  type Sketch,
  sketch,
  type Tally,
} from "./sketches.ts";
import { targetUnits, wordUnits } from "./words.ts";

// Layers with weights: as in sdk/programs/steps/bonds.ts, dense.ts, convolution.ts and attention.ts.

/** A position of an output, and a bond into it that is looked at until all trials have one. */
const [POSITION, LOOK] = [10, 2];
/** Laying one bond of a list out; a position among those that weights might have. */
const [LISTED, PLACED] = [8, 2.5];
/** e-foldings until the last of 128 trials is reached. */
const LAST = 5.43;

/** What is asked of bonds that are drawn: of each of `groups`, `outputs` of so many each. */
export interface Bonds {
  readonly rate: Rate;
  readonly outputs: number;
  /** Bonds into one output, and those of them that exist. */
  readonly fanIn: number;
  readonly listed: number | undefined;
  /** Positions at which the same bonds serve. */
  readonly positions: number;
  /** Share of the trials in which one bond's source is reached. */
  readonly share: number;
}

/** Drawing the bonds of a layer and following those that are reached. */
export function bondUnits({ rate, outputs, fanIn, listed, positions, share }: Bonds, isInPlace: boolean): number {
  const each = listed === undefined ? fanIn : listed / Math.max(1, outputs);
  if (isInPlace) return outputs * targetUnits(rate, each, share);
  const open = Math.min(1, rate.keep * share * (each / Math.max(1, fanIn)));
  const looked = Math.min(fanIn, open >= 1 ? 1 : 0.5 + LAST / hazard(open));
  const placed = listed === undefined ? 0 : PLACED * (fanIn + each);
  return outputs * (each * drawUnits(rate) + placed + positions * (POSITION + LOOK * looked));
}

/** A word of a bond that may be missing or removed. */
export function drawUnits(rate: Rate): number {
  return rate.drop > 0 ? wordUnits(rate) : 0.5;
}

/** Bonds of a list that exist. */
export function listedOf(connections: unknown): number | undefined {
  if (typeof connections === "string") return countOnes(connections);
  if (typeof connections !== "object" || connections === null || !("columns" in connections)) return undefined;
  return (connections.columns as readonly number[]).length;
}

/** A share of the trials that some of so many bonds lead to. */
function arrivals({ rate, fanIn, listed, outputs, share }: Bonds): number {
  const each = listed === undefined ? fanIn : listed / Math.max(1, outputs);
  return 1 - decay(each * hazard(Math.min(1, rate.keep * share)));
}

/** What is told of a layer with weights, for the way back and for counts besides. */
export interface Weighted {
  readonly out: Sketch;
  /** Bonds that are drawn; undefined where all are there for certain. */
  readonly bonds: Bonds | undefined;
}

export function denseBonds(layer: DenseModelLayer, input: Sketch, shape: Shape, tally: Tally): Weighted {
  const rate = rateOf(layer.dropBonds, layer.keepBonds);
  const listed = listedOf(layer.connections);
  if (rate.drop === 0 && listed === undefined) {
    const mixed = mixChannels(tally, input, 1, layer.units);
    return { out: relabelled(mixed, shape, mixed.sizes), bonds: undefined };
  }
  return mix(
    input,
    shape,
    input.sizes.slice(1),
    { rate, listed, fanIn: input.shape[0] ?? 1, outputs: layer.units },
    tally,
  );
}

function mix(
  given: Sketch,
  shape: Shape,
  space: Shape,
  bonds: Pick<Bonds, "rate" | "listed" | "fanIn" | "outputs">,
  tally: Tally,
): Weighted {
  const input = expand(tally, given, (axis) => axis === 0);
  const all = { ...bonds, positions: product(space), share: input.share };
  operate(tally, 0);
  tally.block += bondUnits(all, all.positions === 1);
  tally.compile += LISTED * (bonds.listed ?? 0);
  return { out: sketch(shape, [bonds.outputs, ...space], arrivals(all)), bonds: all };
}

/** What a window reads along one axis. */
function readingOf(window: Window, from: number, size: number, isTransposed: boolean): Reading {
  const span = spanOf(window);
  if (isTransposed) {
    const taps = Math.min(from, window.kernel / window.stride);
    return { size, taps, covers: window.dilation === 1 && window.kernel >= window.stride, isSame: size === 1 };
  }
  const covers = window.before < span && window.after < span && (window.dilation === 1 || window.before === 0);
  return { size, taps: Math.min(from, window.kernel), covers, isSame: size === 1 };
}

/** Readings of the windows along the axes of space, as those of a pool or convolution. */
export function windowReadings(
  layer: Parameters<typeof windowsOf>[0] & { readonly transposed?: boolean },
  input: Shape,
  output: Shape,
): Reading[] {
  const windows = windowsOf({ ...layer, padding: layer.padding ?? 0 }, input.slice(1), "network");
  return windows.map((window, axis) =>
    readingOf(window, input[axis + 1] ?? 1, output[axis + 1] ?? 1, layer.transposed === true),
  );
}

export function convolutionBonds(layer: ConvolutionLayer, input: Sketch, shape: Shape, tally: Tally): Weighted {
  const { groups = 1, channels } = layer;
  const rate = rateOf(layer.dropBonds, layer.keepBonds);
  const listed = listedOf(layer.connections);
  const readings = windowReadings(layer, input.shape, shape);
  if (rate.drop === 0 && listed === undefined) {
    const mixed = mixChannels(tally, input, groups, channels);
    return { out: readInto(tally, mixed, [{ size: channels }, ...readings]), bonds: undefined };
  }
  const isPadded = readings.some(({ taps = 1 }, axis) => taps > 1 && hasPadding(layer.padding, axis));
  const space = readings.map(({ size, covers }, axis) => {
    const isOne = (input.sizes[axis + 1] ?? 1) === 1 && covers && !isPadded && !layer.transposed;
    return isOne ? 1 : size;
  });
  const fanIn = ((input.shape[0] ?? 1) / groups) * product([layer.kernel].flat());
  return mix(input, shape, space, { rate, listed, fanIn, outputs: channels }, tally);
}

function hasPadding(padding: ConvolutionLayer["padding"], axis: number): boolean {
  if (padding === undefined || padding === "valid") return false;
  if (typeof padding === "number") return padding > 0;
  if (padding === "same") return true;
  return [padding[axis] ?? 0].flat().some((added) => added > 0);
}

export function attentionBonds(layer: AttentionLayer, input: Sketch, shape: Shape, tally: Tally): Weighted {
  const { heads, causal = false } = layer;
  const rate = rateOf(layer.dropAttention, layer.keepAttention);
  const [features = 1, queries = 1] = shape;
  const [values = 1, tokens = 1] = input.shape;
  const shared: Reading = values === features ? { size: features } : { size: features, taps: 1 };
  if (rate.drop === 0) {
    if (causal) return { out: readInto(tally, input, [shared, { size: queries, taps: tokens / 2 }]), bonds: undefined };
    const once = readInto(tally, input, [shared, { size: 1, taps: tokens, isSame: true }]);
    return { out: relabelled(once, shape, [once.sizes[0] ?? 1, 1]), bonds: undefined };
  }
  const spread = expand(tally, readInto(tally, input, [shared, { size: tokens }]), (axis) => axis === 1);
  const stored = (spread.sizes[0] ?? 1) === 1 ? 1 : features / heads;
  const fanIn = causal ? Math.max(1, tokens - queries / 2) : tokens;
  const bonds = { rate, listed: undefined, fanIn, outputs: heads * queries, positions: stored, share: spread.share };
  operate(tally, 0);
  tally.block += bondUnits(bonds, stored === 1);
  const out = sketch([heads * stored, queries], [heads * stored, queries], arrivals(bonds));
  if (stored * heads !== features) operate(tally, features * queries);
  return { out: sketch(shape, shape, out.share), bonds };
}
