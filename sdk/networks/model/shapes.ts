import type { LayerType } from "./layer-types.ts";
import { add, concat, flatten, multiply, reshape, transpose } from "./shapes/arrangement.ts";
import { dropBlock, dropout, mask, passThrough, stochasticDepth } from "./shapes/removals.ts";
import type { ShapeRule } from "./shapes/rule.ts";
import { globalPool, pad, pool, reduce, slice, upsample } from "./shapes/space.ts";
import { attention, conv1d, conv2d, conv3d, dense, embedding } from "./shapes/weights.ts";

/** The rule of every type of layer. */
export const shapeRules: { readonly [Type in LayerType]: ShapeRule<Type> } = {
  input: (layer) => ({ shape: layer.shape }),
  dense,
  conv1d,
  conv2d,
  conv3d,
  pool,
  "global-pool": globalPool,
  reduce,
  flatten,
  reshape,
  transpose,
  upsample,
  pad,
  add,
  multiply,
  concat,
  slice,
  attention,
  embedding,
  activation: passThrough,
  normalization: passThrough,
  dropout,
  "channel-dropout": passThrough,
  "drop-block": dropBlock,
  "stochastic-depth": stochasticDepth,
  mask,
};
