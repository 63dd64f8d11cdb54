import { show } from "../../../errors.ts";
import { isInteger } from "../../fields.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import { fileAxis, type LayerCall, type LayerRule, onlyInput, onlyInputOf } from "../call.ts";
import { fileShape, lastFirst } from "../tensor.ts";
import { named, nothing } from "./activations.ts";
import { getItem } from "./indexing.ts";
import { concatenate, product, union } from "./merging.ts";
import { filledIn, permuted } from "./reshaping.ts";

/** Functions that were called on tensors in place of layers: TFOpLambda in Keras 2, operations in Keras 3. */

/** An argument of a function, by its name, by its place behind the tensors, or in the config. */
function argument(call: LayerCall, name: string): unknown {
  return call.keywords.get(name) ?? call.fields.get(name) ?? call.constants[0];
}

/** A quotient by a constant leaves elements what they are. */
export const quotient: LayerRule = (call) => {
  if (call.inputs.length === 1 && call.constants.length <= 1) return onlyInput(call);
  throw unsupported(call.place, "a division by a constant", `${call.inputs.length} tensors`);
};

export const reduce: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const rank = input.shape.length;
  const given = argument(call, "axis");
  const list = given === undefined ? input.axes.map((axis) => axis + 1) : [given].flat();
  const gone = list.map((axis) => fileAxis(call, axis, rank));
  const axes = gone.map((axis) => input.axes.indexOf(axis));
  const keepAxes = (call.keywords.get("keepdims") ?? call.fields.get("keepdims") ?? false) === true;
  const left = input.axes.filter((axis) => !gone.includes(axis));
  const sorted = [...left].sort((a, b) => a - b);
  const order = keepAxes ? input.axes : left.length === 0 ? [0] : left.map((axis) => sorted.indexOf(axis));
  return build.add(call, { type: "reduce", axes, keepAxes }, [input], { axes: order });
};

export const expandAxes: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const shape = fileShape(input);
  const axis = fileAxis(call, argument(call, "axis"), shape.length + 1);
  return build.reshape(call, input, [...shape.slice(0, axis), 1, ...shape.slice(axis)]);
};

export const squeeze: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const shape = fileShape(input);
  const given = argument(call, "axis");
  const list = given === undefined ? shape.flatMap((size, axis) => (size === 1 ? [axis + 1] : [])) : [given].flat();
  const gone = list.map((axis) => fileAxis(call, axis, shape.length));
  const left = shape.filter((_, axis) => !gone.includes(axis));
  return build.reshape(call, input, left.length === 0 ? [1] : left);
};

const reshape: LayerRule = (call, build) => {
  const shape = argument(call, "shape") ?? argument(call, "newshape");
  if (!Array.isArray(shape)) throw invalidFile(`${call.place}.shape`, "an array of sizes", show(shape));
  return build.reshape(call, onlyInput(call), filledIn(call, shape.slice(1)));
};

const transpose: LayerRule = (call) => {
  const order = argument(call, "perm") ?? argument(call, "axes");
  if (!Array.isArray(order) || order[0] !== 0) throw unsupported(call.place, "a batch that stays first", show(order));
  const axes = order.slice(1).map((axis: unknown) => (typeof axis === "number" ? axis - 1 : -1));
  return permuted(call, onlyInput(call), axes);
};

/** Blocks of channels become blocks of space: [h, w, b * b * c] to [h * b, w * b, c]. */
const depthToSpace: LayerRule = (call, build) => {
  const input = build.arrange(call, onlyInputOf(call, 3), lastFirst(3));
  const block = argument(call, "block_size");
  const [channels = 1, height = 1, width = 1] = input.shape;
  if (!isInteger(block, 1, 4096) || channels % (block * block) !== 0) {
    throw invalidFile(`${call.place}.block_size`, `an integer whose square divides ${channels} channels`, show(block));
  }
  const deep = channels / (block * block);
  const axes = [0, 1, 2, 3, 4];
  const split = { type: "reshape", shape: [block, block, deep, height, width] } as const;
  const apart = build.add(call, split, [input], { axes, suffix: "split" });
  const moved = { type: "transpose", axes: [2, 3, 0, 4, 1] } as const;
  const woven = build.add(call, moved, [apart], { axes, suffix: "weave" });
  const shape = [deep, height * block, width * block];
  return build.add(call, { type: "reshape", shape }, [woven], { axes: lastFirst(3) });
};

const ACTIVATIONS = [
  "relu",
  "relu6",
  "leaky_relu",
  "elu",
  "selu",
  "gelu",
  "silu",
  "swish",
  "tanh",
  "sigmoid",
  "softmax",
];

/** By the last part of the function's name: `math.add`, `__operators__.add`, `nn.relu`. */
const FUNCTIONS: ReadonlyMap<string, LayerRule> = new Map<string, LayerRule>([
  ...["add", "add_n", "sub", "subtract", "maximum", "minimum"].map((each) => [each, union] as const),
  ...["mul", "multiply"].map((each) => [each, product] as const),
  ...["truediv", "divide", "div"].map((each) => [each, quotient] as const),
  ...["concat", "concatenate"].map((each) => [each, concatenate] as const),
  ...["reduce_mean", "reduce_max", "reduce_sum", "mean", "sum", "max"].map((each) => [each, reduce] as const),
  ...["cast", "identity", "stop_gradient", "clip_by_value"].map((each) => [each, nothing] as const),
  ...ACTIVATIONS.map((each) => [each, named(each)] as const),
  ["expand_dims", expandAxes],
  ["squeeze", squeeze],
  ["reshape", reshape],
  ["transpose", transpose],
  ["depth_to_space", depthToSpace],
  ["getitem", getItem],
]);

/** A function of TensorFlow, called by its name. */
export const lambda: LayerRule = (call, build) => {
  const name = call.fields.text("function");
  const rule = FUNCTIONS.get(name.slice(name.lastIndexOf(".") + 1));
  if (rule !== undefined) return rule(call, build);
  throw unsupported(call.place, "a function read here (add, multiply, concat, reshape, ...)", show(name));
};
