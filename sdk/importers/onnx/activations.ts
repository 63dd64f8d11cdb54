import { activation } from "./elementwise.ts";
import type { Node } from "./model.ts";
import type { Signal } from "./signal.ts";
import { floatAttribute, hasInput, integerAttribute, numbersAt, type Rule, type Walk } from "./walk.ts";

const NAMES = `Abs Acos Acosh Asin Asinh Atan Atanh Celu Cos Cosh Elu Erf Gelu HardSwish LeakyRelu Log LogSoftmax Mish
  PRelu Reciprocal Relu Selu Shrink Sin Sinh Softsign Sqrt Swish Tan Tanh ThresholdedRelu`.split(/\s+/);

/** Activations that are never 0. */
const GATES = ["Exp", "HardSigmoid", "Sigmoid", "Softplus"];

const clip = activation("Clip", (signal, node, walk) => ({ gate: isShiftedGate(signal, node, walk) }));

const softmax = activation("Softmax", ({ dims }, node, walk) => {
  // Before version 13 of the operators the softmax is over all axes from this one on.
  const joins = walk.opset < 13;
  const given = integerAttribute(node, "axis", joins ? 1 : -1);
  const axis = given < 0 ? given + dims.length : given;
  const isOne = !joins || axis === dims.length - 1;
  return { gate: true, softmax: isOne ? { axis, drop: 0 } : null };
});

/** A rule for each activation. */
export const activations: readonly (readonly [string, Rule])[] = [
  ...NAMES.map((name): [string, Rule] => [name, activation(name)]),
  ...GATES.map((name): [string, Rule] => [name, activation(name, () => ({ gate: true }))]),
  ["Clip", clip],
  ["Softmax", softmax],
];

/** Whether something was added that is still there after the Clip: a hard sigmoid, written as Clip(x + 3, 0, 6). */
function isShiftedGate({ shift }: Signal, node: Node, walk: Walk): boolean {
  const least = limit(node, walk, 1, "min", Number.NEGATIVE_INFINITY);
  const most = limit(node, walk, 2, "max", Number.POSITIVE_INFINITY);
  return shift > 0 && Math.min(Math.max(shift, least), most) > 0;
}

function limit(node: Node, walk: Walk, position: number, name: string, fallback: number): number {
  if (hasInput(node, position)) return numbersAt(node, walk, position, 1)[0] ?? fallback;
  return floatAttribute(node, name, fallback);
}
