import { joinsSamples } from "./failures.ts";
import type { Node } from "./model.ts";
import { openWidth } from "./open-width.ts";
import { isOpen, layerOf, made, type Signal } from "./signal.ts";
import { axisOf, integerAttribute, layerName, listAt, nodeLabel, type Rule, signalAt, type Walk } from "./walk.ts";

/** The mean, maximum, sum or another statistic over some axes: the first step of a normalisation, or a layer. */
export const reduction: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const rank = source.dims.length;
  const named = listAt(node, walk, 1, "axes") ?? [];
  if (named.length === 0 && integerAttribute(node, "noop_with_empty_axes", 0) !== 0) return source;
  const axes = (named.length === 0 ? [...source.dims.keys()] : named).map((axis) => axisOf(node, axis, rank));
  if (source.batch >= 0 && axes.includes(source.batch)) {
    throw joinsSamples(nodeLabel(node), "to leave the samples of a batch apart", `axes [${named.slice(0, 8)}]`);
  }
  const keeps = integerAttribute(node, "keepdims", 1) !== 0;
  return { ...reduced(node, walk, source, axes, keeps), statisticOf: source.statisticOf ?? source.core };
};

function reduced(node: Node, walk: Walk, source: Signal, axes: readonly number[], keeps: boolean): Signal {
  if (isOpen(source) && !keeps) throw openWidth(node, walk, source);
  const stays = (axis: number) => !axes.includes(axis);
  const kept = source.dims.map((size, axis) => (stays(axis) ? size : 1));
  const dims = keeps ? kept : source.dims.filter((_, axis) => stays(axis));
  const number = (axis: number) => (keeps ? axis : axis - axes.filter((other) => other < axis).length);
  const batch = source.batch < 0 ? -1 : number(source.batch);
  if (source.layer === null) return { ...source, dims, batch, softmax: null };
  const places = [...source.order.keys()].filter((place) => axes.includes(source.order[place] ?? -1));
  const order = source.order.filter((axis) => axis < 0 || stays(axis)).map((axis) => (axis < 0 ? axis : number(axis)));
  if (places.length === 0) return { ...source, dims, batch, order };
  const layer = walk.emit(layerName(node), { type: "reduce", axes: places }, [layerOf(node, source)]);
  return made(node, layer, dims, batch, order);
}

/** ArgMax and ArgMin pass on what reaches the elements they compare. */
export const argument: Rule = (node, walk) => {
  const source = signalAt(node, walk, 0);
  const axis = axisOf(node, integerAttribute(node, "axis", 0), source.dims.length);
  return reduced(node, walk, source, [axis], integerAttribute(node, "keepdims", 1) !== 0);
};
