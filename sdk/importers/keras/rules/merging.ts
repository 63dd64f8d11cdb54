import { show } from "../../../errors.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import { fileAxis, type LayerCall, type LayerRule } from "../call.ts";
import { fileShape, type KerasBuilder, type KerasTensor } from "../tensor.ts";

/** Layers that bring tensors together element by element, or side by side. */

/** Sums, differences, averages, maxima: an element is reached when it is in any operand. */
export const union: LayerRule = (call, build) => {
  const operands = aligned(call, build);
  const [only, ...others] = operands;
  return only !== undefined && others.length === 0 ? only : build.add(call, { type: "add" }, operands);
};

/**
 * A product is reached where all its operands are. Those that a sigmoid or softmax made are never 0, so they gate
 * the others and cut nothing.
 */
export const product: LayerRule = (call, build) => {
  const constants = call.named.has("y") ? call.constants : [...call.constants, call.keywords.get("y")];
  if (constants.some(holdsZero)) {
    throw unsupported(call.place, "a factor that silences nothing", "a constant 0");
  }
  const operands = aligned(call, build);
  const values = operands.filter(({ gate }) => !gate);
  if (values.length === 0) return { ...build.add(call, { type: "add" }, operands), gate: true };
  const [only, ...others] = values;
  if (only === undefined || others.length > 0) return build.add(call, { type: "multiply" }, values);
  return expand(call, build, only, operands);
};

/** A constant that is 0, or an array of numbers with one. */
function holdsZero(value: unknown): boolean {
  const pending = [value];
  for (const each of pending) {
    if (each === 0) return true;
    if (Array.isArray(each)) for (const item of each) pending.push(item);
  }
  return false;
}

/** The operand that is gated, repeated along axes of space that only its gates have. */
function expand(
  call: LayerCall,
  build: KerasBuilder,
  value: KerasTensor,
  operands: readonly KerasTensor[],
): KerasTensor {
  const wanted = value.shape.map((_, axis) => Math.max(...operands.map(({ shape }) => shape[axis] ?? 1)));
  for (const { shape } of operands) {
    if (shape.every((size, axis) => size === 1 || size === wanted[axis])) continue;
    throw invalidFile(call.place, `operands like [${wanted.join(", ")}]`, `[${shape.join(", ")}]`);
  }
  if (wanted.every((size, axis) => size === value.shape[axis])) return value;
  if (wanted[0] === value.shape[0] && wanted.length <= 4) {
    return build.add(call, { type: "upsample", size: wanted.slice(1) }, [value]);
  }
  throw unsupported(call.place, "a gate with no more channels than what it gates", `[${wanted.join(", ")}]`);
}

/** The operands with as many axes as the largest, in one order; Keras puts missing axes behind the batch. */
function aligned(call: LayerCall, build: KerasBuilder): KerasTensor[] {
  const [first] = call.inputs;
  if (first === undefined) throw invalidFile(call.place, "tensors to read", "none");
  const largest = call.inputs.reduce((one, other) => (other.shape.length > one.shape.length ? other : one), first);
  return call.inputs.map((input) => {
    const missing = largest.shape.length - input.shape.length;
    const shape = [...Array<number>(missing).fill(1), ...fileShape(input)];
    const whole = missing === 0 ? input : build.reshape(call, input, shape, { suffix: "axes" });
    return build.arrange(call, whole, largest.axes);
  });
}

export const concatenate: LayerRule = (call, build) => {
  const [first, ...others] = call.inputs;
  if (first === undefined) throw invalidFile(call.place, "tensors to read", "none");
  const rank = first.shape.length;
  if (others.some(({ shape }) => shape.length !== rank)) {
    throw invalidFile(call.place, `tensors of ${rank} axes besides the batch`, show(others.length));
  }
  const given = call.fields.get("axis") ?? call.keywords.get("axis") ?? call.constants[0] ?? -1;
  const axis = first.axes.indexOf(fileAxis(call, given, rank));
  const operands = call.inputs.map((input) => build.arrange(call, input, first.axes));
  return build.add(call, { type: "concat", axis }, operands);
};
