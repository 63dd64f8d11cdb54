import { log } from "./logs";
import { Layer, layerAt } from "../reach/layer";

// The first two moments of the number N of open paths. The second is a sum over pairs of paths, and
// only where two paths share a neuron or a bond do they survive together more often than apart. With
// `same` and `other` the shares of pairs that stand on one neuron, or on two, weighted with
// P(both open) / P(one open)^2, a layer acts on (same, other) as a 2 x 2 matrix.

let logMean: f64 = 0;
let same: f64 = 0;
let other: f64 = 0;
let logScale: f64 = 0;

/** result[0] = log E N, result[1] = log (E N^2 / (E N)^2). Time: O(layers + log of the repetitions). */
export function solvePaths(layers: usize, count: u32, result: usize): void {
  logMean = 0;
  logScale = 0;
  same = 1;
  other = 0;
  for (let index: u32 = 0; index < count; index++) {
    const layer = layerAt(layers, index);
    if (index > 0) logMean += layer.repeat * log(layer.keepBonds);
    logMean += layer.repeat * (log(layer.width) + log(layer.keepSites));
    if (index == 0) enter(layer);
    else repeat(layer);
  }
  store<f64>(result, logMean);
  store<f64>(result, logScale + log(same + other), 8);
}

/** Both paths choose an input. */
function enter(layer: Layer): void {
  same = 1 / (<f64>layer.width * layer.keepSites);
  other = 1 - 1 / <f64>layer.width;
}

/** (same, other) times the `repeat`-th power of the layer's matrix, by squaring. */
function repeat(layer: Layer): void {
  const meet = 1 / <f64>layer.width;
  const part = 1 - meet;
  let a = meet / (layer.keepSites * layer.keepBonds); // one neuron to one neuron: they share the bond too
  let b = part; // one neuron to two
  let c = meet / layer.keepSites; // two neurons to one
  let d = part; // two to two
  let scale: f64 = 0; // log of what was taken out of the matrix
  for (let left = layer.repeat; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 == 1) {
      const met = same * a + other * c;
      other = same * b + other * d;
      same = met;
      logScale += scale;
      const size = same + other;
      if (size > 0 && size < Infinity) {
        same /= size;
        other /= size;
        logScale += log(size);
      }
    }
    const aa = a * a + b * c;
    const bb = a * b + b * d;
    const cc = c * a + d * c;
    const dd = c * b + d * d;
    const largest = max(max(aa, bb), max(cc, dd));
    a = aa / largest;
    b = bb / largest;
    c = cc / largest;
    d = dd / largest;
    scale = 2 * scale + log(largest);
  }
}
