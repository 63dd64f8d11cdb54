import { forward } from "../forward";
import { selectMeans } from "../masks";
import { Layer, layerAt, Run } from "../records";
import { dot } from "../vectors";

// Where every neuron acts linearly under all masks, its mean over the masks is its value without removal, and the
// covariances C of what neurons put out go from layer to layer as W (C + v diag(C + mean^2)) W', v = drop / keep being
// the variance of a mask of mean 1.

/**
 * As enumerateMasks, for networks that act linearly: the penalty is the variance of the output. `scratch` holds three
 * matrices of the widest layer's square.
 */
export function spreadVariance(
  runAt: usize,
  samples: u32,
  shares: usize,
  widest: u32,
  scratch: usize,
  result: usize,
): void {
  const run = changetype<Run>(runAt);
  const bytes = (<usize>widest * widest) << 3;
  memory.fill(result, 0, 24);
  for (let sample: u32 = 0; sample < samples; sample++) {
    const share = load<f64>(shares + (<usize>sample << 3));
    selectMeans(run.layers, run.count);
    const inputs = layerAt(run.layers, 0);
    forward(run.layers, run.count, run.inputs + ((<usize>sample * inputs.width) << 3));
    const error = load<f64>(layerAt(run.layers, run.count - 1).outputs) - load<f64>(run.targets + (<usize>sample << 3));
    memory.fill(scratch, 0, (<usize>inputs.width * inputs.width) << 3);
    for (let index: u32 = 1; index < run.count; index++) {
      addNoise(layerAt(run.layers, index - 1), scratch);
      mix(layerAt(run.layers, index), scratch, scratch + bytes, scratch + 2 * bytes);
    }
    const variance = load<f64>(scratch);
    const risk = error * error;
    store<f64>(result, load<f64>(result) + share * (risk + variance));
    store<f64>(result + 8, load<f64>(result + 8) + share * risk);
    store<f64>(result + 16, load<f64>(result + 16) + share * variance);
  }
}

/** What the masks of a layer add on the diagonal. */
function addNoise(layer: Layer, covariance: usize): void {
  const odds = layer.siteWords ? layer.dropSites * layer.siteScale : 0;
  for (let node: u32 = 0; node < layer.width; node++) {
    const at = covariance + ((<usize>node * layer.width + node) << 3);
    const mean = load<f64>(layer.outputs + (<usize>node << 3));
    const own = load<f64>(at);
    store<f64>(at, own + odds * (own + mean * mean));
  }
}

/** Covariance in place of W covariance W'. */
function mix(layer: Layer, covariance: usize, half: usize, mixed: usize): void {
  const before = <usize>layer.fanIn << 3;
  const behind = <usize>layer.width << 3;
  for (let target: usize = 0; target < layer.width; target++) {
    for (let source: usize = 0; source < layer.fanIn; source++) {
      const sum = dot(layer.weights + target * before, covariance + source * before, layer.fanIn);
      store<f64>(half + target * before + (source << 3), sum);
    }
    for (let other: usize = 0; other <= target; other++) {
      const sum = dot(half + target * before, layer.weights + other * before, layer.fanIn);
      store<f64>(mixed + target * behind + (other << 3), sum);
      store<f64>(mixed + other * behind + (target << 3), sum);
    }
  }
  memory.copy(covariance, mixed, <usize>layer.width * behind);
}
