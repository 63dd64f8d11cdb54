import { show } from "../../errors.ts";
import { unsupported } from "../onnx/failures.ts";
import type { LayerCall, LayerRule } from "./call.ts";
import { activation, named, normalization, nothing } from "./rules/activations.ts";
import { attention } from "./rules/attention.ts";
import { getItem } from "./rules/indexing.ts";
import { concatenate, product, union } from "./rules/merging.ts";
import { expandAxes, lambda, quotient, reduce, squeeze } from "./rules/operators.ts";
import { globalPool, pool } from "./rules/pooling.ts";
import { channelDropout, dropBlock, dropout, stochasticDepth } from "./rules/removals.ts";
import { cropping, flatten, permute, repeat, reshape, upsample, zeroPadding } from "./rules/reshaping.ts";
import { convolution, dense, depthwise, embedding, separable, transposed } from "./rules/weights.ts";

function inSpaces(from: 1 | 2, to: 2 | 3, name: (space: string) => string, rule: LayerRule): [string, LayerRule][] {
  const spaces = [1, 2, 3].filter((space) => space >= from && space <= to);
  return spaces.map((space) => [name(`${space}D`), rule]);
}

function all(names: readonly string[], rule: (name: string) => LayerRule): [string, LayerRule][] {
  return names.map((name) => [name, rule(name)]);
}

const ACTIVATION_CLASSES = [
  ...["ReLU", "LeakyReLU", "PReLU", "ELU", "ThresholdedReLU", "Softmax"],
  // Operations of Keras 3.
  ...["Relu", "Relu6", "Elu", "Gelu", "Selu", "Silu", "Sigmoid", "HardSigmoid", "Softplus", "Tanh"],
];

const NORMALIZATIONS = [
  ...["BatchNormalization", "LayerNormalization", "GroupNormalization", "UnitNormalization", "RMSNormalization"],
  ...["Normalization", "SpectralNormalization", "InstanceNormalization"],
];

/** Layers that change what elements are, but not which are reached. Noise removes nothing. */
const PASSED = [
  ...["Rescaling", "Masking", "ActivityRegularization", "Identity", "GaussianNoise", "GaussianDropout", "Cast"],
];

const RULES: ReadonlyMap<string, LayerRule> = new Map<string, LayerRule>([
  ["Dense", dense],
  ["Embedding", embedding],
  ...inSpaces(1, 3, (space) => `Conv${space}`, convolution),
  ...inSpaces(1, 3, (space) => `Convolution${space}`, convolution),
  ...inSpaces(1, 3, (space) => `Conv${space}Transpose`, transposed),
  ...inSpaces(1, 2, (space) => `DepthwiseConv${space}`, depthwise),
  ...inSpaces(1, 2, (space) => `SeparableConv${space}`, separable),
  ...inSpaces(1, 3, (space) => `MaxPooling${space}`, pool),
  ...inSpaces(1, 3, (space) => `AveragePooling${space}`, pool),
  ...inSpaces(1, 3, (space) => `GlobalMaxPooling${space}`, globalPool),
  ...inSpaces(1, 3, (space) => `GlobalAveragePooling${space}`, globalPool),
  ...inSpaces(1, 3, (space) => `UpSampling${space}`, upsample),
  ...inSpaces(1, 3, (space) => `ZeroPadding${space}`, zeroPadding),
  ...inSpaces(1, 3, (space) => `Cropping${space}`, cropping),
  ...inSpaces(1, 3, (space) => `SpatialDropout${space}`, channelDropout),
  ["Flatten", flatten],
  ["Reshape", reshape],
  ["Permute", permute],
  ["RepeatVector", repeat],
  ...all(["Add", "Subtract", "Average", "Maximum", "Minimum"], () => union),
  ...all(["Multiply"], () => product),
  ...all(["Concatenate"], () => concatenate),
  ...all(["Divide", "TrueDivide"], () => quotient),
  ...all(["Mean", "Max", "Sum"], () => reduce),
  ["ExpandDims", expandAxes],
  ["Squeeze", squeeze],
  ["GetItem", getItem],
  ["SlicingOpLambda", getItem],
  ["TFOpLambda", lambda],
  ["Activation", activation],
  ...all(ACTIVATION_CLASSES, named),
  ...all(NORMALIZATIONS, () => normalization),
  ...all(PASSED, () => nothing),
  ...all(["Dropout", "AlphaDropout", "FixedDropout"], () => dropout),
  ...all(["MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention"], () => attention),
  // Whatever their names say, these drop a whole branch: "drop connect" is what EfficientNet calls it.
  ...all(["StochasticDepth", "DropPath", "DropConnect"], () => stochasticDepth),
  ...all(["DropBlock2D", "DropBlock"], () => dropBlock),
]);

/** The rule for a layer by its class, of which `package>` may stand before the name. */
export function ruleOf({ className, place }: LayerCall): LayerRule {
  const rule = RULES.get(className.slice(className.lastIndexOf(">") + 1));
  if (rule !== undefined) return rule;
  const expected = "a layer read here (Dense, Conv2D, Add, Dropout, MultiHeadAttention, ...)";
  throw unsupported(place, expected, `${show(className)}, a recurrent or custom layer or one of another kind`);
}
