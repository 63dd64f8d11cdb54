import { activate } from "./activation";
import { Layer, layerAt } from "./records";
import { dot } from "./vectors";

/** Brings a sample from the inputs to the outputs, with the masks that are selected. */
export function forward(layers: usize, count: u32, sample: usize): void {
  enter(layerAt(layers, 0), sample);
  for (let index: u32 = 1; index < count; index++) pass(layerAt(layers, index), layerAt(layers, index - 1).outputs);
}

/** The inputs that are kept. */
function enter(inputs: Layer, sample: usize): void {
  for (let at: usize = 0; at < <usize>inputs.width << 3; at += 8) {
    const value = load<f64>(sample + at);
    store<f64>(inputs.outputs + at, inputs.siteWords ? value * load<f64>(inputs.siteMask + at) : value);
  }
}

function pass(layer: Layer, before: usize): void {
  const weights = layer.bondWords ? layer.effective : layer.weights;
  const bytes = <usize>layer.fanIn << 3;
  let row = weights;
  for (let target: u32 = 0; target < layer.width; target++, row += bytes) {
    const at = <usize>target << 3;
    const mask = layer.siteWords ? load<f64>(layer.siteMask + at) : 1;
    // Nothing depends on what a removed neuron computes.
    let value: f64 = 0;
    if (mask != 0) {
      const bias = layer.biases ? load<f64>(layer.biases + at) : 0;
      value = activate(layer.activation, dot(row, before, layer.fanIn) + bias);
    }
    store<f64>(layer.values + at, value);
    store<f64>(layer.outputs + at, value * mask);
  }
}
