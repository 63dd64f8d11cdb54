import { spanOf, windowsOf } from "../networks/model/axes.ts";
import type { ConvolutionLayer, ModelLayer, PoolLayer } from "../networks/model/layer-types.ts";
import { isRemoval, type ResolvedModel } from "../networks/model/model.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { foldPadding } from "../programs/padding.ts";
import { groupsOf } from "../programs/steps/removals.ts";
import type { SketchedLayer } from "./model-sketches.ts";
import { drawUnits } from "./sketch-bonds.ts";
import { operate, REDUCE, type Sketch, sketch, type Tally, whole } from "./sketches.ts";

// The way back of an inspection in outline: of every layer how many words say which elements reach the outputs, and what it
// takes to fill them, as sdk/programs/backward.ts would put it together.

/** A layer on the way back. */
export interface BackLayer extends Tally {
  readonly reaching: Sketch;
}

/** A word that is joined to another where long rows are. */
const ROW = 0.4;
/** A bond that is gone back through, at one position. */
const BACK = 1.6;

/** Going back through all layers, and through what single layers conduct. */
export function sketchBack(given: ResolvedModel, layers: readonly SketchedLayer[]): BackLayer[] {
  const model = foldPadding(given);
  const { shapes, sources, outputs } = model;
  const arrivals = shapes.map((): Sketch[] => []);
  for (const output of outputs) arrivals[output]?.push(whole(shapes[output] ?? []));
  const back: BackLayer[] = new Array(layers.length);
  for (let index = layers.length - 1; index >= 0; index--) {
    const tally: Tally = { block: 0, compile: 0 };
    const reaching = unite(arrivals[index] ?? [], shapes[index] ?? [], tally);
    for (const source of sources[index] ?? []) {
      const shape = shapes[source] ?? [];
      arrivals[source]?.push(backThrough(model, index, layers[index] as SketchedLayer, reaching, shape, tally));
    }
    back[index] = { ...tally, reaching };
  }
  return back;
}

function unite(parts: readonly Sketch[], shape: Shape, tally: Tally): Sketch {
  const [only] = parts;
  if (!only) return whole(shape);
  if (parts.length === 1) return only;
  const sizes = shape.map((size, axis) => (parts.some((part) => (part.sizes[axis] ?? 1) > 1) ? size : 1));
  const out = sketch(shape, sizes, 1);
  for (const _ of parts) operate(tally, out.words, ROW);
  return out;
}

/** What one layer's words say of those that it reads. */
function backThrough(
  { network }: ResolvedModel,
  index: number,
  { bonds, out }: SketchedLayer,
  reaching: Sketch,
  shape: Shape,
  tally: Tally,
): Sketch {
  const layer = network.layers[index];
  if (bonds) {
    const each = bonds.listed === undefined ? bonds.fanIn : bonds.listed / Math.max(1, bonds.outputs);
    const positions = product(out.shape) / Math.max(1, bonds.outputs);
    operate(tally, product(out.shape));
    tally.block += bonds.outputs * (each * drawUnits(bonds.rate) + positions * bonds.fanIn * BACK);
    return sketch(shape, shape, 1);
  }
  if (layer && isRemoval(layer)) {
    const { rate, sizes, block } = groupsOf(layer, shape);
    if (rate.drop === 0) return reaching;
    const words = shape.map((size, axis) => ((reaching.sizes[axis] ?? 1) > 1 || (sizes[axis] ?? 1) > 1 ? size : 1));
    const narrowed = sketch(shape, words, 1);
    operate(tally, narrowed.words * (block ? 1 + product(block) : 2), ROW);
    return narrowed;
  }
  if (reaching.words === 1 && !leavesOut(layer, reaching.shape, shape)) return whole(shape);
  const sizes = backSizes(layer, reaching, shape);
  const read = sketch(shape, sizes, 1);
  operate(tally, reaching.words, REDUCE);
  operate(tally, Math.max(reaching.words, read.words), ROW);
  return read;
}

/** Sizes of what is read, where nothing is drawn. */
function backSizes(layer: ModelLayer | undefined, reaching: Sketch, shape: Shape): number[] {
  const isApart = (axis: number) => (reaching.sizes[axis] ?? 1) > 1 || leavesOut(layer, reaching.shape, shape, axis);
  switch (layer?.type) {
    case "dense":
    case "conv1d":
    case "conv2d":
    case "conv3d":
    case "embedding":
      return shape.map((size, axis) => (axis > 0 && isApart(axis) ? size : 1));
    case "global-pool":
    case "reduce":
    case "attention":
      return shape.map((size, axis) => (axis === 0 && (reaching.sizes[0] ?? 1) > 1 ? size : 1));
    default:
      return reaching.shape.length === shape.length
        ? shape.map((size, axis) => (isApart(axis) ? size : 1))
        : [...shape];
  }
}

/** Whether some positions along an axis, or any, are read by none of a layer's windows. */
function leavesOut(layer: ModelLayer | undefined, output: Shape, input: Shape, only?: number): boolean {
  if (layer?.type === "slice") return only === undefined || only === (layer.axis ?? 0);
  if (layer?.type !== "pool" && !layer?.type.startsWith("conv")) return false;
  const windowed = layer as PoolLayer | ConvolutionLayer;
  if ("transposed" in windowed && windowed.transposed) return false;
  return windowsOf({ ...windowed, padding: windowed.padding ?? 0 }, input.slice(1), "network").some((window, axis) => {
    if (only !== undefined && only !== axis + 1) return false;
    const last = ((output[axis + 1] ?? 1) - 1) * window.stride + spanOf(window) - window.before;
    return window.kernel < window.stride || window.dilation > 1 || last < (input[axis + 1] ?? 1);
  });
}
