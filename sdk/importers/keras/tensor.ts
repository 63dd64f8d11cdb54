import type { Shape } from "../../networks/model/shapes/rule.ts";
import type { BareLayer, Built, ModelBuilder } from "../model-builder.ts";
import { unsupported } from "../onnx/failures.ts";
import type { LayerCall } from "./call.ts";

/**
 * A tensor of the file. The model keeps channels first, the file mostly last; `axes[i]` is the axis of the file,
 * batch not counted, that axis i of the model's tensor is. So a permutation in the file moves nothing, and
 * elements are transposed only for a layer that needs another order.
 */
export interface KerasTensor extends Built {
  readonly axes: readonly number[];
  /** Whether the elements are positive even where nothing reaches them, as those of a sigmoid are. */
  readonly gate: boolean;
}

/** The order in which the last axis of the file comes first. */
export function lastFirst(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === 0 ? rank - 1 : axis - 1));
}

/** The order of the file. */
export function asInFile(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** The sizes of a tensor's axes in the order of the file. */
export function fileShape(tensor: KerasTensor): number[] {
  return asInFile(tensor.axes.length).map((axis) => tensor.shape[tensor.axes.indexOf(axis)] ?? 1);
}

/** The layers of the network, built for calls of layers of the file. */
export class KerasBuilder {
  readonly model: ModelBuilder;

  constructor(model: ModelBuilder) {
    this.model = model;
  }

  /** Adds a layer whose output has its axes in the order `axes`, by default that of the first input. */
  add(call: LayerCall, layer: BareLayer, inputs: readonly KerasTensor[], more: TensorDetails = {}): KerasTensor {
    const name = more.suffix === undefined ? call.name : `${call.name}/${more.suffix}`;
    const built = this.model.add(call.place, name, layer, inputs);
    return { ...built, axes: more.axes ?? inputs[0]?.axes ?? [], gate: more.gate ?? false };
  }

  /** The tensor with its axes in the order `axes`. */
  arrange(call: LayerCall, tensor: KerasTensor, axes: readonly number[]): KerasTensor {
    if (axes.every((axis, index) => axis === tensor.axes[index])) return tensor;
    const moves = axes.map((axis) => tensor.axes.indexOf(axis));
    const details = { axes, gate: tensor.gate, suffix: "transpose" };
    return this.add(call, { type: "transpose", axes: moves }, [tensor], details);
  }

  /** The tensor in another shape of the file: the elements stay in the order they have in the file. */
  reshape(call: LayerCall, tensor: KerasTensor, shape: Shape, name: { suffix?: string } = {}): KerasTensor {
    if (shape.length > 6) throw unsupported(call.place, "a shape of at most 6 axes", `${shape.length}`);
    const before = fileShape(tensor);
    const isLastFirst = lastFirst(before.length).every((axis, index) => axis === tensor.axes[index]);
    // While the last axis stays whole, the positions before it are the same in both orders.
    if (isLastFirst && before.at(-1) === shape.at(-1)) {
      const axes = lastFirst(shape.length);
      const bare: BareLayer = { type: "reshape", shape: axes.map((axis) => shape[axis] ?? 1) };
      return this.add(call, bare, [tensor], { axes, gate: tensor.gate, ...name });
    }
    const ordered = this.arrange(call, tensor, asInFile(before.length));
    const details = { axes: asInFile(shape.length), gate: tensor.gate, ...name };
    return this.add(call, { type: "reshape", shape }, [ordered], details);
  }
}

/** What else there is to say of the output of a layer. */
export interface TensorDetails {
  readonly axes?: readonly number[];
  readonly gate?: boolean;
  /** Put behind the name of the call, for those of its layers that are not the one it is named for. */
  readonly suffix?: string;
}
