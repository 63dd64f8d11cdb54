import { joinsSamples, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import {
  layerOf,
  layerShape,
  lift,
  longAxes,
  made,
  plain,
  product,
  type Signal,
  sameList,
  shapeOf,
  sizeAt,
} from "./signal.ts";
import { layerName, nodeLabel, type Walk } from "./walk.ts";

/** The most axes of a layer. */
const MOST_LAYER_AXES = 6;

/**
 * The same signal from a layer whose axes are `target`, numbers of axes in the file or -1 for one of size 1. Layers that
 * reshape and transpose are added only where the layer is not like that already. All axes longer than 1 must be there.
 */
export function arrange(node: Node, walk: Walk, signal: Signal, target: readonly number[]): Signal {
  const layer = layerOf(node, signal);
  if (sameList(signal.order, target)) return signal;
  checkAxes(node, signal, target);
  const { dims } = signal;
  const long = (axis: number) => sizeAt(dims, axis) > 1;
  const [current, wanted] = [signal.order.filter(long), target.filter(long)];
  let [last, order] = [layer, signal.order];
  if (!sameList(current, wanted)) {
    if (!sameSet(order, target)) {
      order = [...current, ...target.filter((axis) => !long(axis))];
      last = reshaped(node, walk, last, layerShape(signal), layerShape({ ...signal, order }));
    }
    last = transposed(node, walk, last, order, target);
    order = target;
  }
  last = reshaped(node, walk, last, layerShape({ ...signal, order }), layerShape({ ...signal, order: target }));
  return { ...signal, layer: last, order: target, core: last === layer ? signal.core : last };
}

function checkAxes(node: Node, { dims, batch }: Signal, target: readonly number[]): void {
  if (target.length > MOST_LAYER_AXES) {
    throw unsupported(nodeLabel(node), `at most ${MOST_LAYER_AXES} axes besides the batch`, shapeOf(dims));
  }
  if (target.some((axis) => axis >= 0 && axis === batch && (dims[axis] ?? 1) > 1)) {
    throw joinsSamples(nodeLabel(node), "to leave the samples of a batch apart", `axis ${batch}, the batch`);
  }
}

function reshaped(node: Node, walk: Walk, from: string, old: readonly number[], shape: readonly number[]): string {
  if (sameList(old, shape)) return from;
  return walk.emitOnce(`${layerName(node)}/reshape`, { type: "reshape", shape }, from);
}

function transposed(node: Node, walk: Walk, from: string, order: readonly number[], target: readonly number[]): string {
  const places = [...order];
  const axes = target.map((axis) => {
    const place = places.indexOf(axis);
    places[place] = Number.NaN;
    return place;
  });
  return walk.emitOnce(`${layerName(node)}/transpose`, { type: "transpose", axes }, from);
}

function sameSet(one: readonly number[], other: readonly number[]): boolean {
  const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
  return sameList(sorted(one), sorted(other));
}

/** Axes of the file that turn into one another when a tensor is reshaped, those of size 1 included. */
interface AxisGroup {
  readonly before: number[];
  readonly after: number[];
}

/** The smallest groups of axes whose products agree. */
function groupAxes(before: readonly number[], after: readonly number[]): AxisGroup[] {
  const groups: AxisGroup[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const group: AxisGroup = { before: [], after: [] };
    let [left, right] = [1, 1];
    const takeBefore = () => {
      left *= before[i] ?? 1;
      group.before.push(i++);
    };
    const takeAfter = () => {
      right *= after[j] ?? 1;
      group.after.push(j++);
    };
    if (i < before.length) takeBefore();
    if (j < after.length) takeAfter();
    while (left !== right && (left < right ? i < before.length : j < after.length)) {
      if (left < right) takeBefore();
      else takeAfter();
    }
    groups.push(group);
  }
  return groups;
}

/**
 * The signal in another shape, row by row as in the file. Where axes stay or only split and join, the layer's order of
 * axes is kept and nothing is transposed.
 */
export function reshapeSignal(node: Node, walk: Walk, signal: Signal, dims: readonly number[]): Signal {
  const groups = groupAxes(signal.dims, dims);
  const batch = batchAfter(node, signal, dims, groups);
  const softmax = softmaxAfter(signal, groups);
  if (signal.layer === null) return { ...signal, dims, batch, softmax };
  const keeps = groups.every((group) => isInOneRun(group, signal));
  const source = keeps ? signal : arrange(node, walk, signal, longAxes(signal));
  const after = orderAfter(source, groups, dims, batch);
  const result: Signal = { ...source, dims, batch, softmax };
  const [old, shape] = [layerShape(source), layerShape({ ...result, order: after })];
  if (sameList(old.filter(isLong), shape.filter(isLong))) return { ...result, order: renamed(source, after) };
  checkAxes(node, result, after);
  const layer = walk.emitOnce(layerName(node), { type: "reshape", shape }, layerOf(node, source));
  return { ...made(node, layer, dims, batch, after), gate: signal.gate, statisticOf: signal.statisticOf, softmax };
}

function isLong(size: number): boolean {
  return size > 1;
}

/** The order of a layer that stays, with new numbers for its long axes. */
function renamed({ order, dims }: Signal, after: readonly number[]): number[] {
  const rest = [...after];
  return order.map((axis) => (isLong(sizeAt(dims, axis)) ? (rest.shift() ?? -1) : -1));
}

/** Whether the long axes of a group lie side by side, in the order of the file, in the layer. */
function isInOneRun({ before }: AxisGroup, { order, dims, batch }: Signal): boolean {
  const long = order.filter((axis) => sizeAt(dims, axis) > 1);
  const places = before.filter((axis) => axis !== batch && (dims[axis] ?? 1) > 1).map((axis) => long.indexOf(axis));
  return places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
}

/** The long axes after a reshape, each group where its long axes were. */
function orderAfter(source: Signal, groups: readonly AxisGroup[], dims: readonly number[], batch: number): number[] {
  const order: number[] = [];
  for (const axis of source.order) {
    const group = isLong(sizeAt(source.dims, axis)) ? groups.find(({ before }) => before.includes(axis)) : undefined;
    const found = group?.after.filter((out) => out !== batch && isLong(dims[out] ?? 1)) ?? [];
    order.push(...found.filter((out) => !order.includes(out)));
  }
  return order;
}

/** Where the batch lies after a reshape: in an axis of its own, or nowhere when it is one sample. */
function batchAfter(node: Node, signal: Signal, dims: readonly number[], groups: readonly AxisGroup[]): number {
  const size = signal.dims[signal.batch] ?? 1;
  const group = groups.find(({ before }) => before.includes(signal.batch));
  if (group === undefined) return -1;
  const long = group.before.filter((axis) => (signal.dims[axis] ?? 1) > 1);
  const after = group.after.filter((axis) => (dims[axis] ?? 1) > 1);
  if (size === 1) return long.length === 0 ? (group.after[0] ?? -1) : -1;
  if (long.length === 1 && after.length === 1) return after[0] ?? -1;
  const expected = `the ${size} samples of a batch to stay apart`;
  throw joinsSamples(nodeLabel(node), expected, `a reshape of ${shapeOf(signal.dims)} to ${shapeOf(dims)}`);
}

function softmaxAfter({ softmax, dims }: Signal, groups: readonly AxisGroup[]): Signal["softmax"] {
  if (softmax === null) return null;
  const group = groups.find(({ before }) => before.includes(softmax.axis));
  const own = group?.before.filter((axis) => dims[axis] !== 1).length === 1 && group.after.length === 1;
  return own ? { ...softmax, axis: group.after[0] ?? 0 } : null;
}

/** The signal repeated along axes of size 1, up to `dims`, which has as many axes. */
export function expandTo(node: Node, walk: Walk, signal: Signal, dims: readonly number[]): Signal {
  const growing = [...dims.keys()].filter((axis) => dims[axis] !== signal.dims[axis]);
  if (growing.length === 0) return signal;
  if (signal.layer === null) return { ...signal, dims };
  if (growing.includes(signal.batch)) {
    throw joinsSamples(nodeLabel(node), "to leave the batch as it is", `a batch of ${dims[signal.batch]}`);
  }
  const rest = signal.order.filter((axis) => !growing.includes(axis));
  const target = [...(rest.length === 0 ? [-1] : rest), ...growing];
  const source = arrange(node, walk, signal, target);
  const size = target.slice(1).map((axis) => sizeAt(dims, axis));
  const layer = walk.emitOnce(layerName(node), { type: "upsample", size }, layerOf(node, source));
  return { ...plain(source), gate: signal.gate, dims, layer, core: layer };
}

/** Signals of one shape, but for axes of size 1, from layers whose axes agree. */
export function align(node: Node, walk: Walk, signals: readonly Signal[]): Signal[] {
  const rank = Math.max(...signals.map(({ dims }) => dims.length));
  const lifted = signals.map((signal) => lift(signal, rank));
  const weight = (signal: Signal) => [product(signal.dims), walk.numberOf(layerOf(node, signal))] as const;
  const main = lifted.reduce((best, signal) => {
    const [[size, number], [mostSize, mostNumber]] = [weight(signal), weight(best)];
    return size > mostSize || (size === mostSize && number > mostNumber) ? signal : best;
  });
  const own = main.order.filter((axis) => axis >= 0);
  const others = lifted.flatMap((signal) => longAxes(signal)).filter((axis) => !own.includes(axis));
  const target = [...own, ...new Set(others)];
  return lifted.map((signal) => arrange(node, walk, signal, target.length === 0 ? [-1] : target));
}
