import type { ConvolutionLayer } from "../../networks/model/layer-types.ts";
import { rateOf } from "../../networks/model/model.ts";
import { product, type Shape } from "../../networks/model/shapes/rule.ts";
import { resolveConvolution } from "../../networks/model/shapes/weights.ts";
import { type Reading, readTransposed, readWindows } from "../readings.ts";
import { onlyOf, type StepRule } from "../step.ts";
import { mixStep, wiringOf } from "./bonds.ts";
import { readStep } from "./reading.ts";

export const convolution: StepRule<ConvolutionLayer> = (layer, inputs, position) => {
  const input = onlyOf(inputs);
  const readings = convolutionReadings(layer, input.shape, position.shape);
  const { groups = 1 } = layer;
  const channels = { groups, inputs: input.shape[0] ?? 1, outputs: layer.channels };
  const sizes = [layer.kernel].flat();
  const kernel = product(sizes);
  const rate = rateOf(layer.dropBonds, layer.keepBonds);
  const wiring = wiringOf(layer.connections, layer.channels, (channels.inputs / groups) * kernel);
  if (rate.drop === 0 && !wiring) return readStep(position.assembler, input, position.shape, readings, channels);
  let volume = kernel;
  const placed = readings.map((reading, axis) => {
    volume /= sizes[axis] ?? 1;
    const table = reading.table();
    return { ...table, places: table.places?.map((place) => place * volume) };
  });
  return mixStep(position, input, { channels, taps: placed, bonds: { rate, wiring }, kernel, layer: position.bonds });
};

/** What a convolution reads along each axis of space. */
export function convolutionReadings(layer: ConvolutionLayer, input: Shape, output: Shape): Reading[] {
  const { windows } = resolveConvolution({ ...layer, padding: layer.padding ?? 0 }, input, "network");
  const read = layer.transposed ? readTransposed : readWindows;
  return windows.map((window, axis) => read(window, input[axis + 1] ?? 1, output[axis + 1] ?? 1));
}
