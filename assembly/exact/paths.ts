import { Layer, layerAt } from "../reach/layer";
import { log, logProbability } from "./logs";

// The first two moments of the number N of open paths. E N^2 / (E N)^2 is a mean over pairs of paths, each
// weighted with P(both open) / P(one open)^2, and only shared neurons and bonds weigh more than 1: by
// 1 + a with a = dropSites / keepSites, and 1 + b with b = dropBonds / keepBonds.
//
// Carried from layer to layer are the excess x of the mean over 1, and the part s of it from pairs that
// stand on one neuron. With m = 1 / width, the chance to meet,
//
//   x' = x + m (a (1 + x) + (1 + a) b s)        s' = m (1 + a) (1 + x + b s)
//
// Nothing is subtracted, so the excess keeps its precision in long runs of tiny rates. A run of layers is
// a power of the matrix of (1, x, s), with the 1 on its diagonal kept apart; all of it times e^scale:
//
//   | unit  0         0   |
//   | xu    unit+xx   xs  |
//   | su    sx        ss  |

/** Numbers are scaled back when they pass this. */
const LARGE: f64 = 1e100;

let unit: f64 = 1;
let x: f64 = 0;
let s: f64 = 0;
let logScale: f64 = 0;

/**
 * result[0] = log E N, result[1] = log (E N^2 / (E N)^2), Infinity where a single layer takes it past the
 * doubles. Time: O(layers + log of the repetitions).
 */
export function solvePaths(layers: usize, count: u32, result: usize): void {
  let logMean: f64 = 0;
  unit = 1;
  x = 0;
  s = 0;
  logScale = 0;
  for (let index: u32 = 0; index < count; index++) {
    const layer = layerAt(layers, index);
    const logKeep = logProbability(layer.keepSites, layer.dropSites) + logProbability(layer.keepBonds, layer.dropBonds);
    logMean += layer.repeat * (log(layer.width) + logKeep);
    advance(layer);
  }
  store<f64>(result, logMean);
  const excess = x / unit;
  const logRatio = logScale == 0 ? Math.log1p(excess) : log(unit + x) + logScale;
  store<f64>(result, logRatio == logRatio ? logRatio : Infinity, 8);
}

/** (unit, x, s) times the `repeat`-th power of the layer's matrix, by squaring. */
function advance(layer: Layer): void {
  const meet = 1 / <f64>layer.width;
  const a = layer.dropSites / layer.keepSites;
  const b = layer.dropBonds / layer.keepBonds;
  let mu: f64 = 1;
  let xx = meet * a;
  let xs = meet * (1 + a) * b;
  let xu = meet * a;
  let sx = meet * (1 + a);
  let ss = meet * (1 + a) * b;
  let su = meet * (1 + a);
  let scale: f64 = 0;
  for (let left = layer.repeat; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 == 1) {
      const newX = (mu + xx) * x + xs * s + xu * unit;
      s = sx * x + ss * s + su * unit;
      x = newX;
      unit *= mu;
      logScale += scale;
      const size = max(x, s);
      if (size > LARGE) {
        unit /= size;
        x /= size;
        s /= size;
        logScale += log(size);
      }
    }
    const squareXX = 2 * mu * xx + xx * xx + xs * sx;
    const squareXS = (mu + xx) * xs + xs * ss;
    const squareXU = (mu + xx) * xu + xs * su + xu * mu;
    const squareSX = sx * (mu + xx) + ss * sx;
    const squareSU = sx * xu + ss * su + su * mu;
    ss = sx * xs + ss * ss;
    const largest = max(max(max(squareXX, squareXS), max(squareXU, squareSX)), max(squareSU, ss));
    const factor = largest > LARGE ? 1 / largest : 1;
    mu *= mu * factor;
    xx = squareXX * factor;
    xs = squareXS * factor;
    xu = squareXU * factor;
    sx = squareSX * factor;
    su = squareSU * factor;
    ss *= factor;
    scale = factor < 1 ? 2 * scale + log(largest) : 2 * scale;
  }
}
