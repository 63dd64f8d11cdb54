import { type LayerCall, onlyInputOf } from "../call.ts";
import { asInFile, type KerasBuilder, type KerasTensor, lastFirst } from "../tensor.ts";

/** The number of axes of space in a class name, such as 2 of Conv2D. */
export function spaceOf(call: LayerCall): 1 | 2 | 3 {
  const digit = Number(/([123])D/.exec(call.className)?.[1] ?? 2);
  return digit === 1 || digit === 3 ? digit : 2;
}

/** The order of axes in which the channels of a layer with a `data_format` come first. */
export function channelOrder(call: LayerCall, rank: number): number[] {
  const format = call.fields.choice("data_format", ["channels_last", "channels_first"], "channels_last");
  return format === "channels_first" ? asInFile(rank) : lastFirst(rank);
}

/** The tensor that a layer over space reads, channels first. */
export function spatialInput(call: LayerCall, build: KerasBuilder): KerasTensor {
  const rank = spaceOf(call) + 1;
  return build.arrange(call, onlyInputOf(call, rank), channelOrder(call, rank));
}

export const MAX_KERNEL = 65536;

/** Kernel sizes and the like: one number for each axis of space. */
export function perAxis(call: LayerCall, name: string, fallback?: number): number[] {
  return call.fields.integers(name, spaceOf(call), 1, MAX_KERNEL, fallback);
}
