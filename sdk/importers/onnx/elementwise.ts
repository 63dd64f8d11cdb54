import { arrange, expandTo } from "./arrange.ts";
import { type Bits, bitsFor, countBits, hasBit, setBit } from "./bits.ts";
import { type Constant, describeConstant, noteOfConstant } from "./constants.ts";
import { unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { broadcast, isOpen, layerOf, layerShape, lift, product, type Signal, sizeAt } from "./signal.ts";
import { layerName, nodeLabel, type Rule, signalAt, valueAt, type Walk } from "./walk.ts";

/** What is known of an activation beyond what passes through it. */
type Effect = (signal: Signal, node: Node, walk: Walk) => Partial<Signal>;

/** An operator that gives each element a value of its own, and passes on what reaches it. */
export function activation(name: string, effect: Effect = () => ({})): Rule {
  return (node, walk) => {
    const signal = signalAt(node, walk, 0);
    const { layer } = signal;
    const next = layer === null ? null : walk.emit(layerName(node), { type: "activation", function: name }, [layer]);
    return { ...signal, layer: next, gate: false, shift: 0, softmax: null, ...effect(signal, node, walk) };
  };
}

/** An operator that leaves the elements what they are. */
export const sameValues: Rule = (node, walk) => valueAt(node, walk, 0);

/** A factor or scale: what it multiplies by 0 is silenced, which a mask of elements says. */
export function scaled(node: Node, walk: Walk, signal: Signal, factor: Constant, dims: readonly number[]): Signal {
  const { zeros } = noteOfConstant(factor, walk.budget);
  if (zeros === null) return signal;
  return silenced(node, walk, signal, zeros, dims, describeConstant(factor));
}

/** Silences the elements of a signal where a constant, whose axes fit those of the signal, is in a set. */
export function silenced(
  node: Node,
  walk: Walk,
  signal: Signal,
  silent: Bits,
  dims: readonly number[],
  label: string,
): Signal {
  if (silent === null || signal.layer === null) return signal;
  if (isOpen(signal)) throw unsupported(nodeLabel(node), "an input of known shape before a factor of 0", label);
  if (sizeAt(dims, dims.length - signal.dims.length + signal.batch) > 1 && signal.batch >= 0) {
    throw unsupported(
      nodeLabel(node),
      "no factor of 0 that differs between samples",
      `${countBits(silent)} in ${label}`,
    );
  }
  const source = arrange(node, walk, signal, layerAxes(signal));
  const shape = layerShape(source);
  walk.budget.spend(product(shape));
  const place = placesIn(shape, source.order, dims, signal.dims.length);
  const count = product(shape);
  const elements = bitsFor(count);
  for (let index = 0; index < count; index++) if (!hasBit(silent, place(index))) setBit(elements, index);
  const layer = walk.emit(layerName(node), { type: "mask", elements }, [layerOf(node, source)]);
  return { ...source, layer, core: layer };
}

function layerAxes({ order }: Signal): readonly number[] {
  return order.length === 0 ? [-1] : order;
}

/** For each element of a layer, the element of a constant that is broadcast to it. */
function placesIn(
  shape: readonly number[],
  order: readonly number[],
  dims: readonly number[],
  rank: number,
): (index: number) => number {
  const steps = order.map((axis) => {
    const own = axis + dims.length - rank;
    return axis < 0 || sizeAt(dims, own) === 1 ? 0 : product(dims.slice(own + 1));
  });
  return (index) => {
    let place = 0;
    for (let axis = shape.length - 1, rest = index; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      place += (rest % size) * (steps[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    return place;
  };
}

/** A signal as wide as broadcasting with a constant makes it. */
export function widened(node: Node, walk: Walk, signal: Signal, dims: readonly number[]): Signal {
  if (isOpen(signal)) return signal;
  const wide = broadcast(node, signal.dims, dims);
  return expandTo(node, walk, lift(signal, wide.length), wide);
}
