import { type Constant, isAllZero, noteOfConstant, numbersOf } from "./constants.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { broadcast, layerOf, lift, plain, type Signal, sameList, shapeOf, sizeAt } from "./signal.ts";
import { precisionOf } from "./tensor.ts";
import {
  attributeOf,
  constantAt,
  floatAttribute,
  hasInput,
  layerName,
  nodeLabel,
  type RemovalMask,
  type Rule,
  valueAt,
  type Walk,
} from "./walk.ts";

/** The first version of the standard operators in which the ratio is an input instead of an attribute. */
const RATIO_AS_INPUT = 12;

/** Drops elements, each on its own. Weights of attention keep the rate until attention reads them. */
export const dropout: Rule = (node, walk) => {
  const source = valueAt(node, walk, 0);
  const drop = ratioOf(node, walk);
  if (!(drop >= 0 && drop <= 1)) throw invalidFile(nodeLabel(node), "a ratio in 0..1", `${drop}`);
  if (source.kind === "constant") return maskFrom(node, walk, source, drop);
  if (source.kind !== "signal") throw unsupported(nodeLabel(node), "a Dropout on a signal", "one on a random mask");
  const before = source.softmax?.drop ?? 0;
  const softmax = source.softmax && { ...source.softmax, drop: before === 0 ? drop : 1 - (1 - before) * (1 - drop) };
  if (source.layer === null) return { ...source, softmax };
  const layer = walk.emit(layerName(node), { type: "dropout", drop }, [source.layer]);
  return { ...plain(source), layer, core: layer, softmax };
};

/** A Dropout on ones: a random mask, which exporters write for masks that elements share. */
function maskFrom(node: Node, walk: Walk, source: Constant, drop: number): RemovalMask | Constant {
  if (isAllZero(source, walk.budget)) return source;
  if (noteOfConstant(source, walk.budget).zeros !== null) {
    throw unsupported(nodeLabel(node), "a Dropout on a signal or on numbers other than 0", "some that are 0");
  }
  return { kind: "removal mask", dims: source.dims, drop };
}

/**
 * A signal times a random mask that is broadcast: of elements, of channels where it has one number for each, of the
 * whole tensor where it has one number in all.
 */
export function dropBy(node: Node, walk: Walk, signal: Signal, mask: RemovalMask): Signal {
  if (!sameList(broadcast(node, signal.dims, mask.dims), lift(signal, mask.dims.length).dims)) {
    throw unsupported(nodeLabel(node), `a mask that fits ${shapeOf(signal.dims)}`, shapeOf(mask.dims));
  }
  const shift = signal.dims.length - mask.dims.length;
  const isShared = (axis: number) => sizeAt(signal.dims, axis) > 1 && sizeAt(mask.dims, axis - shift) === 1;
  const shared = [...signal.order.keys()].filter((place) => isShared(signal.order[place] ?? -1));
  const { drop } = mask;
  const long = signal.order.filter((axis) => sizeAt(signal.dims, axis) > 1).length;
  const spec =
    shared.length > 0 && shared.length === long
      ? ({ type: "stochastic-depth", drop } as const)
      : ({ type: "dropout", drop, ...(shared.length > 0 ? { shared } : {}) } as const);
  const isOfChannels = shared.length > 0 && sameList(shared, [...signal.order.keys()].slice(1));
  const chosen = spec.type === "dropout" && isOfChannels ? ({ type: "channel-dropout", drop } as const) : spec;
  const layer = walk.emit(layerName(node), chosen, [layerOf(node, signal)]);
  return { ...plain(signal), layer, core: layer };
}

function ratioOf(node: Node, walk: Walk): number {
  if (walk.opset < RATIO_AS_INPUT) {
    return attributeOf(node, "ratio") === undefined ? 0.5 : shortestDecimal(floatAttribute(node, "ratio", 0.5), 24);
  }
  if (!hasInput(node, 1)) return 0.5;
  const tensor = constantAt(node, walk, 1);
  const [ratio, ...rest] = numbersOf(tensor, walk.budget, 1);
  if (ratio === undefined || rest.length > 0) throw unsupported(nodeLabel(node), "one ratio", "an empty tensor");
  return shortestDecimal(ratio, "dataType" in tensor.data ? precisionOf(tensor.data) : 24);
}

/**
 * The shortest decimal that rounds to `value` among numbers of `precision` significant binary digits:
 * a float32 file can only hold 0.20000000298 for a rate that was written as 0.2.
 */
export function shortestDecimal(value: number, precision: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  for (let digits = 1; digits <= 16; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (rounded(decimal, precision) === value) return decimal;
  }
  return value;
}

function rounded(value: number, precision: number): number {
  // Veltkamp's splitting: only exact powers of two and roundings, the same in every runtime.
  let factor = 1;
  for (let bit = precision; bit < 53; bit++) factor *= 2;
  const spread = value * (factor + 1);
  return spread - (spread - value);
}
