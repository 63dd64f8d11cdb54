import { arrange, expandTo } from "./arrange.ts";
import { invalidFile, unsupported } from "./failures.ts";
import type { Node } from "./model.ts";
import { broadcast, layerOf, layerShape, lift, made, product, type Signal, shapeOf, sizeAt } from "./signal.ts";
import { layerName, nodeLabel, type Walk } from "./walk.ts";

/**
 * The product of two signals. A softmax times values is attention, with the softmax on either side. Any other product is
 * kept as one that only a softmax may read: the scores of queries and keys.
 */
export function attention(node: Node, walk: Walk, left: Signal, right: Signal): Signal {
  const rank = Math.max(left.dims.length, right.dims.length, 2);
  const [one, other] = [lift(left, rank), lift(right, rank)];
  const dims = productDims(node, one, other);
  if (one.softmax?.axis === rank - 1) {
    return attend(node, walk, one, other, { dims, tokens: rank - 2, features: rank - 1, queries: rank - 2 });
  }
  if (other.softmax?.axis === rank - 2) {
    return attend(node, walk, other, one, { dims, tokens: rank - 1, features: rank - 2, queries: rank - 1 });
  }
  for (const signal of [one, other]) layerOf(node, signal);
  return { ...made(node, null, dims, batchOf(one, other), []), core: node.outputs[0] ?? "" };
}

function productDims(node: Node, left: Signal, right: Signal): number[] {
  const [inner, outer] = [left.dims.at(-1), right.dims.at(-2)];
  if (inner !== outer) {
    throw invalidFile(nodeLabel(node), `a second operand of ${inner} rows`, `one of ${shapeOf(right.dims)}`);
  }
  const leading = broadcast(node, left.dims.slice(0, -2), right.dims.slice(0, -2));
  return [...leading, left.dims.at(-2) ?? 1, right.dims.at(-1) ?? 1];
}

function batchOf(one: Signal, other: Signal): number {
  return one.batch >= 0 ? one.batch : other.batch;
}

/** Where the values and the result have their axes. */
interface Places {
  readonly dims: readonly number[];
  /** The axis of the values' tokens, summed over. */
  readonly tokens: number;
  /** The axis of the features, in values and result. */
  readonly features: number;
  /** The axis of the result's tokens. */
  readonly queries: number;
}

function attend(node: Node, walk: Walk, weights: Signal, values: Signal, places: Places): Signal {
  const { dims, tokens, features, queries } = places;
  const batch = batchOf(weights, values);
  const leading = [...dims.keys()].slice(0, -2).filter((axis) => axis !== batch);
  const heads = product(leading.map((axis) => dims[axis] ?? 1));
  const own = product(leading.map((axis) => values.dims[axis] ?? 1));
  // Values that several heads share lie in the last axes; otherwise they are repeated for each head.
  const shares = own === 1;
  const source = own === heads || shares ? values : repeated(node, walk, values, dims);
  const headAxes = shares ? [] : leading.filter((axis) => (source.dims[axis] ?? 1) > 1);
  const arranged = arrange(node, walk, source, [...headAxes, features, tokens]);
  const width = sizeAt(source.dims, features);
  const length = sizeAt(source.dims, tokens);
  const joined = [(shares ? 1 : heads) * width, length];
  let layer = layerOf(node, arranged);
  if (layerShape(arranged).length !== 2) {
    layer = walk.emitOnce(`${layerName(node)}/join-heads`, { type: "reshape", shape: joined }, layer);
  }
  const count = dims[queries] ?? 1;
  const drop = weights.softmax?.drop ?? 0;
  const spec = {
    type: "attention",
    heads,
    ...(shares && heads > 1 ? { valueHeads: 1 } : {}),
    ...(count === length ? {} : { queries: count }),
    ...(weights.causal ? { causal: true } : {}),
    ...(drop > 0 ? { dropAttention: drop } : {}),
  } as const;
  if (weights.causal && count !== length) {
    throw unsupported(nodeLabel(node), "as many queries as tokens where a mask is causal", `${count} and ${length}`);
  }
  layer = walk.emit(layerName(node), spec, [layer]);
  const long = leading.filter((axis) => (dims[axis] ?? 1) > 1);
  const order = [...long, features, queries];
  const shape = order.map((axis) => dims[axis] ?? 1);
  if (long.length > 0) layer = walk.emit(`${layerName(node)}/split-heads`, { type: "reshape", shape }, [layer]);
  return made(node, layer, dims, batch, order);
}

function repeated(node: Node, walk: Walk, values: Signal, dims: readonly number[]): Signal {
  return expandTo(node, walk, values, [...dims.slice(0, -2), ...values.dims.slice(-2)]);
}
