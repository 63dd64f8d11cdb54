import { forward } from "../forward";
import { forgetMasks, selectMasks } from "../masks";
import { layerAt, Run } from "../records";
import { predict } from "../train";

/**
 * The excess of the error over that without removal in `trials` trials, from trial `first` on: the mean of
 * (D - y)^2 - (W - y)^2 over the samples by their shares, all samples having the trial's mask.
 * result[0] is the risk, the mean of (W - y)^2; [1] the mean of the excess, [2] the sum of its squared deviations from
 * it: of all trials from 0 on, where those of the trials before are there already.
 */
export function sampleExcess(
  runAt: usize,
  samples: u32,
  shares: usize,
  outputs: usize,
  first: f64,
  trials: f64,
  result: usize,
): void {
  const run = changetype<Run>(runAt);
  predict(runAt, samples, outputs);
  let risk: f64 = 0;
  for (let at: usize = 0; at < <usize>samples << 3; at += 8) {
    const error = load<f64>(outputs + at) - load<f64>(run.targets + at);
    risk += load<f64>(shares + at) * (error * error);
  }
  forgetMasks();
  let mean = load<f64>(result + 8);
  let deviations = load<f64>(result + 16);
  for (let trial = first; trial < first + trials; trial++) {
    selectMasks(run.layers, run.count, run.seedLow, run.seedHigh, <u64>trial);
    const excess = measureExcess(run, samples, shares, outputs);
    const difference = excess - mean;
    mean += difference / (trial + 1);
    deviations += difference * (excess - mean);
  }
  store<f64>(result, risk);
  store<f64>(result + 8, mean);
  store<f64>(result + 16, deviations);
}

function measureExcess(run: Run, samples: u32, shares: usize, outputs: usize): f64 {
  const output = layerAt(run.layers, run.count - 1).outputs;
  const stride = <usize>layerAt(run.layers, 0).width << 3;
  let sample = run.inputs;
  let excess: f64 = 0;
  for (let at: usize = 0; at < <usize>samples << 3; at += 8, sample += stride) {
    forward(run.layers, run.count, sample);
    const value = load<f64>(output);
    const without = load<f64>(outputs + at);
    excess += load<f64>(shares + at) * ((value - without) * (value + without - 2 * load<f64>(run.targets + at)));
  }
  return excess;
}
