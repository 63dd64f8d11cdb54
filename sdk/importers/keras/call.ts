import { show } from "../../errors.ts";
import type { Fields } from "../fields.ts";
import { invalidFile } from "../onnx/failures.ts";
import type { KerasBuilder, KerasTensor } from "./tensor.ts";

/** One use of a layer of the file. */
export interface LayerCall {
  /** Its name in the network: that of the layer, below those of the models around it. */
  readonly name: string;
  /** What errors call it: `layer "conv1" (Conv2D)`. */
  readonly place: string;
  readonly className: string;
  readonly fields: Fields;
  /** The tensors it reads, in order; those given by name come last. */
  readonly inputs: readonly KerasTensor[];
  readonly named: ReadonlyMap<string, KerasTensor>;
  /** What else it was called with: positional constants, and everything by name. */
  readonly constants: readonly unknown[];
  readonly keywords: Fields;
  /** Whether the order of its elements matters to no layer after it. */
  readonly orderFree: boolean;
}

/** Makes the layers of the network for one use of a layer of the file. */
export type LayerRule = (call: LayerCall, build: KerasBuilder) => KerasTensor;

/** The one tensor a layer reads. */
export function onlyInput(call: LayerCall): KerasTensor {
  const [input, ...others] = call.inputs;
  if (input === undefined || others.length > 0) {
    throw invalidFile(call.place, "one tensor to read", `${call.inputs.length}`);
  }
  return input;
}

/** The one tensor a layer reads, which has `rank` axes besides the batch. */
export function onlyInputOf(call: LayerCall, rank: number): KerasTensor {
  const input = onlyInput(call);
  if (input.shape.length === rank) return input;
  throw invalidFile(call.place, `a tensor of ${rank} axes besides the batch`, `${input.shape.length}`);
}

/** An axis as the file counts it, with the batch as axis 0 and negative from the end, without the batch. */
export function fileAxis(call: LayerCall, value: unknown, rank: number): number {
  if (typeof value === "number" && Number.isInteger(value)) {
    const axis = value < 0 ? value + rank : value - 1;
    if (axis >= 0 && axis < rank) return axis;
  }
  throw invalidFile(`${call.place}.axis`, `an axis in 1..${rank} or -${rank}..-1`, show(value));
}
