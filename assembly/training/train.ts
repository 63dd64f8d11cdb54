import { addSpread, beginAverage, finishAverage, isAveraged } from "./average";
import { backward, clearDeltas } from "./backward";
import { forward } from "./forward";
import { descend } from "./fused";
import { measureLoss } from "./loss";
import { applyMasks, forgetMasks, selectMasks, selectMeans } from "./masks";
import { ADAM, move } from "./optimiser";
import { Layer, layerAt, Report, Run } from "./records";
import { hasOpenPath } from "./survival";
import { dot } from "./vectors";

/** The sum of the squares of all gradients of a step. */
const SQUARES: usize = memory.data(8, 8);

/**
 * Trains `steps` steps from run.step on and reports each. Returns how many were done: fewer when a loss, the norm of the
 * weights, a bias or a second moment was no finite number, in the step after the last one that counts.
 */
export function train(runAt: usize, steps: u32): u32 {
  const run = changetype<Run>(runAt);
  forgetMasks();
  for (let index: u32 = 1; index < run.count; index++) measureRows(layerAt(run.layers, index));
  for (let done: u32 = 0; done < steps; done++) {
    const report = changetype<Report>(run.reports + <usize>done * offsetof<Report>());
    const flaw = step(run, run.order + <usize>done * run.stride, report);
    run.step += 1;
    if (!isFinite<f64>(report.loss) || !isFinite<f64>(report.weightNorm) || flaw != 0) return done;
  }
  return steps;
}

function measureRows(layer: Layer): void {
  for (let target: u32 = 0; target < layer.width; target++) {
    const row = layer.weights + ((<usize>target * layer.fanIn) << 3);
    store<f64>(layer.norms + (<usize>target << 3), dot(row, row, layer.fanIn));
  }
}

/** Returns 0, or NaN where a bias or a second moment is no finite number. */
function step(run: Run, order: usize, report: Report): f64 {
  const rate = run.rate / (1 + run.rateDecay * run.step);
  store<f64>(SQUARES, 0);
  report.updated = 0;
  lookAtBatch(run, order, report);
  if (run.optimiser == ADAM) {
    run.firstPower *= run.momentum;
    run.secondPower *= run.secondDecay;
  }
  let flaw: f64 = 0;
  if (isFused(run)) descend(run, rate, report, SQUARES);
  else {
    for (let index: u32 = 1; index < run.count; index++) {
      flaw += move(run, layerAt(run.layers, index), rate, report, SQUARES);
    }
  }
  report.gradientNorm = Math.sqrt(load<f64>(SQUARES));
  report.weightNorm = measureWeights(run);
  return flaw + lookAtBiases(run);
}

@inline
function isFused(run: Run): bool {
  return layerAt(run.layers, 1).gradient == 0;
}

/** The loss of a batch with its masks and, but where updates are fused, its gradients. */
function lookAtBatch(run: Run, order: usize, report: Report): void {
  report.loss = 0;
  report.open = 0;
  if (!isFused(run)) for (let index: u32 = 1; index < run.count; index++) clearGradients(layerAt(run.layers, index));
  if (isAveraged(run)) beginAverage(run);
  for (let sample: u32 = 0; sample < run.batch; sample++) {
    if (run.maskPer || sample == 0) selectTrial(run, sample);
    look(run, load<u32>(order + (<usize>sample << 2)), report);
    if (isAveraged(run)) report.loss += addSpread(run);
    if (!isFused(run)) backward(run.layers, run.count);
  }
  if (isAveraged(run)) finishAverage(run);
}

/** Masks of a step have its number; those of a sample the number that it has in all batches. */
function selectTrial(run: Run, sample: u32): void {
  const trial = run.maskPer ? run.step * <f64>run.batch + <f64>sample : run.step;
  selectMasks(run.layers, run.count, run.seedLow, run.seedHigh, <u64>trial);
  applyMasks(run.layers, run.count);
}

function clearGradients(layer: Layer): void {
  memory.fill(layer.gradient, 0, (<usize>layer.width * layer.fanIn) << 3);
  if (layer.biases) memory.fill(layer.biasGradient, 0, <usize>layer.width << 3);
}

/** Brings a sample to the outputs, adds its loss, and has its derivatives there. */
function look(run: Run, sample: u32, report: Report): void {
  const first = layerAt(run.layers, 0);
  const last = layerAt(run.layers, run.count - 1);
  forward(run.layers, run.count, run.inputs + ((<usize>sample * first.width) << 3));
  if (report.open == 0 && hasOpenPath(run.layers, run.count)) report.open = 1;
  clearDeltas(last);
  const targets = run.targets + ((<usize>sample * last.width) << 3);
  report.loss += measureLoss(run.loss, last.outputs, targets, last.width, 1 / <f64>run.batch, last.deltas);
}

function measureWeights(run: Run): f64 {
  let sum: f64 = 0;
  for (let index: u32 = 1; index < run.count; index++) {
    const layer = layerAt(run.layers, index);
    for (let at: usize = 0; at < <usize>layer.width << 3; at += 8) sum += load<f64>(layer.norms + at);
  }
  return Math.sqrt(sum);
}

/** 0 times all biases: NaN where one is no finite number. A velocity that is none has moved what it belongs to likewise. */
function lookAtBiases(run: Run): f64 {
  let flaw: f64 = 0;
  for (let index: u32 = 1; index < run.count; index++) {
    const layer = layerAt(run.layers, index);
    if (!layer.biases) return 0;
    for (let at: usize = 0; at < <usize>layer.width << 3; at += 8) flaw += 0 * load<f64>(layer.biases + at);
  }
  return flaw;
}

/** What the network puts out for `samples` samples from run.inputs on without removal; to `outputs`. */
export function predict(runAt: usize, samples: u32, outputs: usize): void {
  const run = changetype<Run>(runAt);
  const first = layerAt(run.layers, 0);
  const last = layerAt(run.layers, run.count - 1);
  selectMeans(run.layers, run.count);
  applyMasks(run.layers, run.count);
  for (let sample: u32 = 0; sample < samples; sample++) {
    forward(run.layers, run.count, run.inputs + ((<usize>sample * first.width) << 3));
    memory.copy(outputs + ((<usize>sample * last.width) << 3), last.outputs, <usize>last.width << 3);
  }
}

/** The mean loss of outputs against targets. */
export function meanLoss(kind: u32, outputs: usize, targets: usize, width: u32, samples: u32): f64 {
  let sum: f64 = 0;
  for (let sample: u32 = 0; sample < samples; sample++) {
    const at = (<usize>sample * width) << 3;
    sum += measureLoss(kind, outputs + at, targets + at, width, 1, 0);
  }
  return sum / <f64>samples;
}

/** The gradients of the batch of the next step, in the layers' records; its loss is reported. */
export function differentiate(runAt: usize): void {
  const run = changetype<Run>(runAt);
  forgetMasks();
  lookAtBatch(run, run.order, changetype<Report>(run.reports));
}
