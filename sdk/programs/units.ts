import type { Rate } from "../engine/layers.ts";
import type { ModelLayer } from "../networks/model/layer-types.ts";
import { isRemoval, type ResolvedModel, rateOf } from "../networks/model/model.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { CERTAIN } from "../networks/removal.ts";
import type { Reading } from "./readings.ts";
import { convolutionReadings } from "./steps/convolution.ts";
import { groupsOf } from "./steps/removals.ts";
import { poolReadings } from "./steps/space.ts";
import type { Tensor } from "./tensor.ts";

// Units are neurons, or channels whose positions are all reached together: what is exchangeable within a layer.

/** What a layer does to its units; `from` are the layers that count, by number. */
export type Unit =
  | { readonly kind: "source"; readonly width: number; readonly copies: number }
  | { readonly kind: "same"; readonly from: number; readonly copies: number }
  | { readonly kind: "mix"; readonly from: number; readonly width: number; readonly bonds: Rate }
  | { readonly kind: "drop" | "gate"; readonly from: number; readonly rate: Rate; readonly copies: number }
  | { readonly kind: "join"; readonly from: readonly [number, number] };

/** How many elements of a flattened layer each unit stands for. */
function copiesOf(index: number, units: ReadonlyMap<number, Unit>): number {
  const unit = units.get(index);
  return unit && "copies" in unit ? unit.copies : 1;
}

function readsEverywhere(reading: Reading): boolean {
  return reading.presence().every((reads) => reads === 1);
}

/** What a layer does to its units, undefined where they are not exchangeable. */
export function unitOf(
  { network, shapes, sources }: ResolvedModel,
  index: number,
  reached: readonly Tensor[],
  units: ReadonlyMap<number, Unit>,
): Unit | undefined {
  const layer = network.layers[index] as ModelLayer;
  const [from = 0, other, ...more] = sources[index] ?? [];
  const shape = shapes[from] ?? [];
  const copies = copiesOf(from, units);
  const tensor = reached[index] as Tensor;
  const isFlat = copies > 1 || tensor.sizes.slice(1).every((size) => size === 1);
  if (!isFlat) return undefined;
  switch (layer.type) {
    case "input":
      return { kind: "source", width: shapes[index]?.[0] ?? 1, copies: 1 };
    case "activation":
    case "normalization":
    case "global-pool":
    case "upsample":
      return { kind: "same", from, copies };
    case "pool":
      return poolReadings(layer, shape, tensor.shape).every(readsEverywhere)
        ? { kind: "same", from, copies }
        : undefined;
    case "flatten":
      return { kind: "same", from, copies: copies * (product(shape) / (shape[0] ?? 1)) };
    case "reduce":
      return layer.axes.includes(0) ? undefined : { kind: "same", from, copies };
    case "attention":
      return rateOf(layer.dropAttention, layer.keepAttention).drop === 0 && shapes[index]?.[0] === shape[0]
        ? { kind: "same", from, copies }
        : undefined;
    case "dense":
      return mixOf(layer.units, layer, copies === 1, from);
    case "conv1d":
    case "conv2d":
    case "conv3d": {
      if (!convolutionReadings(layer, shape, tensor.shape).every(readsEverywhere)) return undefined;
      const isDepthwise = layer.groups === shape[0] && layer.channels === shape[0];
      const mix = mixOf(layer.channels, layer, false, from);
      if (mix && isDepthwise && layer.channels > 1) return { kind: "same", from, copies };
      return layer.groups === 1 ? mix : undefined;
    }
    case "embedding":
      return { kind: "mix", from, width: layer.features, bonds: CERTAIN };
    case "add":
      if (other === undefined || more.length > 0 || shapes[other]?.[0] !== shape[0]) return undefined;
      return copies === 1 && copiesOf(other, units) === 1 ? { kind: "join", from: [from, other] } : undefined;
    default:
      return isRemoval(layer) ? removalOf(layer, shape, from, copies) : undefined;
  }
}

/** A layer that mixes all units; with dropconnect only where units are single neurons. */
function mixOf(
  width: number,
  layer: { dropBonds?: number; keepBonds?: number; connections?: unknown },
  single: boolean,
  from: number,
): Unit | undefined {
  const bonds = rateOf(layer.dropBonds, layer.keepBonds);
  if (layer.connections || (bonds.drop > 0 && !single)) return undefined;
  return { kind: "mix", from, width, bonds };
}

function removalOf(
  layer: Parameters<typeof groupsOf>[0],
  shape: Shape,
  from: number,
  copies: number,
): Unit | undefined {
  const { rate, sizes } = groupsOf(layer, shape);
  if (rate.drop === 0) return { kind: "same", from, copies };
  if (layer.type === "drop-block") return undefined;
  if (product(sizes) === 1 && (layer.type === "stochastic-depth" || product(shape) > 1))
    return { kind: "gate", from, rate, copies };
  return copies === 1 && sizes.slice(1).every((size) => size === 1) && sizes[0] === shape[0]
    ? { kind: "drop", from, rate, copies }
    : undefined;
}
