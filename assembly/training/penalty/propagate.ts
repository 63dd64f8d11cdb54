import { activate } from "../activation";
import { Layer, layerAt } from "../records";
import { baseAt, endAt, firstAt, isKeptAt, nodeAt, shareAt, sumsAt } from "./bits";

/** The sums into the layers behind `index`, after its bits below `from` or, from its end on, its values were changed. */
export function propagate(layers: usize, last: u32, bits: usize, index: u32, from: u32): void {
  addBits(layers, bits, index, from);
  for (index++; index < last; index++) {
    fire(layerAt(layers, index), sumsOf(bits, index - 1));
    if (index == last - 1) weighShares(layers, last, bits);
    addAlways(layers, bits, index);
    addBits(layers, bits, index, load<u32>(endAt(bits, index)));
  }
}

/** The sums of all that is kept in a layer: those at its lowest bit. */
export function sumsOf(bits: usize, index: u32): usize {
  const first = load<u32>(firstAt(bits, index));
  return first < load<u32>(endAt(bits, index)) ? load<usize>(sumsAt(bits, first)) : load<usize>(baseAt(bits, index));
}

/** What neurons put out when they are kept. */
function fire(layer: Layer, sums: usize): void {
  const scale = layer.siteWords ? layer.siteScale : 1;
  for (let at: usize = 0; at < <usize>layer.width << 3; at += 8) {
    store<f64>(layer.outputs + at, activate(layer.activation, load<f64>(sums + at)) * scale);
  }
}

/** What each neuron of the last hidden layer adds to the output when it is kept. */
export function weighShares(layers: usize, last: u32, bits: usize): void {
  const layer = layerAt(layers, last - 1);
  const end = load<u32>(endAt(bits, last - 1));
  for (let bit = load<u32>(firstAt(bits, last - 1)); bit < end; bit++) {
    const at = <usize>load<u32>(nodeAt(bits, bit)) << 3;
    store<f64>(shareAt(bits, bit), load<f64>(layerAt(layers, last).weights + at) * load<f64>(layer.outputs + at));
  }
}

/** The sums without the layer's bits: biases, and everything where no neuron is ever removed. */
export function addAlways(layers: usize, bits: usize, index: u32): void {
  const next = layerAt(layers, index + 1);
  const layer = layerAt(layers, index);
  const base = load<usize>(baseAt(bits, index));
  let row = next.weights;
  for (let at: usize = 0; at < <usize>next.width << 3; at += 8) {
    let sum = next.biases ? load<f64>(next.biases + at) : 0;
    if (!layer.siteWords) {
      for (let from: usize = 0; from < <usize>layer.width << 3; from += 8) {
        sum += load<f64>(row + from) * load<f64>(layer.outputs + from);
      }
    }
    store<f64>(base + at, sum);
    row += <usize>next.fanIn << 3;
  }
}

/** The sums at the bits of a layer below `from`. */
function addBits(layers: usize, bits: usize, index: u32, from: u32): void {
  const next = layerAt(layers, index + 1);
  const bytes = <usize>next.width << 3;
  const stride = <usize>next.fanIn << 3;
  const outputs = layerAt(layers, index).outputs;
  const end = load<u32>(endAt(bits, index));
  const first = load<u32>(firstAt(bits, index));
  let before = from < end ? load<usize>(sumsAt(bits, from)) : load<usize>(baseAt(bits, index));
  for (let bit = from; bit-- > first; ) {
    const sums = load<usize>(sumsAt(bits, bit));
    if (load<u32>(isKeptAt(bits, bit))) {
      const column = <usize>load<u32>(nodeAt(bits, bit)) << 3;
      const value = load<f64>(outputs + column);
      let weight = next.weights + column;
      for (let at: usize = 0; at < bytes; at += 8, weight += stride) {
        store<f64>(sums + at, load<f64>(before + at) + load<f64>(weight) * value);
      }
    } else memory.copy(sums, before, bytes);
    before = sums;
  }
}
