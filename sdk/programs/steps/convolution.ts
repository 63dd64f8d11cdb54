import type { Taps } from "../../engine/programs.ts";
import type { ConvolutionLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import { resolveConvolution } from "../../networks/model/shapes/weights.ts";
import { onlyOf, type StepRule } from "../step.ts";
import { transposedTaps, windowTaps } from "../taps.ts";
import { mixStep, wiringOf } from "./bonds.ts";
import { readStep } from "./reading.ts";

export const convolution: StepRule<ConvolutionLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const taps = convolutionTaps(layer, input.shape, position.shape);
  const { groups = 1 } = layer;
  const channels = { groups, inputs: input.shape[0] ?? 1, outputs: layer.channels };
  const sizes = [layer.kernel].flat();
  const kernel = product(sizes);
  const rate = rateOf(layer.dropBonds, layer.keepBonds);
  const wiring = wiringOf(layer.connections, layer.channels, (channels.inputs / groups) * kernel);
  if (rate.drop === 0 && !wiring) return readStep(position.assembler, input, position.shape, taps, channels);
  let volume = kernel;
  const placed = taps.map((table, axis) => {
    volume /= sizes[axis] ?? 1;
    return { ...table, places: table.places?.map((place) => place * volume) };
  });
  return mixStep(position, input, { channels, taps: placed, bonds: { rate, wiring }, kernel, layer: position.bonds });
};

/** What a convolution reads along each axis of space. */
export function convolutionTaps(layer: ConvolutionLayer, input: Shape, output: Shape): Taps[] {
  const { windows } = resolveConvolution({ ...layer, padding: layer.padding ?? 0 }, input, "network");
  const tapsOf = layer.transposed ? transposedTaps : windowTaps;
  return windows.map((window, axis) => tapsOf(window, input[axis + 1] ?? 1, output[axis + 1] ?? 1));
}
