import { constant } from "./constant.ts";
import { gemm, matMul } from "./dense.ts";
import { dropout } from "./dropout.ts";
import {
  arithmetic,
  batchNormalization,
  identity,
  layerNormalization,
  reduceMean,
  sameNeurons,
} from "./elementwise.ts";
import { flattenNode, reshapeNode } from "./reshaping.ts";
import type { Rule } from "./walk.ts";

/** Every operator that is read. A map, so that a node of type "constructor" finds nothing. */
export const OPERATORS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["Constant", constant],
  ["Gemm", gemm],
  ["MatMul", matMul],
  ["Dropout", dropout],
  ["Flatten", flattenNode],
  ["Reshape", reshapeNode],
  ["Identity", identity],
  ["Add", arithmetic],
  ["Sub", arithmetic],
  ["Mul", arithmetic],
  ["Div", arithmetic],
  ["Pow", arithmetic],
  ["ReduceMean", reduceMean],
  ["LayerNormalization", layerNormalization],
  ["BatchNormalization", batchNormalization],
  ["Cast", sameNeurons],
  ["Elu", sameNeurons],
  ["Gelu", sameNeurons],
  ["HardSigmoid", sameNeurons],
  ["LeakyRelu", sameNeurons],
  ["LogSoftmax", sameNeurons],
  ["Relu", sameNeurons],
  ["Selu", sameNeurons],
  ["Sigmoid", sameNeurons],
  ["Softmax", sameNeurons],
  ["Softplus", sameNeurons],
  ["Sqrt", sameNeurons],
  ["Tanh", sameNeurons],
]);
