import { layerAt, Run } from "../records";
import { predict } from "../train";
import {
  dropAt,
  endAt,
  isKeptAt,
  keepAt,
  layerOfAt,
  likelihoodAt,
  numberBits,
  shareAt,
  sumsAt,
} from "./bits";
import { addAlways, propagate, sumsOf, weighShares } from "./propagate";
import { addTo, clearSum, Sum, valueOf } from "./sums";

/** Masks whose terms are added up plainly. */
const PLAIN: u32 = 256;

/**
 * Sums over all masks of all samples, each sample with its share:
 * result[0] of (D - y)^2, D being the output under the mask, y the target; [1] of (W - y)^2, W being the output without
 * removal; [2] the difference of the two, as the mean of (D - W)^2 + 2 (W - y) (D - W). `outputs` is f64[samples], for
 * W; `scratch` as in bits.ts.
 */
export function enumerateMasks(
  runAt: usize,
  samples: u32,
  shares: usize,
  outputs: usize,
  scratch: usize,
  result: usize,
): void {
  const run = changetype<Run>(runAt);
  predict(runAt, samples, outputs);
  const criterion = changetype<Sum>(scratch);
  const squares = changetype<Sum>(scratch + 16);
  const shifts = changetype<Sum>(scratch + 32);
  const bits = scratch + 48;
  memory.fill(result, 0, 24);
  for (let sample: u32 = 0; sample < samples; sample++) {
    clearSum(criterion);
    clearSum(squares);
    clearSum(shifts);
    const output = load<f64>(outputs + (<usize>sample << 3));
    const target = load<f64>(run.targets + (<usize>sample << 3));
    goThrough(run, sample, bits, output, target, criterion, squares, shifts);
    const share = load<f64>(shares + (<usize>sample << 3));
    addProduct(result, share, valueOf(criterion));
    addProduct(result + 8, share, (output - target) * (output - target));
    addProduct(result + 16, share, valueOf(squares) + 2 * (output - target) * valueOf(shifts));
  }
}

@inline
function addProduct(at: usize, share: f64, value: f64): void {
  store<f64>(at, load<f64>(at) + share * value);
}

/** All masks of a sample, in the order of the Gray code. */
function goThrough(
  run: Run,
  sample: u32,
  bits: usize,
  output: f64,
  target: f64,
  criterion: Sum,
  squares: Sum,
  shifts: Sum,
): void {
  const last = run.count - 1;
  const layers = run.layers;
  const inputs = layerAt(layers, 0);
  const from = run.inputs + ((<usize>sample * inputs.width) << 3);
  const scale = inputs.siteWords ? inputs.siteScale : 1;
  for (let at: usize = 0; at < <usize>inputs.width << 3; at += 8) {
    store<f64>(inputs.outputs + at, load<f64>(from + at) * scale);
  }
  const count = numberBits(layers, last, bits);
  if (last == 1) weighShares(layers, last, bits);
  addAlways(layers, bits, 0);
  propagate(layers, last, bits, 0, load<u32>(endAt(bits, 0)));

  // The bits below `quick` are those of the last hidden layer, whose sums are single numbers behind each other, the
  // base at their end.
  const quick = load<u32>(endAt(bits, last - 1));
  const sums = sumsOf(bits, last - 1);
  const masks: u32 = 1 << count;
  let ofCriterion: f64 = 0;
  let ofSquares: f64 = 0;
  let ofShifts: f64 = 0;
  for (let step: u32 = 0; ; ) {
    const value = load<f64>(sums);
    const likelihood = load<f64>(bits);
    const error = value - target;
    ofCriterion += likelihood * (error * error);
    const shift = value - output;
    ofSquares += likelihood * (shift * shift);
    ofShifts += likelihood * shift;
    step++;
    if (step % PLAIN == 0 || step == masks) {
      addTo(criterion, ofCriterion);
      addTo(squares, ofSquares);
      addTo(shifts, ofShifts);
      ofCriterion = 0;
      ofSquares = 0;
      ofShifts = 0;
      if (step == masks) break;
    }
    const bit = ctz(step);
    store<u32>(isKeptAt(bits, bit), load<u32>(isKeptAt(bits, bit)) ^ 1);
    multiplyRates(bits, bit);
    if (bit < quick) addShares(bits, bit, sums);
    else propagate(layers, last, bits, load<u32>(layerOfAt(bits, bit)), bit + 1);
  }
}

/** The likelihoods at the bits up to `bit`. */
@inline
function multiplyRates(bits: usize, bit: u32): void {
  let likelihood = load<f64>(likelihoodAt(bits, bit + 1));
  for (let lower = bit + 1; lower-- > 0; ) {
    likelihood *= load<u32>(isKeptAt(bits, lower)) ? load<f64>(keepAt(bits, lower)) : load<f64>(dropAt(bits, lower));
    store<f64>(likelihoodAt(bits, lower), likelihood);
  }
}

/** The output at the bits of the last hidden layer up to `bit`. */
@inline
function addShares(bits: usize, bit: u32, sums: usize): void {
  let sum = load<f64>(sums + (<usize>(bit + 1) << 3));
  for (let lower = bit + 1; lower-- > 0; ) {
    if (load<u32>(isKeptAt(bits, lower))) sum += load<f64>(shareAt(bits, lower));
    store<f64>(sums + (<usize>lower << 3), sum);
  }
}
