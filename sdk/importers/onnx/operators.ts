import { activations } from "./activations.ts";
import { arithmetic, where } from "./arithmetic.ts";
import { constant } from "./constant.ts";
import { convolution, transposedConvolution } from "./convolution.ts";
import { gemm, matMul } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { sameValues } from "./elementwise.ts";
import { constantOfShape } from "./fold-numbers.ts";
import { channelNormalization, groupNormalization, layerNormalization, plainNormalization } from "./normalization.ts";
import { globalPool, pool } from "./pooling.ts";
import { argument, reduction } from "./reduction.ts";
import { resize } from "./resizing.ts";
import { expand, flatten, reshape, shape, size, squeeze, transpose, unsqueeze } from "./shaping.ts";
import { concat, gather, pad, slice, split } from "./slicing.ts";
import type { Rule } from "./walk.ts";

function all(names: string, rule: Rule): [string, Rule][] {
  return names.split(" ").map((name) => [name, rule]);
}

/** Operators that can read rows of neurons whose width is still open. */
const TOLERANT: readonly (readonly [string, Rule])[] = [
  ...activations,
  ...all("Add Sub Mul Div Pow Max Min Sum Mean", arithmetic),
  ...all("Identity Cast CastLike Neg Floor Ceil Round Sign Not IsNaN IsInf", sameValues),
  ...all("ReduceMean ReduceMax ReduceMin ReduceSum ReduceProd", reduction),
  ...all("ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare", reduction),
  ...all("BatchNormalization InstanceNormalization", channelNormalization),
  ...all("LayerNormalization RMSNormalization", layerNormalization),
  ...all("LpNormalization MeanVarianceNormalization", plainNormalization),
  ["Constant", constant],
  ["ConstantOfShape", constantOfShape],
  ["Gemm", gemm],
  ["MatMul", matMul],
  ["Dropout", dropout],
  ["Flatten", flatten],
  ["Reshape", reshape],
];

/** Operators that need to know all sizes. */
const STRICT: readonly (readonly [string, Rule])[] = [
  ...all("Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor Mod", arithmetic),
  ...all("MaxPool AveragePool LpPool", pool),
  ...all("GlobalAveragePool GlobalMaxPool GlobalLpPool", globalPool),
  ...all("Resize Upsample", resize),
  ...all("ArgMax ArgMin", argument),
  ["Conv", convolution],
  ["ConvTranspose", transposedConvolution],
  ["GroupNormalization", groupNormalization],
  ["LRN", plainNormalization],
  ["Where", where],
  ["Transpose", transpose],
  ["Squeeze", squeeze],
  ["Unsqueeze", unsqueeze],
  ["Expand", expand],
  ["Shape", shape],
  ["Size", size],
  ["Slice", slice],
  ["Split", split],
  ["Gather", gather],
  ["Concat", concat],
  ["Pad", pad],
];

/** Every operator that is read. A map, so that a node of type "constructor" finds nothing. */
export const OPERATORS: ReadonlyMap<string, Rule> = new Map([...TOLERANT, ...STRICT]);

/** Operators that are read where they work out constants from constants, and nowhere else. */
export const FOLDED_ONLY: ReadonlySet<string> = new Set(["Range", "Tile", "Trilu"]);

const STRICT_NAMES: ReadonlySet<string> = new Set(STRICT.map(([name]) => name));

export function needsSizes(operator: string): boolean {
  return STRICT_NAMES.has(operator);
}
