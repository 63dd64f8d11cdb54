import type { LayerType, ModelLayer } from "../networks/model/layer-types.ts";
import type { StepRule } from "./step.ts";
import { add, concat, embedding, input, multiply, passThrough, reshape, transpose } from "./steps/arrangement.ts";
import { attention } from "./steps/attention.ts";
import { convolution } from "./steps/convolution.ts";
import { dense } from "./steps/dense.ts";
import { mask, removal } from "./steps/removals.ts";
import { globalPool, pad, pool, reduce, slice, upsample } from "./steps/space.ts";

/** The rule of every type of layer. */
export const stepRules = {
  input,
  dense,
  conv1d: convolution,
  conv2d: convolution,
  conv3d: convolution,
  pool,
  "global-pool": globalPool,
  reduce,
  flatten: reshape,
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
  dropout: removal,
  "channel-dropout": removal,
  "drop-block": removal,
  "stochastic-depth": removal,
  mask,
} as unknown as { readonly [Type in LayerType]: StepRule<ModelLayer> };
