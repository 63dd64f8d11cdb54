import { readNumbers, requireMemory } from "../../arena.ts";
import type { TrainingExports } from "../exports.ts";
import { withTraining } from "../instance.ts";
import { layOutRun, type Parameters, type Samples, type Training } from "../run.ts";

// A run as the trainer lays it out, of which the masks are gone through. What its outputs take is laid out with room
// behind them: outputs without removal, shares of the samples, results, scratch.

/** Samples, and how much each counts: shares that add up to 1. */
export interface WeightedSamples extends Samples {
  readonly shares: Float64Array;
}

/** Mean squared errors with and without removal, and their difference, which is not found by subtraction. */
export interface Means {
  readonly criterion: number;
  readonly risk: number;
  readonly penalty: number;
}

/** The mean excess of sampled masks over the risk, and the sum of its squared deviations. */
export interface ExcessMoments {
  readonly risk: number;
  readonly mean: number;
  readonly deviations: number;
}

/** Doubles of the columns of bits and of the three sums, see assembly/training/penalty/bits.ts. */
const COLUMNS = 6 + 192;

/** Over all masks. What it takes is estimated by sdk/training/penalty/work.ts. */
export function enumerateMasks(training: Training, parameters: Parameters, samples: WeightedSamples): Means {
  const { layers } = training;
  const sums = layers.slice(1).reduce((sum, { width }, index) => {
    const { width: before = 0, sites } = layers[index] ?? {};
    return sum + width * ((sites?.drop ? before : 0) + 1);
  }, 0);
  const scratch = COLUMNS + 2 * layers.length + sums;
  return withRoom(training, parameters, samples, scratch, (module, at) => {
    module.enumerateMasks(at.run, samples.count, at.shares, at.outputs, at.scratch, at.result);
    const [criterion = Number.NaN, risk = Number.NaN, penalty = Number.NaN] = readNumbers(module, at.result, 3);
    return { criterion, risk, penalty };
  });
}

/** By the covariances of networks that act linearly. */
export function spreadVariance(training: Training, parameters: Parameters, samples: WeightedSamples): Means {
  const widest = training.layers.reduce((most, { width }) => Math.max(most, width), 0);
  return withRoom(training, parameters, samples, 3 * widest * widest, (module, at) => {
    module.spreadVariance(at.run, samples.count, at.shares, widest, at.scratch, at.result);
    const [criterion = Number.NaN, risk = Number.NaN, penalty = Number.NaN] = readNumbers(module, at.result, 3);
    return { criterion, risk, penalty };
  });
}

/** Over the masks of trials 0..trials-1 of the training's seed. */
export function sampleExcess(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  trials: number,
): ExcessMoments {
  return withRoom(training, parameters, samples, 0, (module, at) => {
    module.sampleExcess(at.run, samples.count, at.shares, at.outputs, 0, trials, at.result);
    const [risk = Number.NaN, mean = Number.NaN, deviations = Number.NaN] = readNumbers(module, at.result, 3);
    return { risk, mean, deviations };
  });
}

interface Places {
  readonly run: number;
  readonly outputs: number;
  readonly shares: number;
  readonly result: number;
  readonly scratch: number;
}

function withRoom<T>(
  training: Training,
  parameters: Parameters,
  samples: WeightedSamples,
  scratch: number,
  use: (module: TrainingExports, at: Places) => T,
): T {
  const { count, shares } = samples;
  const rows = 2 * count + 4 + scratch;
  requireMemory(8 * rows);
  return withTraining((module) => {
    const start = { step: 0, firstPower: 1, secondPower: 1 };
    const order = { samples: new Uint32Array(0), stride: 0 };
    const room = { samples, order, steps: 0, rows };
    const { run, outputs } = layOutRun(module, training, parameters, undefined, start, room);
    const at = outputs + 8 * count;
    new Float64Array(module.memory.buffer, at, count).set(shares);
    const result = at + 8 * count;
    return use(module, { run, outputs, shares: at, result, scratch: result + 32 });
  });
}
